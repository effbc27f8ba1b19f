"""Loads the calendar of the years, the common opening hours and the common clock rule that come with the platform."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from typing import TypedDict, cast

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from motcua.foundation.worktime.models import CalendarDay, CalendarYear, ClockRule, Shift
from motcua.foundation.worktime.queries import forget_calendars

DAY_FIELDS = ("kind", "name", "name_en", "swapped_with", "document", "verified")
HEAD_FIELDS = ("status", "document", "verified")


class DayRow(TypedDict):
    """A day of `data/calendar.json`; dates as ISO text."""

    date: str
    kind: str
    name: str
    name_en: str
    swapped_with: str | None
    document: str
    verified: bool


class YearRow(TypedDict):
    """A year of `data/calendar.json` with its days."""

    year: int
    status: str
    document: str
    verified: bool
    days: list[DayRow]


class ShiftRow(TypedDict):
    """An opening of `data/shifts.json` on several ISO weekdays."""

    weekdays: list[int]
    opens: str
    closes: str
    kind: str
    valid_from: str
    document: str
    document_en: str
    verified: bool


class RuleRow(TypedDict):
    """The common clock rule of `data/shifts.json`."""

    makeup_may_be_due: bool
    saturday_counts: bool
    same_day_until: str
    minutes_a_day: int
    valid_from: str
    document: str
    verified: bool


def load_calendar(now: datetime) -> int:
    """Bring the common calendar up to the data of this release and return how many rows were written.

    Idempotent. Rows that an administrator entered or corrected stay as they are; opening hours and clock rule are only
    entered when there are none. The number of queries is fixed: this runs at each start.
    """
    years = _read_years()
    with transaction.atomic():
        changed = _load_days(years)
        written = changed.total() + _load_heads(years, changed, now)
        if not Shift.objects.filter(unit=None).exists():
            written += len(Shift.objects.bulk_create(_shifts()))
        if not ClockRule.objects.filter(unit=None).exists():
            written += len(ClockRule.objects.bulk_create(_clock_rules()))
    forget_calendars()
    return written


def _read_years() -> list[YearRow]:
    return cast("list[YearRow]", _data("calendar.json")["years"])


@cache
def _data(name: str) -> Mapping[str, object]:
    text = files("motcua.foundation.worktime").joinpath("data", name).read_text(encoding="utf-8")
    return cast("Mapping[str, object]", json.loads(text))


def _load_days(years: list[YearRow]) -> Counter[int]:
    """Return how many days of each year were written."""
    rows = CalendarDay.objects.filter(unit=None, date__year__in=[row["year"] for row in years])
    stored = {day.date: day for day in rows.select_for_update()}
    wanted = {day.date: day for row in years for day in map(_day, row["days"])}
    new = [day for when, day in wanted.items() if when not in stored]
    changed = [day for when, day in wanted.items() if when in stored and _differs(stored[when], day)]
    gone = [day for when, day in stored.items() if when not in wanted and _is_ours(day)]
    for day in changed:
        day.pk = stored[day.date].pk
    CalendarDay.objects.filter(pk__in=[day.pk for day in gone]).delete()
    CalendarDay.objects.bulk_update(changed, DAY_FIELDS)
    CalendarDay.objects.bulk_create(new)
    return Counter(day.date.year for day in (*new, *changed, *gone))


def _load_heads(years: list[YearRow], changed: Counter[int], now: datetime) -> int:
    """Write the years that are new, that say something else, or of which days were written; return how many."""
    stored = {head.year: head for head in CalendarYear.objects.all()}
    wanted = [_head(row, now) for row in years]
    heads = [head for head in wanted if changed[head.year] or not _says_the_same(stored.get(head.year), head)]
    CalendarYear.objects.bulk_create(
        heads, update_conflicts=True, unique_fields=["year"], update_fields=[*HEAD_FIELDS, "changed_at"]
    )
    return len(heads)


def _head(row: YearRow, now: datetime) -> CalendarYear:
    return CalendarYear(
        year=row["year"], status=row["status"], document=row["document"], verified=row["verified"], changed_at=now
    )


def _says_the_same(stored: CalendarYear | None, wanted: CalendarYear) -> bool:
    return stored is not None and all(getattr(stored, name) == getattr(wanted, name) for name in HEAD_FIELDS)


def _day(row: DayRow) -> CalendarDay:
    other = row["swapped_with"]
    return CalendarDay(
        date=date.fromisoformat(row["date"]),
        kind=row["kind"],
        name=row["name"],
        name_en=row["name_en"],
        swapped_with=date.fromisoformat(other) if other else None,
        document=row["document"],
        verified=row["verified"],
        origin=CalendarDay.Origin.REFERENCE,
    )


def _is_ours(day: CalendarDay) -> bool:
    return day.origin == CalendarDay.Origin.REFERENCE


def _differs(stored: CalendarDay, wanted: CalendarDay) -> bool:
    return _is_ours(stored) and any(getattr(stored, name) != getattr(wanted, name) for name in DAY_FIELDS)


def _shifts() -> list[Shift]:
    return [
        Shift(
            weekday=weekday,
            opens=time.fromisoformat(row["opens"]),
            closes=time.fromisoformat(row["closes"]),
            kind=row["kind"],
            valid=DateRange(date.fromisoformat(row["valid_from"]), None),
            document=row["document"],
            verified=row["verified"],
        )
        for row in cast("list[ShiftRow]", _data("shifts.json")["shifts"])
        for weekday in row["weekdays"]
    ]


def _clock_rules() -> list[ClockRule]:
    return [
        ClockRule(
            makeup_may_be_due=row["makeup_may_be_due"],
            saturday_counts=row["saturday_counts"],
            same_day_until=time.fromisoformat(row["same_day_until"]),
            minutes_a_day=row["minutes_a_day"],
            valid=DateRange(date.fromisoformat(row["valid_from"]), None),
            document=row["document"],
            verified=row["verified"],
        )
        for row in cast("list[RuleRow]", _data("shifts.json")["clock_rules"])
    ]
