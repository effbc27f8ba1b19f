"""What a service puts into a kit, and how a unit takes it over: the port between services and `replication.kits`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from pydantic import JsonValue

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.units.models import Staff


@dataclass(frozen=True)
class KitLine:
    """One thing in a part of a kit in words: what it is and how it is; two lines of a `key` differ by their value."""

    key: str
    what: StrOrPromise
    value: StrOrPromise


@dataclass(frozen=True)
class KitRefusal:
    """What of a part is not taken over, and why."""

    what: StrOrPromise
    why: StrOrPromise


@dataclass(frozen=True)
class KitTerms:
    """On what terms a unit takes a kit over: its own decision with the first day, and who takes it over.

    `person` is the member of staff (None: the platform, by a command), `platform` acts in their name for what the
    unit only repeats; `may_publish`: procedures may be published, which concerns every unit of the installation.
    """

    person: Staff | None
    platform: Actor
    document: str = ""
    from_day: date | None = None
    may_publish: bool = False

    @property
    def by(self) -> Staff | Actor:
        """Return who acts."""
        return self.person or self.platform

    @property
    def first_day(self) -> date:
        """Return the first day of the unit's decision; raise ValueError when there is none."""
        if self.from_day is None:
            raise ValueError("This part is taken over by a decision, which has a first day.")
        return self.from_day


class ToldPart(Protocol):
    """A part of a kit: plain JSON without personal data, without dates and documents of the unit it comes from.

    `needs_decision`: the unit takes it over by a document of its own, from a day on. `keeps_others`: what the kit does
    not name stays as it is.
    """

    @property
    def code(self) -> str:
        """Return the name of the part in the file."""

    @property
    def title(self) -> StrOrPromise:
        """Return the name of the part for people."""

    @property
    def needs_decision(self) -> bool:
        """Tell whether the unit needs a decision of its own."""

    @property
    def keeps_others(self) -> bool:
        """Tell whether what the kit does not name stays."""

    def export(self, *, unit_id: int, day: date) -> JsonValue:
        """Return what the unit works with on `day`."""

    def lines(self, content: JsonValue) -> list[KitLine]:
        """Return the content in words; raise pydantic's ValidationError for anything else."""


class KitPart(ToldPart, Protocol):
    """A part of a kit that another unit can take over."""

    def take_over(self, content: JsonValue, *, unit_id: int, terms: KitTerms, now: datetime) -> list[KitRefusal]:
        """Make the unit work so, in the caller's transaction, and return what could not be; again changes nothing.

        Raises Refused when nothing of the part can be taken over.
        """


@dataclass(frozen=True)
class KitSource:
    """What a service puts into a kit besides its settings, in the order in which it is taken over.

    `version` grows when the content changes its meaning: a kit of a later version is refused whole.
    """

    version: int
    parts: tuple[KitPart, ...]
