"""Quarters, periods, late or not, which reminder is due: tables without a database."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from motcua.replication.followup.rules import (
    Quarter,
    ReminderSchedule,
    is_late,
    periods_begun,
    quarter_named,
    quarter_of,
    reminder_day,
    reminder_due,
    urgency,
)
from motcua.replication.followup.states import TaskState

ISSUED = date(2019, 4, 9)


@pytest.mark.parametrize(
    ("day", "code", "first", "last"),
    [
        (date(2019, 1, 1), "2019-Q1", date(2019, 1, 1), date(2019, 3, 31)),
        (date(2019, 3, 31), "2019-Q1", date(2019, 1, 1), date(2019, 3, 31)),
        (date(2019, 4, 1), "2019-Q2", date(2019, 4, 1), date(2019, 6, 30)),
        (date(2019, 9, 30), "2019-Q3", date(2019, 7, 1), date(2019, 9, 30)),
        (date(2019, 10, 1), "2019-Q4", date(2019, 10, 1), date(2019, 12, 31)),
        (date(2020, 2, 29), "2020-Q1", date(2020, 1, 1), date(2020, 3, 31)),
    ],
)
def test_a_day_lies_in_its_quarter(day: date, code: str, first: date, last: date) -> None:
    quarter = quarter_of(day)
    assert (quarter.code, quarter.first, quarter.last) == (code, first, last)
    assert quarter_named(code) == quarter


@pytest.mark.parametrize(
    "text", ["", "2019", "2019-Q0", "2019-Q5", "2019-Q12", "19-Q1", "2019-q1", "٢٠١٩-Q1", "0000-Q1"]
)
def test_no_other_text_is_a_quarter(text: str) -> None:
    assert quarter_named(text) is None


def test_the_quarter_after_the_last_is_the_first_of_the_next_year() -> None:
    assert Quarter(2019, 4).next == Quarter(2020, 1)


Periods = list[tuple[str, date, date | None]]


@pytest.mark.parametrize(
    ("starts_on", "due_on", "is_quarterly", "today", "expected"),
    [
        # once: from the day of the letter to the last day
        (None, date(2019, 5, 10), False, ISSUED, [("", ISSUED, date(2019, 5, 10))]),
        # "bắt đầu từ ngày 13/3/2019": due on the day it starts, before the letter itself
        (date(2019, 3, 13), None, False, ISSUED, [("", date(2019, 3, 13), date(2019, 3, 13))]),
        (None, None, False, ISSUED, [("", ISSUED, None)]),
        # a last day before the letter
        (None, date(2019, 4, 1), False, ISSUED, [("", date(2019, 4, 1), date(2019, 4, 1))]),
        # each quarter, the first from the letter on, the present one as soon as it begins
        (None, None, True, ISSUED, [("2019-Q2", ISSUED, date(2019, 6, 30))]),
        (
            None,
            None,
            True,
            date(2019, 7, 1),
            [("2019-Q2", ISSUED, date(2019, 6, 30)), ("2019-Q3", date(2019, 7, 1), date(2019, 9, 30))],
        ),
        # a last day ends the row, and cuts its last quarter short
        (
            date(2019, 6, 1),
            date(2019, 8, 15),
            True,
            date(2026, 11, 25),
            [("2019-Q2", date(2019, 6, 1), date(2019, 6, 30)), ("2019-Q3", date(2019, 7, 1), date(2019, 8, 15))],
        ),
        # nothing has begun yet
        (date(2019, 5, 2), None, True, ISSUED, []),
    ],
)
def test_periods_of_a_requirement(
    starts_on: date | None, due_on: date | None, is_quarterly: bool, today: date, expected: Periods
) -> None:
    periods = periods_begun(
        is_quarterly=is_quarterly, starts_on=starts_on, due_on=due_on, issued_on=ISSUED, today=today
    )
    assert [(period.code, period.opens_on, period.due_on) for period in periods] == expected


def test_no_quarter_begins_after_the_last_day_in_force() -> None:
    def begun(ended_on: date | None) -> list[str]:
        found = periods_begun(
            is_quarterly=True,
            starts_on=None,
            due_on=None,
            issued_on=ISSUED,
            today=date(2020, 2, 1),
            ended_on=ended_on,
        )
        return [one.code for one in found]

    assert begun(None) == ["2019-Q2", "2019-Q3", "2019-Q4", "2020-Q1"]
    assert begun(date(2019, 10, 1)) == ["2019-Q2", "2019-Q3", "2019-Q4"]
    assert begun(date(2019, 9, 30)) == ["2019-Q2", "2019-Q3"]


@pytest.mark.parametrize(
    ("state", "day", "late"),
    [
        (TaskState.OPEN, date(2019, 5, 10), False),  # the last day counts in full
        (TaskState.OPEN, date(2019, 5, 11), True),
        (TaskState.NOT_DONE, date(2019, 5, 11), True),
        (TaskState.GIVEN, date(2019, 5, 11), False),
        (TaskState.DONE, date(2019, 5, 11), False),
        (TaskState.DROPPED, date(2019, 5, 11), False),
    ],
)
def test_late_is_what_has_passed_its_last_day_without_anything(state: TaskState, day: date, late: bool) -> None:
    assert is_late(state, date(2019, 5, 10), day) is late


def test_what_has_no_last_day_is_never_late() -> None:
    assert not is_late(TaskState.OPEN, None, date(2030, 1, 1))


@pytest.mark.parametrize(
    ("day", "word"),
    [
        (date(2019, 5, 2), ""),
        (date(2019, 5, 3), "amber"),
        (date(2019, 5, 8), "red"),
        (date(2019, 5, 10), "red"),
        (date(2019, 5, 11), "late"),
    ],
)
def test_the_list_warns_a_week_and_two_days_before(day: date, word: str) -> None:
    assert urgency(TaskState.OPEN, date(2019, 5, 10), day) == word


SCHEDULE = ReminderSchedule(date(2018, 1, 1), (-7, -1, 1, 7), 14, "", verified=False)
DUE = date(2019, 5, 10)  # a Friday


def weekday(day: date) -> bool:
    return day.isoweekday() <= 5


@pytest.mark.parametrize(
    ("offset", "day"),
    [
        (-7, date(2019, 5, 3)),
        (-1, date(2019, 5, 9)),
        (-5, date(2019, 5, 3)),  # a Sunday: earlier
        (1, date(2019, 5, 13)),  # a Saturday: later
        (7, date(2019, 5, 17)),
    ],
)
def test_a_reminder_comes_on_a_working_day(offset: int, day: date) -> None:
    assert reminder_day(DUE, offset, weekday) == day


@pytest.mark.parametrize(
    ("today", "offset"),
    [
        (date(2019, 5, 2), None),
        (date(2019, 5, 3), -7),
        (date(2019, 5, 8), -7),
        (date(2019, 5, 9), -1),
        (date(2019, 5, 12), -1),
        (date(2019, 5, 13), 1),
        (date(2019, 5, 17), 7),
        (date(2019, 5, 31), 7),
        (date(2019, 6, 1), None),  # stale
    ],
)
def test_the_latest_reminder_that_has_come_is_due(today: date, offset: int | None) -> None:
    assert reminder_due(DUE, today, SCHEDULE, weekday) == offset


def test_a_long_holiday_does_not_lose_a_reminder(holiday: Callable[[date], bool]) -> None:
    assert reminder_day(date(2019, 2, 12), -1, holiday) == date(2019, 2, 1)


@pytest.fixture
def holiday() -> Callable[[date], bool]:
    """Tết from 2 to 11 February 2019."""
    closed = {date(2019, 2, 2) + timedelta(days=number) for number in range(10)}
    return lambda day: day not in closed
