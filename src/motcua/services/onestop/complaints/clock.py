"""Until when must a complaint be lodged, accepted, decided? Dated law; every due time comes from the one clock."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from motcua.foundation.worktime.queries import due_time
from motcua.foundation.worktime.rules import Limit, TimeUnit

_FILE = Path(__file__).parent.parent / "data" / "complaint_limits.json"


@dataclass(frozen=True)
class ComplaintLaw:
    """The time to lodge a complaint, to accept it, to decide it, and to decide a complex one; and where it stands."""

    lodge: Limit
    accept: Limit
    settle: Limit
    complex: Limit
    document: str
    article: str
    verified: bool
    valid_from: date


def law_on(day: date) -> ComplaintLaw:
    """Return the law in force on `day` (before the first one: the first)."""
    known = _laws()
    return next((each for each in reversed(known) if each.valid_from <= day), known[0])


def ends(limit: Limit, *, unit_id: int, start: datetime) -> datetime:
    """Return when a time ends for an office."""
    return due_time(unit_id=unit_id, start=start, limit=limit)


@lru_cache(maxsize=1)
def _laws() -> tuple[ComplaintLaw, ...]:
    return tuple(_law(row) for row in json.loads(_FILE.read_text(encoding="utf-8")))


def _law(row: dict[str, Any]) -> ComplaintLaw:
    limits = {
        name: Limit(row[name]["amount"], TimeUnit(row[name]["unit"]))
        for name in ("lodge", "accept", "settle", "complex")
    }
    return ComplaintLaw(
        **limits,
        document=row["document"],
        article=row["article"],
        verified=row["verified"],
        valid_from=date.fromisoformat(row["valid_from"]),
    )
