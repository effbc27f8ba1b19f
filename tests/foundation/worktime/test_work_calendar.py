"""Shifts and switches of a unit: what runs the clock, what only receives, what may be a due day."""

from datetime import date, datetime, time

import pytest

from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.rules import (
    CalendarMissing,
    Limit,
    ShiftHours,
    ShiftKind,
    Span,
    Switches,
    TimeUnit,
    WorkCalendar,
    WorkingTime,
    add_working_minutes,
    clock_at,
    due_at,
    working_minutes_between,
)
from tests.factories.worktime import make_office_hours, make_work_calendar

ONE_DAY = Limit(1, TimeUnit.WORKING_DAY)
EVENING = ShiftHours(4, time(17), time(18), ShiftKind.AFTER_HOURS, is_own=True, valid_from=date(2019, 3, 13))


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_a_year_without_calendar_is_named_not_guessed() -> None:
    with pytest.raises(CalendarMissing) as missing:
        due_at(make_work_calendar(), start=_at("2027-12-30T09:00"), limit=Limit(3, TimeUnit.WORKING_DAY))
    assert missing.value.year == 2028
    assert str(missing.value) == (
        "Chưa có lịch làm việc năm 2028, nên chưa tính được thời hạn. Hãy nhập lịch năm này trước."
    )


@pytest.mark.parametrize("unit", [TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY, TimeUnit.WORKING_HOUR])
def test_a_start_before_the_first_year_is_refused(unit: TimeUnit) -> None:
    with pytest.raises(CalendarMissing) as missing:
        due_at(make_work_calendar(), start=_at("2017-12-29T09:00"), limit=Limit(20, unit))
    assert missing.value.year == 2017


@pytest.mark.parametrize("unit", list(TimeUnit))
def test_a_limit_that_runs_out_of_the_calendar_is_refused(unit: TimeUnit) -> None:
    with pytest.raises(CalendarMissing) as missing:
        due_at(make_work_calendar(), start=_at("2027-12-31T16:30"), limit=Limit(1, unit))
    assert missing.value.year == 2028


@pytest.mark.parametrize("unit", [TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY, TimeUnit.WORKING_HOUR])
def test_a_gap_between_two_years_is_not_jumped_over(unit: TimeUnit) -> None:
    calendar = make_work_calendar()
    gap = WorkCalendar(frozenset({2018, 2020}), calendar.days_off, calendar.make_ups, calendar.shifts)
    with pytest.raises(CalendarMissing) as missing:
        due_at(gap, start=_at("2018-12-28T09:00"), limit=Limit(400, unit))
    assert missing.value.year == 2019
    with pytest.raises(CalendarMissing):
        working_minutes_between(gap, _at("2018-12-28T09:00"), _at("2020-01-02T09:00"))


def test_a_calendar_without_any_year_is_missing_its_year() -> None:
    with pytest.raises(CalendarMissing) as missing:
        due_at(make_work_calendar(years=range(0)), start=_at("2019-04-09T09:00"), limit=ONE_DAY)
    assert missing.value.year == 2019


def test_after_hours_receive_but_do_not_run_the_clock() -> None:
    calendar = make_work_calendar(shifts=(EVENING,))
    assert calendar.is_receiving(_at("2019-03-14T17:30"))
    assert not calendar.is_receiving(_at("2019-03-07T17:30"))
    assert due_at(calendar, start=_at("2019-03-14T17:30"), limit=ONE_DAY) == _at("2019-03-15T17:00")
    assert due_at(calendar, start=_at("2019-03-13T17:30"), limit=ONE_DAY) == _at("2019-03-14T17:00")


def test_nobody_receives_on_a_day_off() -> None:
    assert not make_work_calendar().is_receiving(_at("2019-04-15T09:00"))


def test_own_office_hours_of_a_weekday_replace_the_common_ones_of_that_weekday() -> None:
    calendar = make_work_calendar(shifts=(ShiftHours(5, time(7), time(16), is_own=True),))
    assert due_at(calendar, start=_at("2019-04-10T09:00"), limit=ONE_DAY) == _at("2019-04-11T17:00")
    assert due_at(calendar, start=_at("2019-04-11T09:00"), limit=ONE_DAY) == _at("2019-04-12T16:00")


def test_a_shift_counts_only_while_it_is_valid() -> None:
    early = ShiftHours(5, time(7), time(16), is_own=True, valid_from=date(2019, 5, 1), valid_to=date(2019, 6, 1))
    calendar = make_work_calendar(shifts=(early,))
    assert calendar.opening_hours(date(2019, 5, 10))[-1].closes == time(16)
    assert calendar.opening_hours(date(2019, 4, 12))[-1].closes == time(17)
    assert calendar.opening_hours(date(2019, 6, 7))[-1].closes == time(17)


SATURDAY_MORNING = ShiftHours(6, time(7, 30), time(11, 30), is_own=True)


def test_saturday_morning_only_receives_unless_the_unit_counts_it() -> None:
    only_receives = make_work_calendar(shifts=(SATURDAY_MORNING,))
    counts = make_work_calendar(shifts=(SATURDAY_MORNING,), switches=Switches(saturday_counts=True))
    friday = _at("2019-05-10T09:00")
    assert only_receives.is_receiving(_at("2019-05-11T09:00"))
    assert due_at(only_receives, start=friday, limit=ONE_DAY) == _at("2019-05-13T17:00")
    assert due_at(counts, start=friday, limit=ONE_DAY) == _at("2019-05-11T11:30")


def test_a_make_up_saturday_takes_over_the_hours_of_the_day_it_makes_up_for() -> None:
    monday = ShiftHours(1, time(8), time(12), is_own=True)
    calendar = make_work_calendar(shifts=(monday, SATURDAY_MORNING))
    assert due_at(calendar, start=_at("2019-05-03T09:00"), limit=ONE_DAY) == _at("2019-05-04T12:00")


def test_a_unit_may_keep_limits_from_ending_on_a_make_up_saturday() -> None:
    calendar = make_work_calendar(switches=Switches(makeup_may_be_due=False))
    start = _at("2019-05-02T09:00")
    assert due_at(calendar, start=start, limit=Limit(2, TimeUnit.WORKING_DAY)) == _at("2019-05-06T17:00")
    assert due_at(calendar, start=start, limit=Limit(3, TimeUnit.WORKING_DAY)) == _at("2019-05-06T17:00")
    assert due_at(calendar, start=start, limit=Limit(2, TimeUnit.CALENDAR_DAY)) == _at("2019-05-06T17:00")
    assert due_at(calendar, start=_at("2019-05-03T16:00"), limit=Limit(1, TimeUnit.SAME_DAY)) == _at("2019-05-06T17:00")


def test_the_hour_of_the_same_day_rule_is_data() -> None:
    calendar = make_work_calendar(switches=Switches(same_day_until=time(16)))
    assert due_at(calendar, start=_at("2019-04-09T15:30"), limit=Limit(1, TimeUnit.SAME_DAY)) == _at("2019-04-09T17:00")


def test_adding_no_minutes_gives_the_next_open_moment() -> None:
    calendar = make_work_calendar()
    assert add_working_minutes(calendar, _at("2019-04-09T09:10"), 0) == _at("2019-04-09T09:10")
    assert add_working_minutes(calendar, _at("2019-04-09T11:30"), 0) == _at("2019-04-09T13:00")
    assert add_working_minutes(calendar, _at("2019-04-12T18:00"), 0) == _at("2019-04-16T07:30")
    with pytest.raises(ValueError, match="not taken away"):
        add_working_minutes(calendar, _at("2019-04-09T09:10"), -1)


def test_a_clock_that_stands_is_due_as_if_it_ran_again_now() -> None:
    calendar, start = make_work_calendar(), _at("2019-04-09T09:00")
    stopped = [Span(_at("2019-04-11T10:00"))]
    limit = Limit(8, TimeUnit.WORKING_DAY)
    seen = clock_at(calendar, start=start, limit=limit, pauses=stopped, now=_at("2019-04-16T10:00"))
    assert (seen.due, seen.is_paused) == (_at("2019-04-24T17:00"), True)
    before = clock_at(calendar, start=start, limit=limit, pauses=stopped, now=_at("2019-04-10T10:00"))
    assert (before.due, before.is_paused) == (_at("2019-04-22T17:00"), False)
    with pytest.raises(ValueError, match="still stands"):
        due_at(calendar, start=start, limit=limit, pauses=stopped)


def test_impossible_limits_and_pauses_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="no amount"):
        Limit(0, TimeUnit.WORKING_DAY)
    with pytest.raises(ValueError, match="no amount"):
        Limit(2, TimeUnit.SAME_DAY)
    with pytest.raises(ValueError, match="before it starts"):
        Span(_at("2019-04-09T09:00"), _at("2019-04-09T08:00"))
    with pytest.raises(ValueError, match="time zone"):
        make_work_calendar().worked_until(datetime(2019, 4, 9, 9))  # noqa: DTZ001 - the fault under test


def test_limits_are_written_as_an_official_writes_them() -> None:
    limits = [Limit(8, TimeUnit.WORKING_DAY), Limit(15, TimeUnit.CALENDAR_DAY), Limit(8, TimeUnit.WORKING_HOUR)]
    assert [limit.text() for limit in limits] == ["8 ngày làm việc", "15 ngày", "8 giờ làm việc"]
    assert Limit(1, TimeUnit.SAME_DAY).text() == "trong ngày"


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (1140, "2 ngày 3 giờ làm việc"),
        (960, "2 ngày làm việc"),
        (185, "3 giờ làm việc"),
        (45, "45 phút làm việc"),
        (-1140, "2 ngày 3 giờ làm việc"),
        (0, "0 phút làm việc"),
    ],
)
def test_time_left_is_told_in_days_and_hours(minutes: int, text: str) -> None:
    assert WorkingTime(minutes).text() == text
    assert WorkingTime(minutes).is_late is (minutes < 0)


def test_office_hours_of_every_weekday_can_be_made() -> None:
    assert len(make_office_hours()) == 10
