"""The shipped calendar is loaded once, brought up to date, and leaves what officials entered alone."""

from datetime import date, datetime

import pytest

from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.models import CalendarDay, CalendarYear, ClockRule, Shift
from motcua.foundation.worktime.reference import load_calendar

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=ZONE)
LATER = datetime(2026, 12, 1, 8, 0, tzinfo=ZONE)


def test_ten_years_with_office_hours_and_the_common_rule_are_loaded() -> None:
    load_calendar(NOW)
    assert list(CalendarYear.objects.order_by("year").values_list("year", flat=True)) == list(range(2018, 2028))
    assert [year.year for year in CalendarYear.objects.filter(status="provisional")] == [2027]
    assert Shift.objects.count() == 10
    assert ClockRule.objects.count() == 1


def test_loading_again_writes_nothing() -> None:
    load_calendar(NOW)
    assert load_calendar(LATER) == 0
    assert CalendarYear.objects.filter(changed_at=LATER).count() == 0


def test_a_row_that_is_no_longer_right_is_brought_up_to_date() -> None:
    load_calendar(NOW)
    CalendarDay.objects.filter(date=date(2026, 11, 24)).update(name="Tên cũ")
    CalendarDay.objects.create(date=date(2026, 11, 30), kind="holiday", name="Dự kiến cũ", origin="reference")
    CalendarDay.objects.filter(date=date(2026, 9, 1)).delete()
    assert load_calendar(LATER) == 4
    assert CalendarDay.objects.get(date=date(2026, 11, 24)).name == "Ngày Văn hóa Việt Nam"
    assert not CalendarDay.objects.filter(date=date(2026, 11, 30)).exists()
    assert CalendarDay.objects.filter(date=date(2026, 9, 1)).exists()
    assert [year.year for year in CalendarYear.objects.filter(changed_at=LATER)] == [2026]


def test_what_an_official_corrected_stays() -> None:
    load_calendar(NOW)
    CalendarDay.objects.filter(date=date(2026, 1, 2)).update(verified=True, document="Công văn thử", origin="local")
    CalendarDay.objects.create(date=date(2026, 12, 31), kind="holiday", name="Nghỉ đột xuất", origin="local")
    assert load_calendar(LATER) == 0
    assert CalendarDay.objects.get(date=date(2026, 1, 2)).verified
    assert CalendarDay.objects.filter(date=date(2026, 12, 31)).exists()
