"""The database answers, through calendars kept per process and refreshed when the tables change."""

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.foundation.worktime import queries
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.models import CalendarDay, CalendarEdition, CalendarYear
from motcua.foundation.worktime.queries import calendar_for, clock, due_time, is_provisional, working_time_left
from motcua.foundation.worktime.rules import CalendarMissing, Limit, ShiftKind, Span, TimeUnit
from tests.factories.units import make_unit
from tests.factories.worktime import make_calendar, make_calendar_day, make_calendar_year, make_shift

pytestmark = pytest.mark.django_db
EIGHT_DAYS = Limit(8, TimeUnit.WORKING_DAY)
ONE_DAY = Limit(1, TimeUnit.WORKING_DAY)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


MORNING = _at("2019-04-09T09:00")


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    queries.forget_calendars()
    yield
    queries.forget_calendars()


def test_the_shortened_foreign_marriage_is_due_on_22_april_2019() -> None:
    make_calendar()
    assert due_time(unit_id=None, start=MORNING, limit=EIGHT_DAYS) == _at("2019-04-22T17:00")


def test_without_any_calendar_nothing_is_guessed() -> None:
    with pytest.raises(CalendarMissing) as missing:
        due_time(unit_id=None, start=MORNING, limit=EIGHT_DAYS)
    assert missing.value.year == 2019


def test_an_open_pause_is_a_question_for_the_clock() -> None:
    make_calendar()
    pauses = [Span(_at("2019-04-11T10:00"))]
    seen = clock(unit_id=None, start=MORNING, limit=EIGHT_DAYS, pauses=pauses, now=_at("2019-04-16T10:00"))
    assert (seen.due, seen.is_paused) == (_at("2019-04-24T17:00"), True)
    with pytest.raises(ValueError, match="still stands"):
        due_time(unit_id=None, start=MORNING, limit=EIGHT_DAYS, pauses=pauses)


@pytest.mark.parametrize(
    ("now", "minutes", "text"),
    [
        ("2019-04-17T14:00", 3 * 480 + 180, "3 ngày 3 giờ làm việc"),
        ("2019-04-22T16:20", 40, "40 phút làm việc"),
        ("2019-04-23T09:30", -120, "2 giờ làm việc"),
    ],
)
def test_working_time_left_is_negative_when_late(now: str, minutes: int, text: str) -> None:
    make_calendar()
    left = working_time_left(unit_id=None, now=_at(now), due=_at("2019-04-22T17:00"))
    assert (left.minutes, left.text()) == (minutes, text)


@pytest.mark.parametrize(
    ("now", "is_late"),
    [("2019-04-19T16:59:59", False), ("2019-04-19T17:00", False), ("2019-04-19T17:00:01", True)]
    + [(now, True) for now in ("2019-04-20T10:00", "2019-04-21T23:00", "2019-04-22T07:30")],
)
def test_what_was_due_on_friday_is_late_all_weekend(now: str, is_late: bool) -> None:
    make_calendar()
    assert working_time_left(unit_id=None, now=_at(now), due=_at("2019-04-19T17:00")).is_late is is_late


def test_units_without_rows_of_their_own_share_the_common_calendar() -> None:
    make_calendar()
    assert calendar_for(make_unit().pk) is calendar_for(None)


def test_a_unit_with_evening_reception_has_its_own_calendar_with_the_common_hours() -> None:
    make_calendar()
    unit = make_unit()
    make_shift(unit_id=unit.pk, weekday=4, opens=time(17), closes=time(18), kind=ShiftKind.AFTER_HOURS)
    assert calendar_for(unit.pk).is_receiving(_at("2019-03-14T17:30"))
    assert not calendar_for(None).is_receiving(_at("2019-03-14T17:30"))
    assert due_time(unit_id=unit.pk, start=_at("2019-03-14T17:30"), limit=EIGHT_DAYS) == _at("2019-03-26T17:00")


def test_a_closure_moves_only_the_limits_of_its_unit() -> None:
    make_calendar()
    unit = make_unit()
    make_calendar_day(date(2019, 4, 10), CalendarDay.Kind.CLOSURE, unit_id=unit.pk)
    assert due_time(unit_id=unit.pk, start=MORNING, limit=ONE_DAY) == _at("2019-04-11T17:00")
    assert due_time(unit_id=None, start=MORNING, limit=ONE_DAY) == _at("2019-04-10T17:00")


def test_many_due_times_cost_no_query_once_the_calendar_is_kept() -> None:
    make_calendar()
    calendar_for(None)
    with CaptureQueriesContext(connection) as asked:
        for _ in range(100):
            due_time(unit_id=None, start=MORNING, limit=EIGHT_DAYS)
    assert len(asked) == 0


def test_after_the_refresh_time_one_query_tells_that_nothing_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    make_calendar()
    kept = calendar_for(None)
    monkeypatch.setattr(queries, "REFRESH_SECONDS", 0.0)
    with CaptureQueriesContext(connection) as asked:
        assert calendar_for(None) is kept
    assert len(asked) == 1


def test_after_the_refresh_time_a_change_made_elsewhere_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    make_calendar()
    calendar_for(None)
    CalendarDay.objects.create(date=date(2019, 4, 10), kind="holiday", name="Ngày nghỉ đột xuất")
    assert due_time(unit_id=None, start=MORNING, limit=ONE_DAY) == _at("2019-04-10T17:00")
    monkeypatch.setattr(queries, "REFRESH_SECONDS", 0.0)
    assert due_time(unit_id=None, start=MORNING, limit=ONE_DAY) == _at("2019-04-11T17:00")


def test_every_change_gives_the_calendars_a_new_edition() -> None:
    make_calendar()
    seen = {CalendarEdition.objects.get().edition}
    day = make_calendar_day(date(2019, 4, 10))
    seen.add(CalendarEdition.objects.get().edition)
    CalendarDay.objects.filter(pk=day.pk).update(name="Tên khác")
    seen.add(CalendarEdition.objects.get().edition)
    day.delete()
    seen.add(CalendarEdition.objects.get().edition)
    make_shift(unit_id=None, weekday=6, opens=time(8), closes=time(11))
    seen.add(CalendarEdition.objects.get().edition)
    make_calendar_year(2028)
    seen.add(CalendarEdition.objects.get().edition)
    assert len(seen) == 6


def test_a_projected_year_is_marked() -> None:
    make_calendar()
    assert is_provisional(date(2027, 2, 4))
    assert not is_provisional(date(2026, 2, 4))
    make_calendar_year(2028, CalendarYear.Status.PROVISIONAL)
    assert is_provisional(date(2028, 2, 4))
