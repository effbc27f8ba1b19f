"""What the pages of the calendar show, put together from the tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import translation

from motcua.foundation.worktime.models import CalendarDay, CalendarYear, ClockRule, Shift
from motcua.foundation.worktime.queries import calendar_for
from motcua.foundation.worktime.rules import ShiftHours

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True)
class DayShown:
    """A special date as it is shown."""

    date: date
    kind: str
    name: str
    document: str
    verified: bool
    is_working: bool
    is_local: bool


@dataclass(frozen=True)
class OpeningShown:
    """The openings of one weekday: a date of that weekday, and the hours in order."""

    day: date
    hours: list[ShiftHours]


def years() -> list[CalendarYear]:
    """Return the years that have a calendar, newest first."""
    return list(CalendarYear.objects.order_by("-year"))


def days_of(year: int, unit_id: int | None) -> list[DayShown]:
    """Return the special dates of a year for everybody and for the unit, in order."""
    owner = Q(unit=None) | Q(unit=unit_id) if unit_id else Q(unit=None)
    is_english = translation.get_language() == "en"
    return [
        DayShown(
            date=row.date,
            kind=row.get_kind_display(),
            name=row.name_en if is_english and row.name_en else row.name,
            document=row.document,
            verified=row.verified,
            is_working=row.kind == CalendarDay.Kind.SWAP_ON,
            is_local=row.unit_id is not None,
        )
        for row in CalendarDay.objects.filter(owner, date__year=year).order_by("date", "unit")
    ]


def week_of(unit_id: int | None, today: date) -> list[OpeningShown]:
    """Return the regular openings of the seven weekdays as they are in force on `today`, days off left aside."""
    calendar = calendar_for(unit_id)
    monday = today.toordinal() - today.weekday()
    return [
        OpeningShown(day, calendar.regular_hours(day.isoweekday(), today))
        for day in map(date.fromordinal, range(monday, monday + DAYS_OF_A_WEEK))
    ]


def coming_weeks(unit_id: int | None, today: date) -> list[tuple[date, list[OpeningShown]]]:
    """Return the days after `today` on which the regular openings become others, each with the week from then on."""
    bounds = {day for shift in calendar_for(unit_id).shifts for day in (shift.valid_from, shift.valid_to)}
    days = sorted(day for day in bounds if day is not None and day > today)
    return [(day, week_of(unit_id, day)) for day in days]


def rules_of(unit_id: int | None) -> Iterable[ClockRule]:
    """Return the stored clock rules that concern the unit, with their documents, its own first."""
    owner = Q(unit=None) | Q(unit=unit_id) if unit_id else Q(unit=None)
    return ClockRule.objects.filter(owner).order_by("unit", "-valid")


def shifts_of(unit_id: int | None) -> Iterable[Shift]:
    """Return the stored openings that concern the unit, with their documents."""
    owner = Q(unit=None) | Q(unit=unit_id) if unit_id else Q(unit=None)
    return Shift.objects.filter(owner).order_by("unit", "-valid__startswith", "weekday", "opens")
