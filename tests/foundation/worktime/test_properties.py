"""Whatever is asked, the rules agree with a walk over the minutes and days."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.rules import (
    Limit,
    Span,
    TimeUnit,
    add_working_minutes,
    clock_at,
    due_at,
    working_minutes_between,
)
from tests.factories.worktime import make_work_calendar
from tests.foundation.worktime import brute_force

CALENDAR = make_work_calendar()
MINUTES_2018_TO_2026 = 9 * 365 * 1440
moments = st.integers(0, MINUTES_2018_TO_2026).map(
    lambda minute: datetime(2018, 1, 1, tzinfo=ZONE) + timedelta(minutes=minute)
)
stretches = st.integers(0, 30 * 1440).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def starts_with_pauses(draw: st.DrawFn) -> tuple[datetime, list[Span]]:
    """A start and up to four pauses near it, which may overlap, begin before it or follow the due time."""
    start = draw(moments)
    offsets = st.integers(-3 * 1440, 40 * 1440)
    lengths = st.integers(0, 15 * 1440)
    drawn = draw(st.lists(st.tuples(offsets, lengths), max_size=4))
    start = max(start, datetime(2018, 1, 10, tzinfo=ZONE))
    begins = [start + timedelta(minutes=offset) for offset, _ in drawn]
    lasts = [timedelta(minutes=length) for _, length in drawn]
    return start, [Span(begin, begin + last) for begin, last in zip(begins, lasts, strict=True)]


def _pairs(pauses: list[Span]) -> list[brute_force.Pause]:
    return [(pause.start, pause.end) for pause in pauses if pause.end]


@settings(max_examples=400, deadline=None)
@given(moments, stretches)
def test_working_minutes_are_those_counted_one_by_one(first: datetime, stretch: timedelta) -> None:
    second = first + stretch
    counted = brute_force.minutes_between(first, second)
    assert working_minutes_between(CALENDAR, first, second) == counted
    assert working_minutes_between(CALENDAR, second, first) == -counted


@settings(max_examples=300, deadline=None)
@given(moments, st.integers(1, 5000))
def test_minutes_added_are_the_minutes_between(start: datetime, minutes: int) -> None:
    end = add_working_minutes(CALENDAR, start, minutes)
    assert brute_force.minutes_between(start, end) == minutes
    assert brute_force.minutes_between(end - timedelta(minutes=1), end) == 1


@settings(max_examples=300, deadline=None)
@given(starts_with_pauses(), st.integers(1, 60))
def test_working_days_are_those_walked_over(case: tuple[datetime, list[Span]], days: int) -> None:
    start, pauses = case
    due = due_at(CALENDAR, start=start, limit=Limit(days, TimeUnit.WORKING_DAY), pauses=pauses)
    assert due == brute_force.due_in_days(start, days, _pairs(pauses), working=True)


@settings(max_examples=300, deadline=None)
@given(starts_with_pauses(), st.integers(1, 90))
def test_calendar_days_are_those_walked_over(case: tuple[datetime, list[Span]], days: int) -> None:
    start, pauses = case
    due = due_at(CALENDAR, start=start, limit=Limit(days, TimeUnit.CALENDAR_DAY), pauses=pauses)
    assert due == brute_force.due_in_days(start, days, _pairs(pauses), working=False)


@settings(max_examples=200, deadline=None)
@given(starts_with_pauses(), st.integers(1, 120))
def test_working_hours_are_those_walked_over(case: tuple[datetime, list[Span]], hours: int) -> None:
    start, pauses = case
    due = due_at(CALENDAR, start=start, limit=Limit(hours, TimeUnit.WORKING_HOUR), pauses=pauses)
    assert due == brute_force.due_in_hours(start, hours, _pairs(pauses))


@settings(max_examples=200, deadline=None)
@given(starts_with_pauses(), st.integers(1, 40), st.sampled_from([TimeUnit.WORKING_DAY, TimeUnit.WORKING_HOUR]))
def test_a_pause_never_brings_the_due_time_forward(
    case: tuple[datetime, list[Span]], amount: int, unit: TimeUnit
) -> None:
    start, pauses = case
    limit = Limit(amount, unit)
    assert due_at(CALENDAR, start=start, limit=limit, pauses=pauses) >= due_at(CALENDAR, start=start, limit=limit)


@settings(max_examples=200, deadline=None)
@given(starts_with_pauses(), st.integers(1, 40), st.sampled_from([TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY]))
def test_no_limit_in_days_ends_while_the_clock_stands(
    case: tuple[datetime, list[Span]], amount: int, unit: TimeUnit
) -> None:
    start, pauses = case
    due = due_at(CALENDAR, start=start, limit=Limit(amount, unit), pauses=pauses)
    assert not any(pause.end and pause.start < due <= pause.end for pause in pauses)


@settings(max_examples=200, deadline=None)
@given(starts_with_pauses(), st.integers(1, 40), stretches)
def test_while_the_clock_stands_the_due_time_only_moves_on(
    case: tuple[datetime, list[Span]], amount: int, later: timedelta
) -> None:
    start, closed = case
    pauses = [*closed, Span(start + timedelta(hours=2))]
    limit = Limit(amount, TimeUnit.WORKING_DAY)
    seen = clock_at(CALENDAR, start=start, limit=limit, pauses=pauses, now=start + timedelta(days=1))
    seen_later = clock_at(CALENDAR, start=start, limit=limit, pauses=pauses, now=start + timedelta(days=1) + later)
    assert seen.is_paused
    assert seen_later.is_paused
    assert seen_later.due >= seen.due
