"""What can be asked of figures: totals, months and days, each in one query."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.foundation.units.models import Unit
from motcua.replication.measures.models import MeasureDay
from motcua.replication.measures.queries import daily, figures, monthly
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db
SPAN = (date(2019, 3, 1), date(2019, 4, 30))


def figure(unit: Unit, day: date, value: int = 1, measure: str = "filed", service: str = "onestop") -> None:
    MeasureDay.objects.create(unit=unit, service=service, measure=measure, day=day, value=value)


@pytest.fixture
def wards() -> list[Unit]:
    wards = [make_unit(), make_unit(), make_unit()]
    for number, ward in enumerate(wards[:2], start=1):
        for day in (date(2019, 2, 28), date(2019, 3, 1), date(2019, 3, 31), date(2019, 4, 30), date(2019, 5, 1)):
            figure(ward, day, value=number)
        figure(ward, date(2019, 3, 9), value=10, measure="finished")
        figure(ward, date(2019, 3, 9), value=10, service="queue")
    return wards


def ids(wards: list[Unit]) -> list[int]:
    return [ward.pk for ward in wards]


def test_totals_by_unit_and_measure_hold_every_unit(wards: list[Unit]) -> None:
    assert figures("onestop", ids(wards), *SPAN) == {
        wards[0].pk: {"filed": 3, "finished": 10},
        wards[1].pk: {"filed": 6, "finished": 10},
        wards[2].pk: {},
    }


def test_months_are_named_by_their_first_day(wards: list[Unit]) -> None:
    found = monthly("onestop", ids(wards), *SPAN, measures=["filed"])
    assert found.by_unit[wards[1].pk] == {date(2019, 3, 1): {"filed": 4}, date(2019, 4, 1): {"filed": 2}}
    assert found.together() == {date(2019, 3, 1): {"filed": 6}, date(2019, 4, 1): {"filed": 3}}
    assert found.by_unit[wards[2].pk] == {}


def test_days_without_anything_are_missing(wards: list[Unit]) -> None:
    found = daily("onestop", ids(wards), *SPAN).by_unit[wards[0].pk]
    assert found == {
        date(2019, 3, 1): {"filed": 1},
        date(2019, 3, 9): {"finished": 10},
        date(2019, 3, 31): {"filed": 1},
        date(2019, 4, 30): {"filed": 1},
    }


@pytest.mark.parametrize("number", [1, 3])
def test_each_answer_is_one_query(wards: list[Unit], number: int) -> None:
    for ask in (figures, monthly, daily):
        with CaptureQueriesContext(connection) as counted:
            ask("onestop", ids(wards)[:number], *SPAN)
        assert len(counted) == 1
