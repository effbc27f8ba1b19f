"""What already shows by itself that a requirement is met? Read at the moment it is asked for, never stored.

An adoption in which the model runs, or a measure of the model's service that reaches the directive's target. Neither
stands for a report that was asked for: there only a report counts, signed on the platform, that tells of the last day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Q, Sum
from django.db.models.functions import TruncMonth

from motcua.foundation.units.rules import day_of, start_of
from motcua.replication.adoption.models import Adoption
from motcua.replication.directives.models import MeasureTarget
from motcua.replication.followup.models import Task
from motcua.replication.followup.signed_reports import signed_reports
from motcua.replication.measures.models import MeasureDay
from motcua.services.registry import Better, Measure, UnknownService, service

_DAY = timedelta(days=1)


class LiveKind(StrEnum):
    """What shows it."""

    ADOPTION = "adoption"
    MEASURE = "measure"
    REPORT = "report"


@dataclass(frozen=True)
class LiveEvidence:
    """One thing that shows it: since which day; for an adoption its id, for a measure its month, value and target.

    For a report its number and page; `since` is the day of the signature.
    """

    kind: LiveKind
    since: date
    adoption_id: int | None = None
    initiative_title: str = ""
    service: str = ""
    measure: str = ""
    measure_name: str = ""
    value: int = 0
    target: int = 0
    number: str = ""
    address: str = ""


Found = dict[int, tuple[LiveEvidence, ...]]


def live_evidence(tasks: Sequence[Task], on: date) -> Found:
    """Return what shows each task done on `on`, by the task's id. Five queries at most, however many tasks.

    The tasks come with their requirement and its initiative (`select_related`).
    """
    asked = [task for task in tasks if not task.requirement.wants_report]
    found: dict[int, list[LiveEvidence]] = defaultdict(list)
    for task, adoption in _adoptions(asked, on):
        since = day_of(adoption.live_at) if adoption.live_at else on
        found[task.pk].append(
            LiveEvidence(
                LiveKind.ADOPTION, since, adoption_id=adoption.pk, initiative_title=adoption.initiative.title_here
            )
        )
    for task, evidence in [*_measures(asked, on), *_reports([task for task in tasks if task not in asked], on)]:
        found[task.pk].append(evidence)
    return {task_id: tuple(shown) for task_id, shown in found.items()}


def _reports(tasks: Sequence[Task], on: date) -> Iterable[tuple[Task, LiveEvidence]]:
    """Yield each task that wants a report with the unit's signed report about the days the task falls in."""
    signed = signed_reports({task.unit_id for task in tasks}, on) if tasks else {}
    for task in tasks:
        day = task.due_on or task.opens_on
        for report in signed.get(task.unit_id, ()):
            if report.first <= day <= report.last:
                yield (
                    task,
                    LiveEvidence(LiveKind.REPORT, report.signed_on, number=report.number, address=report.address),
                )


def _adoptions(tasks: Sequence[Task], on: date) -> Iterable[tuple[Task, Adoption]]:
    """Yield each task with each adoption of its unit that runs on `on`, for its model or named for the requirement."""
    end = start_of(on + _DAY)
    running = (
        Adoption.objects.filter(unit__in={task.unit_id for task in tasks}, live_at__lt=end)
        .filter(Q(stopped_at__isnull=True) | Q(stopped_at__gte=end))
        .filter(
            Q(initiative__in={task.requirement.initiative_id for task in tasks} - {None})
            | Q(requirement__in={task.requirement_id for task in tasks})
        )
        .select_related("initiative")
        .order_by("live_at")
    )
    by_unit: dict[int, list[Adoption]] = defaultdict(list)
    for adoption in running:
        by_unit[adoption.unit_id].append(adoption)
    for task in tasks:
        for adoption in by_unit[task.unit_id]:
            is_its_model = adoption.initiative_id == task.requirement.initiative_id
            if is_its_model or adoption.requirement_id == task.requirement_id:
                yield task, adoption


Sums = Mapping[tuple[int, str, date], Mapping[str, int]]


def _measures(tasks: Sequence[Task], on: date) -> Iterable[tuple[Task, LiveEvidence]]:
    """Yield each task with each target of its directive, for its model's service, that its unit reaches."""
    directives = {task.requirement.directive_id for task in tasks}
    targets = list(
        MeasureTarget.objects.filter(directive__in=directives, from_day__lte=on)
        .order_by("service", "measure", "-from_day")
        .prefetch_related("units")
    )
    sums = _sums(targets, on)
    for task in tasks:
        for target in _in_force(targets, task):
            measure = _measure(target)
            if measure is not None and (reached := _reached(target, measure, task.unit_id, sums, on)):
                yield task, reached


def _in_force(targets: Sequence[MeasureTarget], task: Task) -> list[MeasureTarget]:
    """Return the latest target of each measure that the directive sets for the unit and the model's service."""
    initiative = task.requirement.initiative
    latest: dict[str, MeasureTarget] = {}
    for target in targets:
        is_about = initiative is not None and target.service == initiative.service
        is_ordered = target.directive_id == task.requirement.directive_id
        if is_about and is_ordered and task.unit_id in {unit.pk for unit in target.units.all()}:
            latest.setdefault(target.measure, target)
    return list(latest.values())


def _sums(targets: Sequence[MeasureTarget], on: date) -> Sums:
    """Return what each unit reached in this month and the last, by unit, service and first day of the month."""
    first = _month_before(on)
    units = {unit.pk for target in targets for unit in target.units.all()}
    rows = (
        MeasureDay.objects.within(first, on)
        .filter(unit__in=units, service__in={target.service for target in targets})
        .annotate(month=TruncMonth("day"))
        .values("unit_id", "service", "measure", "month")
        .annotate(total=Sum("value"))
    )
    found: dict[tuple[int, str, date], dict[str, int]] = defaultdict(dict)
    for row in rows:
        found[row["unit_id"], row["service"], row["month"]][row["measure"]] = row["total"]
    return found


def _reached(target: MeasureTarget, measure: Measure, unit_id: int, sums: Sums, on: date) -> LiveEvidence | None:
    """Return the figure that reaches the target: of the last whole month, or of this one when more is better.

    Where less is better only a whole month counts, and only one in which the service was used at all.
    """
    this, last = on.replace(day=1), _month_before(on)
    months = (this, last) if measure.better is Better.MORE else (last,)
    for month in months:
        figures = sums.get((unit_id, target.service, month))
        if not figures or month < target.from_day.replace(day=1):
            continue
        value = figures.get(target.measure, 0)
        is_reached = value >= target.value if measure.better is Better.MORE else value <= target.value
        if is_reached:
            return LiveEvidence(
                LiveKind.MEASURE,
                month,
                service=target.service,
                measure=target.measure,
                measure_name=str(measure.name),
                value=value,
                target=target.value,
            )
    return None


def _measure(target: MeasureTarget) -> Measure | None:
    """Return what the service says of the measure; None when the platform has it no more."""
    try:
        measures = service(target.service).measures
    except UnknownService:
        return None
    return next((measure for measure in measures if measure.code == target.measure), None)


def _month_before(day: date) -> date:
    return (day.replace(day=1) - _DAY).replace(day=1)
