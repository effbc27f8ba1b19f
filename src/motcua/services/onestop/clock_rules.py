"""What does the law say about stopping, extending and missing a limit? Dated data with document, article and mark.

`data/clock_rules.json` holds which causes stop the clock, which laws let a limit be extended and by how much, and how
long before a due time a delay must be told. A row without a document says that we know of none: the official names it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from motcua.foundation.forms.definition import Text
from motcua.foundation.worktime.rules import Limit, TimeUnit
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.models import PauseCause

_FILE = Path(__file__).parent / "data" / "clock_rules.json"
# what is stopped and started again as such; waiting for papers or for payment has acts of its own
HOLDS = (PauseCause.POSTING, PauseCause.OTHER_AGENCY, PauseCause.FORCE_MAJEURE)


@dataclass(frozen=True)
class Source:
    """The document and article a rule stands in; `verified` is False while nobody has compared it."""

    document: str
    article: str
    verified: bool

    def text(self) -> str:
        """Return document and article as a letter names them, "" for a rule whose document is not known."""
        return ", ".join(part for part in (self.document, self.article) if part)


@dataclass(frozen=True)
class ExtensionRule:
    """A law that lets a limit be extended once: by `most` at most, and for what.

    `field`: the field of procedures it is about, "" for any; `procedures`: which of that field, none named for all.
    """

    key: str
    about: Text
    most: Limit
    valid_from: date
    valid_until: date | None
    source: Source
    field: str
    procedures: tuple[str, ...]

    def is_about(self, document: ProcedureDocument) -> bool:
        """Tell whether it lets the limit of this procedure be extended."""
        return self.field in {"", document.field} and (not self.procedures or document.slug in self.procedures)


@dataclass(frozen=True)
class ApologyRule:
    """How a delay is told: at least `notice` before the due time, drafted `drafting` before that.

    `without_waiver`: how many new dates may be told before a leader has to allow another.
    """

    notice: Limit
    drafting: Limit
    without_waiver: int
    valid_from: date
    source: Source


def pause_source(cause: PauseCause, day: date) -> Source:
    """Return where it says that the clock stands still for this cause on `day` (before the first rule: the first)."""
    rows = [row for row in _rows()["pauses"] if row["cause"] == cause.value]
    begun = [row for row in rows if date.fromisoformat(row["valid_from"]) <= day]
    return _source((begun or rows[:1])[-1])


def extension_rules(day: date, *, document: ProcedureDocument | None = None) -> list[ExtensionRule]:
    """Return the laws by which a limit may be extended on `day`, of one procedure when its document is given.

    The last stands for one that the official names.
    """
    return [
        rule
        for rule in _extensions()
        if rule.valid_from <= day and (rule.valid_until is None or day <= rule.valid_until)
        if document is None or rule.is_about(document)
    ]


def apology_rule(day: date) -> ApologyRule:
    """Return how a delay is told on `day` (before the first rule: the first)."""
    known = _apologies()
    return next((each for each in reversed(known) if each.valid_from <= day), known[0])


def _source(row: Mapping[str, Any]) -> Source:
    return Source(row["document"], row["article"], row["verified"])


def _limit(row: Mapping[str, Any]) -> Limit:
    return Limit(row["amount"], TimeUnit(row["unit"]))


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, list[dict[str, Any]]]:
    read: Mapping[str, list[dict[str, Any]]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return read


@lru_cache(maxsize=1)
def _extensions() -> tuple[ExtensionRule, ...]:
    return tuple(
        ExtensionRule(
            row["key"],
            Text(**row["about"]),
            _limit(row["most"]),
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
            _source(row),
            row["field"],
            tuple(row["procedures"]),
        )
        for row in _rows()["extensions"]
    )


@lru_cache(maxsize=1)
def _apologies() -> tuple[ApologyRule, ...]:
    return tuple(
        ApologyRule(
            _limit(row["notice"]),
            _limit(row["drafting"]),
            row["without_waiver"],
            date.fromisoformat(row["valid_from"]),
            _source(row),
        )
        for row in _rows()["apologies"]
    )
