"""Until when must a complaint be lodged, accepted, decided? Dated law; every due time comes from the one clock."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.queries import due_time
from motcua.foundation.worktime.rules import Limit, TimeUnit
from motcua.services.onestop.complaints.states import ComplaintLevel
from motcua.services.onestop.models import Complaint

_FILE = Path(__file__).parent.parent / "data" / "complaint_limits.json"


@dataclass(frozen=True)
class ComplaintLaw:
    """The time to lodge a complaint, to accept it, to decide it, and to decide a complex one; and where it stands."""

    level: ComplaintLevel
    is_remote: bool
    lodge: Limit
    accept: Limit
    settle: Limit
    complex: Limit
    document: str
    article: str
    verified: bool
    valid_from: date


def law_on(day: date, *, level: ComplaintLevel = ComplaintLevel.FIRST, is_remote: bool = False) -> ComplaintLaw:
    """Return the law in force on `day` (before the first one: the first)."""
    known = [each for each in _laws() if (each.level, each.is_remote) == (level, is_remote)]
    return next((each for each in reversed(known) if each.valid_from <= day), known[0])


def law_for(complaint: Complaint, moment: datetime) -> ComplaintLaw:
    """Return the law for a complaint of its level and place, as it is at `moment`."""
    return law_on(day_of(moment), level=complaint.level, is_remote=complaint.is_remote)


def ends(limit: Limit, *, unit_id: int, start: datetime) -> datetime:
    """Return when a time ends for an office."""
    return due_time(unit_id=unit_id, start=start, limit=limit)


def answer_due(complaint: Complaint) -> datetime:
    """Return when an open complaint must be decided; one not accepted yet, as if accepted at the last moment."""
    if complaint.accepted_at is not None:
        return complaint.next_due_at
    settle = law_for(complaint, complaint.next_due_at).settle
    return ends(settle, unit_id=complaint.answering_id, start=complaint.next_due_at)


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
        level=ComplaintLevel(row["level"]),
        is_remote=row["is_remote"],
        document=row["document"],
        article=row["article"],
        verified=row["verified"],
        valid_from=date.fromisoformat(row["valid_from"]),
    )
