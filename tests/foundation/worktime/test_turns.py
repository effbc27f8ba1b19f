"""Units that took turns: each day by the calendar of the unit whose turn it was, and one calendar where they agree."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.queries import calendar_for, due_time
from motcua.foundation.worktime.rules import Limit, ShiftHours, Switches, TimeUnit
from motcua.foundation.worktime.turns import Turns, spliced
from tests.factories.units import make_unit
from tests.factories.worktime import make_calendar, make_calendar_day, make_work_calendar

DAY = date(2019, 4, 12)  # a Friday
SHORT = (ShiftHours(1, time(8), time(10), is_own=True), ShiftHours(5, time(8), time(10), is_own=True))
LONG = make_work_calendar()


def days(first: date, number: int) -> list[date]:
    return [first + timedelta(days=each) for each in range(number)]


@pytest.mark.parametrize(
    "other",
    [
        {"days_off": frozenset({date(2019, 4, 9), date(2019, 4, 17)})},
        {"shifts": SHORT},
        {"make_ups": {date(2019, 4, 6): date(2019, 4, 9), date(2019, 4, 20): date(2019, 4, 17)}},
        {"switches": Switches(saturday_counts=True, same_day_until=time(9))},
    ],
)
def test_before_the_day_it_is_the_one_calendar_and_from_it_on_the_other(other: dict[str, Any]) -> None:
    short = make_work_calendar(**other)
    for first, second in ((LONG, short), (short, LONG)):
        both = spliced(first, [(DAY, second)])
        for day in days(date(2019, 3, 25), 40):
            whose = first if day < DAY else second
            assert both.opening_hours(day) == [
                ShiftHours(**{**vars(shift), "valid_from": both_shift.valid_from, "valid_to": both_shift.valid_to})
                for shift, both_shift in zip(whose.opening_hours(day), both.opening_hours(day), strict=True)
            ]
            assert both.is_working_day(day) == whose.is_working_day(day)
            assert both.switches_on(day).same_day_until == whose.switches_on(day).same_day_until


def test_a_third_takes_over_from_the_second() -> None:
    off = [make_work_calendar(days_off=frozenset({date(2019, 4, number)})) for number in (9, 12, 17)]
    both = spliced(off[0], [(date(2019, 4, 11), off[1]), (date(2019, 4, 16), off[2])])
    assert sorted(both.days_off) == [date(2019, 4, 9), date(2019, 4, 12), date(2019, 4, 17)]


@pytest.mark.django_db
def test_units_that_share_the_common_calendar_share_it_in_turns_too() -> None:
    make_calendar()
    first, second = make_unit().pk, make_unit().pk
    turns = Turns(first, ((DAY, second),))
    assert calendar_for(turns) is calendar_for(None)
    make_calendar_day(date(2019, 4, 17), unit_id=second)
    assert calendar_for(turns) is calendar_for(Turns(make_unit().pk, ((DAY, second),)))
    assert calendar_for(Turns(second, ((DAY, second),))) is calendar_for(second)


@pytest.mark.django_db
def test_a_due_time_counts_the_days_of_each() -> None:
    make_calendar()
    first, second = make_unit().pk, make_unit().pk
    for day in (date(2019, 4, 10), date(2019, 4, 17)):
        make_calendar_day(day, unit_id=first)
    start, limit = datetime(2019, 4, 8, 9, tzinfo=ZONE), Limit(8, TimeUnit.WORKING_DAY)

    def due(unit_id: int | Turns) -> date:
        return due_time(unit_id=unit_id, start=start, limit=limit).date()

    assert due(second) < due(Turns(first, ((DAY, second),))) < due(first)
    assert due(Turns(second, ((DAY, first),))) == due(Turns(first, ((DAY, second),)))
