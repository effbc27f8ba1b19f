"""Numbers run from 1 without gaps, each series by itself, in the transaction of what they number."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from motcua.foundation.registers.actions.issue_dossier_code import issue_dossier_code
from motcua.foundation.registers.actions.issue_number import issue_number
from motcua.foundation.registers.models import IssuedNumber, NumberSeries
from motcua.foundation.registers.rules import CodeRefused, SeriesKey
from motcua.foundation.worktime.clock import ZONE
from tests.factories.registers import make_books, make_pattern
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
NOW = datetime(2019, 4, 9, 8, 30, tzinfo=ZONE)


class _Failure(Exception):
    pass


def _series(unit_id: int, period: str = "2019") -> SeriesKey:
    return SeriesKey(unit_id, "test", period)


def test_numbers_run_from_one() -> None:
    unit = make_unit()
    assert [issue_number(series=_series(unit.pk), now=NOW, about=f"test:{turn}") for turn in range(3)] == [1, 2, 3]
    kept = IssuedNumber.objects.order_by("number").values_list("number", "about", "issued_at")
    assert list(kept) == [(1, "test:0", NOW), (2, "test:1", NOW), (3, "test:2", NOW)]


def test_each_unit_code_and_period_runs_by_itself() -> None:
    first, second = make_unit(), make_unit()
    keys = [_series(first.pk), _series(second.pk), _series(first.pk, "2020"), SeriesKey(first.pk, "other", "2019")]
    assert [issue_number(series=key, now=NOW) for key in keys for _ in range(2)] == [1, 2] * 4


def test_a_failed_transaction_gives_its_number_back() -> None:
    unit = make_unit()
    issue_number(series=_series(unit.pk), now=NOW)

    def file_and_fail() -> None:
        with transaction.atomic():
            issue_number(series=_series(unit.pk), now=NOW)
            raise _Failure

    with pytest.raises(_Failure):
        file_and_fail()
    assert issue_number(series=_series(unit.pk), now=NOW) == 2


def test_the_database_refuses_to_jump_or_to_forget() -> None:
    unit = make_unit()
    issue_number(series=_series(unit.pk), now=NOW)
    with pytest.raises(DatabaseError, match="runs on by one"), transaction.atomic():
        NumberSeries.objects.update(next_number=7)
    with pytest.raises(DatabaseError), transaction.atomic():
        NumberSeries.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        IssuedNumber.objects.update(about="changed")
    with pytest.raises(DatabaseError), transaction.atomic():
        IssuedNumber.objects.all().delete()


def test_the_database_refuses_a_number_twice() -> None:
    unit = make_unit()
    issue_number(series=_series(unit.pk), now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedNumber.objects.create(series=NumberSeries.objects.get(), number=1, issued_at=NOW)


def test_dossiers_are_numbered_by_unit_and_day() -> None:
    unit = make_unit(code="000.00.04.G18")
    codes = [issue_dossier_code(unit_id=unit.pk, now=NOW + timedelta(hours=hours)) for hours in (0, 2, 24)]
    assert codes == ["000.00.04.G18-190409-0001", "000.00.04.G18-190409-0002", "000.00.04.G18-190410-0001"]


def test_the_day_is_the_vietnamese_one() -> None:
    unit = make_unit(code="000.00.04.G18")
    late = datetime.fromisoformat("2019-04-08T17:30:00+00:00")
    assert issue_dossier_code(unit_id=unit.pk, now=late) == "000.00.04.G18-190409-0001"


def test_a_unit_may_write_its_codes_in_its_own_way_from_a_day_on() -> None:
    make_books()
    unit = make_unit(code="G09.20")
    make_pattern("{unit}-{yyyymmdd}-{number:7}", unit_id=unit.pk, valid_from=date(2019, 4, 10))
    assert issue_dossier_code(unit_id=unit.pk, now=NOW) == "G09.20-190409-0001"
    assert issue_dossier_code(unit_id=unit.pk, now=NOW + timedelta(days=1)) == "G09.20-20190410-0000001"


def test_a_unit_that_does_not_stand_gets_no_code() -> None:
    unit = make_unit(first_day=date(2025, 7, 1))
    with pytest.raises(CodeRefused) as refusal:
        issue_dossier_code(unit_id=unit.pk, now=NOW)
    assert refusal.value.code == "no_unit"
