"""The quarterly summary of a district over fifteen wards: from the press of the button to PDF, DOCX and XLSX.

Goal: under thirty seconds, with progress to look at. Every ward has every figure of every day of the quarter, has begun
or been told to begin every model, met obstacles and opened its half-year report. Everything is taken back at the end.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from unittest.mock import patch

from django.db import transaction

from benchmarks import platform, report
from motcua.demo.staff import DISTRICT, WARDS
from motcua.foundation.audit.actor import Actor
from motcua.foundation.runs.actions.advance_run import advance_run
from motcua.foundation.runs.models import Run, RunState
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.foundation.units.queries import unit_by_reference
from motcua.foundation.units.rules import day_of, start_of
from motcua.foundation.worktime import clock
from motcua.replication.adoption.models import Adoption, AdoptionEvent, AdoptionState
from motcua.replication.directives.models import Directive, DirectiveModel, DirectiveState, Requirement
from motcua.replication.followup.actions.open_tasks_of_directive import open_tasks_of_directive
from motcua.replication.followup.models import Obstacle
from motcua.replication.initiatives.models import Initiative
from motcua.replication.initiatives.reference_554 import load_models_554
from motcua.replication.measures.models import MeasureDay
from motcua.replication.reporting import queries
from motcua.replication.reporting.actions.ask_for_files import ask_for_files
from motcua.replication.reporting.actions.open_report import open_report
from motcua.replication.reporting.compose import content_of
from motcua.replication.reporting.jobs import make_report_files
from motcua.replication.reporting.models import Report, ReportKind
from motcua.replication.reporting.rules import Period, period_of_day
from motcua.services.registry import all_services

GOAL = 30.0
COORDINATOR = "caicach"
LETTER = date(2019, 4, 9)  # of dispatch 554, whose eighteen models are taken over
SYSTEM = Actor.system("benchmark")
OBSTACLES, REQUIREMENTS = 4, 6  # of each ward


def main() -> None:
    """Measure and print."""
    with platform.prepared(), transaction.atomic():
        now = clock.now()
        quarter = period_of_day(ReportKind.QUARTER, day_of(now)).before
        wards = [unit_by_reference(f"{DISTRICT}/phuong-{number}") for number in WARDS]
        figures = _fill(wards, quarter, now)
        by = Staff.objects.get(user__username=COORDINATOR)
        opened = open_report(unit_id=unit_by_reference(DISTRICT).pk, period=quarter, by=by, now=now)
        page = _timed(lambda: queries.report_page(report_id=opened.pk, roles=roles_of(by, now), now=now))
        report.line("quarterly_page", page, "s")
        seconds, steps = _run(opened, by, now)
        report.line(
            "quarterly", seconds, "s", seconds / GOAL, f"limit_{GOAL:.0f}_s_{len(wards)}_wards_{figures}_figures"
        )
        report.line("quarterly_steps", steps, "steps_told")
        report.line("quarterly_shown", len(list(content_of(opened, now=now).figures())), "figures_with_a_trace")
        transaction.set_rollback(True)


def _run(opened: Report, by: Staff, now: datetime) -> tuple[float, int]:
    """Return the seconds from the press to the end of the job, and how often it told how far it was."""
    told = []

    def advance(*, run_id: str, done: int, said: str) -> None:
        advance_run(run_id=run_id, done=done, said=said)
        told.append(done)

    begun = time.perf_counter()
    run = ask_for_files(report_id=opened.pk, by=by, now=now)
    with patch("motcua.replication.reporting.jobs.advance_run", advance):
        make_report_files(run_id=str(run.pk), report_id=opened.pk)
    seconds = time.perf_counter() - begun
    if Run.objects.get(pk=run.pk).state != RunState.DONE:
        raise RuntimeError("The files were not made.")
    return seconds, len(told)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _fill(wards: list[Unit], quarter: Period, now: datetime) -> int:
    """Fill the quarter; return how many figures there are."""
    leaders = {
        one.home_unit_id: one for one in Staff.objects.filter(home_unit__in=wards, roles__role=Role.LEADER).distinct()
    }
    load_models_554(by=SYSTEM, now=start_of(LETTER))
    models = list(Initiative.objects.order_by("code"))
    directive = _order(models, wards, quarter)
    _adopt(models, wards, leaders, quarter)
    open_tasks_of_directive(directive_id=directive.pk, by=SYSTEM, now=start_of(quarter.first))
    _obstruct(directive, wards, leaders, quarter)
    half = period_of_day(ReportKind.HALF_YEAR, quarter.first)
    for ward in wards:
        open_report(unit_id=ward.pk, period=half, by=leaders[ward.pk], now=now)
    return _count(wards, quarter)


def _count(wards: list[Unit], quarter: Period) -> int:
    chance = random.Random(554)
    days = [quarter.first + timedelta(days=number) for number in range((quarter.end - quarter.first).days)]
    MeasureDay.objects.within(quarter.first, quarter.last).filter(unit__in=wards).delete()
    rows = [
        MeasureDay(unit=ward, service=each.code, measure=one.code, day=day, value=chance.randint(1, 90))
        for ward in wards
        for each in all_services()
        for one in each.measures
        for day in days
    ]
    MeasureDay.objects.bulk_create(rows, batch_size=5000)
    return len(rows)


def _order(models: list[Initiative], wards: list[Unit], quarter: Period) -> Directive:
    issuer = unit_by_reference(DISTRICT)
    directive = Directive.objects.create(
        number="1/BENCH",
        issued_on=quarter.first,
        issuer=issuer,
        subject="Nhân rộng mô hình",
        state=DirectiveState.CONFIRMED,
        confirmed_at=start_of(quarter.first),
    )
    for position, model in enumerate(models, start=1):
        line = DirectiveModel.objects.create(directive=directive, position=position, initiative=model)
        line.takers.set(wards)
    for number in range(1, REQUIREMENTS + 1):
        requirement = Requirement.objects.create(
            directive=directive, number=f"2.{number}", text="Áp dụng mô hình. " * 20, due_on=quarter.last
        )
        requirement.units.set(wards)
    return directive


def _adopt(models: list[Initiative], wards: list[Unit], leaders: dict[int, Staff], quarter: Period) -> None:
    at = start_of(quarter.first)
    states = (AdoptionState.PLANNED, AdoptionState.TRIAL, AdoptionState.LIVE)
    begun = set(Adoption.objects.values_list("initiative", "unit"))
    Adoption.objects.bulk_create(
        Adoption(
            initiative=model,
            unit=ward,
            owner=leaders[ward.pk],
            state=(state := states[(ward.pk + model.pk) % len(states)]),
            planned_at=at,
            live_at=at if state is AdoptionState.LIVE else None,
        )
        for model in models
        for ward in wards
        if (model.pk, ward.pk) not in begun
    )
    AdoptionEvent.objects.bulk_create(
        AdoptionEvent(adoption=one, seq=1, at=at, kind="benchmark", to_state=one.state, actor_kind="system")
        for one in Adoption.objects.filter(unit__in=wards, planned_at=at)
    )


def _obstruct(directive: Directive, wards: list[Unit], leaders: dict[int, Staff], quarter: Period) -> None:
    requirement = directive.requirements.order_by("number")[0]
    Obstacle.objects.bulk_create(
        Obstacle(
            unit=ward,
            authority=directive.issuer,
            requirement=requirement,
            text="Thiếu máy tính, đường truyền yếu, chưa có kinh phí. " * 5,
            reported_at=start_of(_day(quarter, number)),
            reported_by=leaders[ward.pk],
        )
        for ward in wards
        for number in range(OBSTACLES)
    )


def _day(quarter: Period, number: int) -> date:
    return quarter.first + timedelta(days=7 * number)


if __name__ == "__main__":
    main()
