"""The database refuses a calendar that contradicts itself."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from motcua.foundation.worktime.models import CalendarDay
from tests.factories.units import make_unit
from tests.factories.worktime import make_calendar, make_calendar_day, make_shift

pytestmark = pytest.mark.django_db


def test_a_date_has_one_row_for_everybody() -> None:
    make_calendar_day(date(2019, 4, 10))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_calendar_day(date(2019, 4, 10), CalendarDay.Kind.COMPENSATORY)


def test_a_unit_may_have_a_row_of_its_own_beside_the_common_one() -> None:
    make_calendar_day(date(2019, 4, 10))
    make_calendar_day(date(2019, 4, 10), CalendarDay.Kind.CLOSURE, unit_id=make_unit().pk)
    assert CalendarDay.objects.count() == 2


def test_a_swap_must_name_the_other_day() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_calendar_day(date(2019, 4, 10), CalendarDay.Kind.SWAP_OFF)


def test_a_closure_belongs_to_a_unit() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_calendar_day(date(2019, 4, 10), CalendarDay.Kind.CLOSURE)


def test_shifts_of_a_unit_do_not_overlap_on_the_same_weekday() -> None:
    unit = make_unit()
    make_shift(unit_id=unit.pk, weekday=1, opens=time(8), closes=time(11))
    make_shift(unit_id=unit.pk, weekday=1, opens=time(11), closes=time(12))
    make_shift(unit_id=unit.pk, weekday=2, opens=time(8), closes=time(11))
    make_shift(unit_id=make_unit().pk, weekday=1, opens=time(8), closes=time(11))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_shift(unit_id=unit.pk, weekday=1, opens=time(10), closes=time(13))


def test_common_shifts_do_not_overlap_either() -> None:
    make_calendar()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_shift(unit_id=None, weekday=1, opens=time(11), closes=time(12))


def test_a_shift_closes_after_it_opens() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_shift(unit_id=None, weekday=6, opens=time(11), closes=time(11))
