"""Which days can be reconciled? Those of one's own units, and the last ones of units whose work they took over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max

from motcua.foundation.payments.access import BOOK_READERS
from motcua.foundation.payments.models import DayClose, Payment, Refund, RoundHandIn, StatementLine
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.queries import taken_over_by, unit_names
from motcua.foundation.units.rules import day_of

DAYS_BACK = 31
_BOOKED = (Payment, Refund, RoundHandIn, StatementLine)


@dataclass(frozen=True)
class UnitDay:
    """A day with its closing when it has one. `is_booked`: money came, went or was handed in on it."""

    day: date
    closing: DayClose | None
    is_booked: bool


@dataclass(frozen=True)
class UnitDays:
    """A month of days of a unit, the latest first."""

    units: tuple[tuple[int, str], ...]
    rows: tuple[UnitDay, ...]


def books_in_reach(roles: RoleSet, *, now: datetime) -> dict[int, int]:
    """Return the units whose books one reads, each with the unit that answers for them. One query."""
    own = roles.unit_ids(*BOOK_READERS)
    return taken_over_by(own, day=day_of(now)) | {unit_id: unit_id for unit_id in own}


def unit_days(unit_id: int, reach: Mapping[int, int], *, now: datetime) -> UnitDays:
    """Return the last month of a unit; of one that has ended, the month up to the last day that holds anything."""
    today = day_of(now)
    last = today if reach[unit_id] == unit_id else _last_booked(unit_id)
    days = [last - timedelta(days=back) for back in range(DAYS_BACK)] if last else []
    closed = DayClose.objects.filter(unit=unit_id, day__in=days).select_related("closed_by")
    by_day = {closing.day: closing for closing in closed}
    booked = {
        day
        for model in _BOOKED
        for day in model.objects.filter(unit=unit_id, day__in=days).values_list("day", flat=True)
    }
    names = unit_names(reach, today)
    return UnitDays(
        tuple(sorted(names.items(), key=lambda pair: pair[1])),
        tuple(UnitDay(day, by_day.get(day), day in booked) for day in days),
    )


def _last_booked(unit_id: int) -> date | None:
    found = (model.objects.filter(unit=unit_id).aggregate(last=Max("day"))["last"] for model in _BOOKED)
    return max((day for day in found if day), default=None)
