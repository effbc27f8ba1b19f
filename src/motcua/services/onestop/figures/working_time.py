"""Working time inside the database: the calendars laid out as a table for one statement that counts millions of spans.

The lines come from `worktime.calendar_for` and say what `WorkCalendar.worked_until` says: how much work lies before a
day, and the hours of the day. Nothing about days off or shifts is decided here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.backends.utils import CursorWrapper

from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.queries import calendar_for
from motcua.foundation.worktime.rules import WorkCalendar
from motcua.foundation.worktime.turns import Whose

_TABLES = """
DROP TABLE IF EXISTS figures_calendar;
CREATE TEMPORARY TABLE figures_calendar
  (calendar int, day date, worked bigint, opens int[], closes int[], PRIMARY KEY (calendar, day));
"""
_DAY = "INSERT INTO figures_calendar VALUES (%s, %s, %s, %s, %s)"


@dataclass(frozen=True)
class LaidOut:
    """The number in the table of the calendar of each that was asked for, and the most openings a day has."""

    number_of: Mapping[Whose, int]
    openings: int


def lay_out(cursor: CursorWrapper, *, whose: Collection[Whose], first: date, last: date) -> LaidOut:
    """Fill the table with the calendars of `whose` for the days from `first` to `last`.

    Raises CalendarMissing when a year in between has no calendar.
    """
    cursor.execute(_TABLES)
    numbers: dict[WorkCalendar, int] = {}  # units without rows of their own share one calendar
    number_of: dict[Whose, int] = {}
    most = 0
    for each in whose:
        calendar = calendar_for(each)
        if calendar not in numbers:
            numbers[calendar] = len(numbers)
            lines = list(_lines(calendar, numbers[calendar], first, last))
            cursor.executemany(_DAY, lines)
            most = max(most, *(len(opens) for _calendar, _day, _worked, opens, _closes in lines))
        number_of[each] = numbers[calendar]
    cursor.execute("ANALYZE figures_calendar")
    return LaidOut(number_of, most)


def day_of(moment: str) -> str:
    """Return the SQL of the Vietnamese day of a moment."""
    return f"({moment} AT TIME ZONE '{ZONE.key}')::date"


def worked(moment: str, line: str, openings: int) -> str:
    """Return the SQL of the working seconds before a moment, whose day is the row `line` of the calendar."""
    second = f"floor(extract(epoch FROM ({moment} AT TIME ZONE '{ZONE.key}')::time))::int"
    # of a day with fewer openings the greatest of nothing and 0 is 0
    parts = (
        f" + least(greatest({second} - {line}.opens[{each}], 0), {line}.closes[{each}] - {line}.opens[{each}])"
        for each in range(1, openings + 1)
    )
    return f"({line}.worked{''.join(parts)})"


def _lines(
    calendar: WorkCalendar, number: int, first: date, last: date
) -> Iterator[tuple[int, date, int, list[int], list[int]]]:
    for place in range((last - first).days + 1):
        day = first + timedelta(days=place)
        before, hours = calendar.hours_of(day)
        yield number, day, before, [opens for opens, _closes in hours], [closes for _opens, closes in hours]
