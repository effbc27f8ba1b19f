"""What stands in the half-year report of a unit? Only what was counted, of this unit and this span."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.foundation.worktime.clock import ZONE
from motcua.replication.adoption.models import AdoptionEvent, AdoptionState
from motcua.replication.reporting.compose import content_of
from motcua.replication.reporting.content import Content, Figure, Table
from tests.factories.initiatives import District
from tests.factories.reporting import (
    JULY,
    MAY,
    People,
    make_figure,
    make_model,
    make_order,
    make_report,
    make_standing,
)


def table_of(content: Content, key: str) -> Table:
    return next(table for section in content.sections for table in section.tables if table.key == key)


def test_models_that_the_unit_has_begun_and_those_it_was_told_to(district: District, people: People) -> None:
    live, ordered = make_model(district.other, district.unit, "R2"), make_model(district.other, district.unit, "D1")
    make_standing(district.ward, live, AdoptionState.LIVE, at=MAY - timedelta(days=9), owner=people.leader)
    make_order(district.unit, ordered, district.ward, district.other)

    table = table_of(content_of(make_report(district.ward, people.leader), now=MAY), "own_models")

    assert table.rows == (
        (f"R2. {live.title}", "Đang áp dụng", "15/05/2019", "Tự áp dụng"),
        (f"D1. {ordered.title}", "Chưa bắt đầu", "", "Có"),
    )


def test_the_state_of_the_end_of_the_period_counts(district: District, people: People) -> None:
    model = make_model(district.other, district.unit)
    adoption = make_standing(district.ward, model, AdoptionState.PLANNED, at=MAY, owner=people.leader)
    AdoptionEvent.objects.create(
        adoption=adoption,
        seq=2,
        at=datetime(2019, 7, 1, 0, 0, tzinfo=ZONE),
        kind="test",
        from_state=AdoptionState.PLANNED,
        to_state=AdoptionState.TRIAL,
        actor_kind="staff",
    )

    table = table_of(content_of(make_report(district.ward, people.leader), now=JULY), "own_models")

    assert [row[1] for row in table.rows] == ["Lập kế hoạch"]


def test_figures_stand_beside_those_of_the_period_before(district: District, people: People) -> None:
    for day, value in [(date(2018, 12, 31), 5), (date(2019, 1, 1), 2), (date(2019, 5, 24), 6), (date(2019, 5, 25), 9)]:
        make_figure(district.ward, "filed", day, value)
    make_figure(district.other, "filed", date(2019, 5, 1), 100)

    table = table_of(content_of(make_report(district.ward, people.leader), now=MAY), "figures_onestop")

    filed = next(row for row in table.rows if row[0] == "Hồ sơ nhận được")
    name = f"onestop:filed:{district.ward.pk}"
    assert filed[1:4] == (Figure(8, f"measure:{name}"), Figure(5, f"before:{name}"), Figure(3, f"change:{name}"))
    assert "kỳ trước từ ngày 01/07/2018 đến ngày 31/12/2018" in table.note


@pytest.mark.parametrize("models", [1, 3])
def test_it_takes_the_same_number_of_queries_however_much_there_is(
    district: District, people: People, models: int
) -> None:
    for number in range(models):
        model = make_model(district.other, district.unit, f"M{number}")
        make_standing(district.ward, model, AdoptionState.LIVE, at=MAY - timedelta(days=9), owner=people.leader)
        make_order(district.unit, make_model(district.other, district.unit, f"O{number}"), district.ward)
        make_figure(district.ward, "filed", date(2019, 5, 1 + number), 3)
    report = make_report(district.ward, people.leader)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        content_of(report, now=MAY)

    assert len(asked) <= 22
