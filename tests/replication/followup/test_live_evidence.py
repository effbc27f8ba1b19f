"""What shows by itself that a requirement is met, and what does not."""

from collections.abc import Collection
from datetime import date, timedelta

import pytest

from motcua.replication.followup import signed_reports
from motcua.replication.followup.models import Task
from motcua.replication.followup.queries import LiveEvidence, LiveKind, live_evidence
from motcua.replication.followup.signed_reports import SignedReport
from motcua.replication.measures.models import MeasureDay
from tests.factories.followup import (
    DUE,
    District,
    at,
    make_adoption,
    make_directive,
    make_initiative,
    make_requirement,
    make_target,
    make_task,
    make_tasks,
)


def shown(task: Task, on: date) -> tuple[LiveEvidence, ...]:
    return live_evidence([task], on).get(task.pk, ())


def make_figures(district: District, first: date, *values: int, measure: str = "filed") -> None:
    for number, value in enumerate(values):
        MeasureDay.objects.create(
            unit=district.ward, service="onestop", measure=measure, day=first + timedelta(days=number), value=value
        )


def test_a_running_adoption_of_the_model_shows_it(district: District) -> None:
    model = make_initiative(district.ward)
    task = make_task(district, initiative=model)
    adoption = make_adoption(model, district.ward, district.ward_leader, live_at=at(2019, 5, 6))
    assert shown(task, date(2019, 5, 5)) == ()
    found = shown(task, date(2019, 5, 6))
    assert [(each.kind, each.adoption_id, each.since) for each in found] == [
        (LiveKind.ADOPTION, adoption.pk, date(2019, 5, 6))
    ]


def test_an_adoption_made_for_the_requirement_shows_it(district: District) -> None:
    task = make_task(district)
    make_adoption(
        make_initiative(district.ward),
        district.ward,
        district.ward_leader,
        live_at=at(2019, 5, 6),
        requirement=task.requirement,
    )
    assert len(shown(task, DUE)) == 1


def test_a_signed_report_shows_only_what_wanted_a_report_about_its_days(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = SignedReport("/bao-cao/1/", "12/BC-UBND", date(2019, 1, 1), date(2019, 6, 30), date(2019, 5, 20))

    def source(unit_ids: Collection[int], on: date) -> dict[int, list[SignedReport]]:
        return {district.ward.pk: [signed]} if signed.signed_on <= on and district.ward.pk in unit_ids else {}

    monkeypatch.setattr(signed_reports, "_SOURCES", [source])
    asked = make_task(district, wants_report=True)
    assert shown(asked, date(2019, 5, 19)) == ()
    assert [(one.kind, one.number, one.since) for one in shown(asked, date(2019, 5, 20))] == [
        (LiveKind.REPORT, "12/BC-UBND", date(2019, 5, 20))
    ]
    assert shown(make_task(district), date(2019, 5, 20)) == ()
    later = make_task(district, wants_report=True, due_on=date(2019, 7, 1))
    assert shown(later, date(2019, 7, 1)) == ()


def test_a_plan_a_stopped_adoption_and_another_unit_show_nothing(district: District) -> None:
    model = make_initiative(district.ward)
    task = make_task(district, initiative=model)
    make_adoption(model, district.ward, district.ward_leader, live_at=at(2019, 4, 15), stopped_at=at(2019, 5, 2))
    make_adoption(model, district.ward, district.ward_leader)
    make_adoption(model, district.other_ward, district.other_leader, live_at=at(2019, 4, 15))
    assert shown(task, date(2019, 5, 2)) == ()
    assert len(shown(task, date(2019, 5, 1))) == 1


def test_a_model_in_use_is_no_report(district: District) -> None:
    model = make_initiative(district.ward)
    task = make_task(district, initiative=model, wants_report=True)
    make_adoption(model, district.ward, district.ward_leader, live_at=at(2019, 4, 15))
    assert shown(task, DUE) == ()


def make_measured_task(district: District, *, measure: str, value: int) -> Task:
    directive = make_directive(district.unit)
    make_requirement(directive, district.ward, initiative=make_initiative(district.ward, service="onestop"))
    make_target(directive, district.ward, measure=measure, value=value)
    return make_tasks(directive)[0]


def test_a_measure_that_reaches_the_target_shows_it(district: District) -> None:
    task = make_measured_task(district, measure="filed", value=10)
    make_figures(district, date(2019, 5, 2), 4, 5)
    assert shown(task, date(2019, 5, 6)) == ()
    make_figures(district, date(2019, 5, 6), 1)
    found = shown(task, date(2019, 5, 6))
    assert [(each.kind, each.value, each.target, each.since) for each in found] == [
        (LiveKind.MEASURE, 10, 10, date(2019, 5, 1))
    ]
    # the last whole month still counts while the new one begins, then no longer
    assert len(shown(task, date(2019, 6, 3))) == 1
    assert shown(task, date(2019, 7, 1)) == ()


def test_where_less_is_better_only_a_whole_month_of_use_counts(district: District) -> None:
    task = make_measured_task(district, measure="finished_late", value=2)
    make_figures(district, date(2019, 5, 2), 3, measure="finished_late")
    assert shown(task, date(2019, 5, 31)) == ()
    make_figures(district, date(2019, 6, 3), 1, measure="filed")
    assert shown(task, date(2019, 6, 30)) == ()
    assert [each.value for each in shown(task, date(2019, 7, 1))] == [0]
    assert shown(task, date(2019, 8, 1)) == ()


def test_a_target_of_another_unit_or_service_shows_nothing(district: District) -> None:
    directive = make_directive(district.unit)
    make_requirement(directive, district.ward, initiative=make_initiative(district.ward, service="onestop"))
    make_requirement(directive, district.ward, initiative=make_initiative(district.ward))
    make_target(directive, district.other_ward)
    make_figures(district, date(2019, 5, 2), 50)
    assert [shown(task, DUE) for task in make_tasks(directive)] == [(), ()]
