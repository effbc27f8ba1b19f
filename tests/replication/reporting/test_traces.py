"""Every figure that leads somewhere leads to rows that add up to it; sums and the period before lead nowhere yet."""

from datetime import date

import pytest

from motcua.replication.adoption.models import AdoptionState
from motcua.replication.directives.models import Requirement
from motcua.replication.followup.actions.open_tasks_of_directive import open_tasks_of_directive
from motcua.replication.reporting.compose import content_of
from motcua.replication.reporting.content import Figure
from motcua.replication.reporting.models import Report, ReportKind
from motcua.replication.reporting.traces import NoSuchTrace, trace
from tests.factories.initiatives import SYSTEM, District
from tests.factories.reporting import (
    JULY,
    People,
    make_figure,
    make_model,
    make_order,
    make_report,
    make_standing,
)


@pytest.fixture
def summary(district: District, people: People) -> Report:
    """A quarter with models in every state and figures of two wards."""
    model = make_model(district.other, district.unit)
    directive = make_order(district.unit, model, district.ward, district.other)
    requirement = Requirement.objects.create(
        directive=directive, number="2.2", text="Áp dụng mô hình", initiative=model, due_on=date(2019, 5, 10)
    )
    requirement.units.set([district.ward, district.other])
    make_standing(district.ward, model, AdoptionState.LIVE, at=JULY.replace(month=5), owner=people.leader)
    make_figure(district.ward, "filed", date(2019, 4, 2), 7)
    make_figure(district.ward, "filed", date(2019, 4, 3), 5)
    make_figure(district.other, "finished_late", date(2019, 6, 30), 4)
    open_tasks_of_directive(directive_id=directive.pk, by=SYSTEM, now=JULY.replace(month=5))
    return make_report(district.unit, people.coordinator, kind=ReportKind.QUARTER, now=JULY)


def test_every_figure_that_has_a_trace_is_the_sum_of_the_rows_behind_it(summary: Report) -> None:
    figures = [
        cell
        for section in content_of(summary, now=JULY).sections
        for table in section.tables
        for row in table.rows
        for cell in row
        if isinstance(cell, Figure) and cell.trace
    ]

    assert len(figures) > 10
    assert [trace(summary, one.trace, now=JULY).total for one in figures] == [one.value for one in figures]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x",
        "measure",
        "measure:onestop:filed:0",
        "measure:onestop:nothing:1",
        "measure:no:filed:1",
        "models:0:must",
        "tasks:0:all",
    ],
)
def test_a_name_that_is_no_figure_of_the_report_leads_nowhere(summary: Report, name: str) -> None:
    with pytest.raises(NoSuchTrace):
        trace(summary, name, now=JULY)


def test_a_figure_of_another_unit_leads_nowhere(district: District, people: People) -> None:
    report = make_report(district.ward, people.leader)

    with pytest.raises(NoSuchTrace):
        trace(report, f"measure:onestop:filed:{district.other.pk}", now=JULY)
