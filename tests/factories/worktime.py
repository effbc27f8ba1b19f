"""Calendars for tests: pure ones without a database, and the reference calendar in the database."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files

from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.models import CalendarDay, CalendarYear, Shift
from motcua.foundation.worktime.queries import forget_calendars
from motcua.foundation.worktime.reference import load_calendar
from motcua.foundation.worktime.rules import ShiftHours, ShiftKind, Switches, WorkCalendar

LOADED_AT = datetime(2018, 1, 1, 8, 0, tzinfo=ZONE)
OFFICE_HOURS = ((time(7, 30), time(11, 30)), (time(13), time(17)))


def make_calendar(now: datetime = LOADED_AT) -> None:
    """Load the calendar 2018-2027 and the office hours that come with the platform into the database (about 20 ms)."""
    load_calendar(now)


def make_office_hours(*weekdays: int, is_own: bool = False) -> tuple[ShiftHours, ...]:
    """Make the usual office hours on the given ISO weekdays (Monday to Friday when none is given)."""
    return tuple(
        ShiftHours(weekday, opens, closes, is_own=is_own)
        for weekday in weekdays or range(1, 6)
        for opens, closes in OFFICE_HOURS
    )


@cache
def reference_rows() -> tuple[dict[str, str], ...]:
    """Return the days of the shipped calendar as they stand in the file."""
    text = files("motcua.foundation.worktime").joinpath("data", "calendar.json").read_text(encoding="utf-8")
    return tuple(day for year in json.loads(text)["years"] for day in year["days"])


def make_work_calendar(
    *,
    years: range = range(2018, 2028),
    shifts: tuple[ShiftHours, ...] = (),
    days_off: frozenset[date] | None = None,
    make_ups: Mapping[date, date] | None = None,
    switches: Switches | None = None,
) -> WorkCalendar:
    """Make a calendar without a database: the shipped days unless others are given."""
    rows = reference_rows()
    shipped_off = frozenset(date.fromisoformat(row["date"]) for row in rows if row["kind"] != "swap_on")
    shipped_make_ups = {
        date.fromisoformat(row["date"]): date.fromisoformat(row["swapped_with"])
        for row in rows
        if row["kind"] == "swap_on"
    }
    return WorkCalendar(
        years=frozenset(years),
        days_off=shipped_off if days_off is None else days_off,
        make_ups=shipped_make_ups if make_ups is None else make_ups,
        shifts=(*shifts, *make_office_hours()),
        switches=(switches,) if switches else (),
    )


def make_shift(  # the columns of a row
    *,
    unit_id: int | None,
    weekday: int,
    opens: time,
    closes: time,
    kind: ShiftKind = ShiftKind.OFFICE,
    valid_from: date = date(2018, 1, 1),
    document: str = "Quyết định thử 1/QĐ",
) -> Shift:
    """Store an opening."""
    forget_calendars()
    return Shift.objects.create(
        unit_id=unit_id,
        weekday=weekday,
        opens=opens,
        closes=closes,
        kind=kind.value,
        valid=(valid_from, None),
        document=document,
    )


def make_calendar_day(
    day: date,
    kind: CalendarDay.Kind = CalendarDay.Kind.HOLIDAY,
    *,
    unit_id: int | None = None,
    swapped_with: date | None = None,
    name: str = "Ngày nghỉ thử",
) -> CalendarDay:
    """Store a special date."""
    forget_calendars()
    return CalendarDay.objects.create(
        date=day, kind=kind, unit_id=unit_id, swapped_with=swapped_with, name=name, document="Quyết định thử 2/QĐ"
    )


def make_calendar_year(year: int, status: CalendarYear.Status = CalendarYear.Status.OFFICIAL) -> CalendarYear:
    """Store that a year has a calendar."""
    forget_calendars()
    return CalendarYear.objects.create(year=year, status=status, changed_at=LOADED_AT)
