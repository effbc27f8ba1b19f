"""What do reports ask of the follow-up? Typed rows, a fixed number of queries, each row traceable by its id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, OuterRef, Q, Subquery

from motcua.foundation.units.rules import start_of
from motcua.foundation.worktime.queries import calendar_for
from motcua.foundation.worktime.rules import working_minutes_between
from motcua.foundation.worktime.work_calendar import CalendarMissing
from motcua.replication.followup.models import Finding, Inspection, InspectionState, Obstacle, Task, TaskEvent
from motcua.replication.followup.models.tasks import TaskQuerySet
from motcua.replication.followup.queries.live import LiveEvidence, live_evidence
from motcua.replication.followup.rules import is_late
from motcua.replication.followup.states import ObstacleState, TaskState

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class TaskFact:
    """A task as it stood on a day: what, of whom, until when, in which state, what shows it by itself."""

    id: int
    unit_id: int
    directive_id: int
    directive_number: str
    requirement_id: int
    requirement_number: str
    text: str
    initiative_id: int | None
    initiative_code: str
    period: str
    opens_on: date
    due_on: date | None
    state: TaskState
    is_late: bool
    evidence: int
    live: tuple[LiveEvidence, ...]

    @property
    def is_met(self) -> bool:
        """Tell whether evidence was accepted, or live evidence shows it."""
        return self.state is TaskState.DONE or bool(self.live)


@dataclass(frozen=True)
class ObstacleFact:
    """An obstacle as it stood on a day; `working_days`: its age until answered (None: a year has no calendar)."""

    id: int
    unit_id: int
    initiative_id: int | None
    initiative_code: str
    requirement_id: int | None
    requirement_number: str
    text: str
    owner_name: str
    answer: str
    state: ObstacleState
    reported_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None
    working_days: int | None


@dataclass(frozen=True)
class InspectionFact:
    """A visit: by whom, signed when under which number, and how many lines were met."""

    id: int
    unit_id: int
    initiative_id: int | None
    initiative_code: str
    planned_on: date
    inspector_name: str
    state: InspectionState
    signed_at: datetime | None
    number: str
    conclusion: str
    met: int
    not_met: int
    not_applicable: int
    unchecked: int


def tasks_of(unit_ids: Iterable[int], first: date, last: date, *, on: date | None = None) -> list[TaskFact]:
    """Return the tasks of units that were due from `first` to `last` (both included), next due first. Five queries.

    A task without a last day belongs to the day it opened. They stand as they did at the end of `on`; without it, as at
    the end of `last`, when everything due in the period and not done is late.
    """
    due = Q(due_on__range=(first, last)) | Q(due_on__isnull=True, opens_on__range=(first, last))
    looked_at = last if on is None else on
    found = tasks_as_of(Task.objects.filter(due, unit__in=list(unit_ids)), looked_at)
    return facts_of(found, on=looked_at, late_on=looked_at + _DAY if on is None else looked_at)


def tasks_as_of(tasks: TaskQuerySet, on: date) -> TaskQuerySet:
    """Return the tasks that were open by the end of `on`, each with `state_then` and `evidence_then` of that moment."""
    end = start_of(on + _DAY)
    then = TaskEvent.objects.filter(task=OuterRef("pk"), at__lt=end).order_by("-seq").values("to_state")[:1]
    return (
        tasks.filter(opened_at__lt=end)
        .annotate(
            state_then=Subquery(then),
            evidence_then=Count("evidence", filter=Q(evidence__given_at__lt=end), distinct=True),
        )
        .select_related("requirement__directive", "requirement__initiative")
        .order_by(F("due_on").asc(nulls_last=True), "unit_id", "requirement__number", "pk")
    )


def facts_of(tasks: TaskQuerySet, *, on: date, late_on: date) -> list[TaskFact]:
    """Return the rows of `tasks_as_of` as facts, with live evidence of `on`, late or not on `late_on`."""
    found = list(tasks)
    live = live_evidence(found, on)
    return [_task_fact(task, live.get(task.pk, ()), late_on) for task in found]


def _task_fact(task: Task, live: tuple[LiveEvidence, ...], late_on: date) -> TaskFact:
    requirement = task.requirement
    state = TaskState(task.state_then)  # type: ignore[attr-defined]  # annotated by tasks_as_of
    return TaskFact(
        id=task.pk,
        unit_id=task.unit_id,
        directive_id=requirement.directive_id,
        directive_number=requirement.directive.number,
        requirement_id=requirement.pk,
        requirement_number=requirement.number,
        text=requirement.text,
        initiative_id=requirement.initiative_id,
        initiative_code=requirement.initiative.code if requirement.initiative else "",
        period=task.period,
        opens_on=task.opens_on,
        due_on=task.due_on,
        state=state,
        is_late=is_late(state, task.due_on, late_on),
        evidence=task.evidence_then,  # type: ignore[attr-defined]  # annotated by tasks_as_of
        live=live,
    )


def obstacles_of(unit_ids: Iterable[int], first: date, last: date) -> list[ObstacleFact]:
    """Return the obstacles that stood in the units' way at any time from `first` to `last`, the oldest first.

    State and answer are those of the end of `last`. One query.
    """
    start, end = start_of(first), start_of(last + _DAY)
    found = (
        Obstacle.objects.filter(unit__in=list(unit_ids), reported_at__lt=end)
        .filter(Q(closed_at__isnull=True) | Q(closed_at__gte=start))
        .select_related("initiative", "requirement", "owner")
        .order_by("reported_at", "pk")
    )
    return [_obstacle_fact(obstacle, end) for obstacle in found]


def _obstacle_fact(obstacle: Obstacle, end: datetime) -> ObstacleFact:
    answered_at = obstacle.answered_at if obstacle.answered_at and obstacle.answered_at < end else None
    closed_at = obstacle.closed_at if obstacle.closed_at and obstacle.closed_at < end else None
    open_or_answered = ObstacleState.ANSWERED if answered_at else ObstacleState.OPEN
    return ObstacleFact(
        id=obstacle.pk,
        unit_id=obstacle.unit_id,
        initiative_id=obstacle.initiative_id,
        initiative_code=obstacle.initiative.code if obstacle.initiative else "",
        requirement_id=obstacle.requirement_id,
        requirement_number=obstacle.requirement.number if obstacle.requirement else "",
        text=obstacle.text,
        owner_name=obstacle.owner.full_name if obstacle.owner else "",
        answer=obstacle.answer if answered_at else "",
        state=ObstacleState.CLOSED if closed_at else open_or_answered,
        reported_at=obstacle.reported_at,
        answered_at=answered_at,
        closed_at=closed_at,
        working_days=age_of(obstacle, until=answered_at or closed_at or end),
    )


def age_of(obstacle: Obstacle, *, until: datetime) -> int | None:
    """Return the whole working days from the report to `until`; None where a year in between has no calendar."""
    calendar = calendar_for(obstacle.unit_id)
    try:
        minutes = working_minutes_between(calendar, obstacle.reported_at, until)
    except CalendarMissing:
        return None
    return minutes // calendar.switches_on(until.date()).minutes_a_day


def inspections_of(unit_ids: Iterable[int], first: date, last: date) -> list[InspectionFact]:
    """Return the visits to the units that were planned for, or signed on, a day from `first` to `last`. Two queries."""
    signed = Q(signed_at__gte=start_of(first), signed_at__lt=start_of(last + _DAY))
    found = (
        Inspection.objects.filter(unit__in=list(unit_ids))
        .filter(signed | Q(planned_on__range=(first, last)))
        .select_related("initiative", "inspector")
        .prefetch_related("items")
        .order_by("planned_on", "pk")
    )
    return [_inspection_fact(visit) for visit in found]


def _inspection_fact(visit: Inspection) -> InspectionFact:
    counted = Counter(item.result for item in visit.items.all())
    return InspectionFact(
        id=visit.pk,
        unit_id=visit.unit_id,
        initiative_id=visit.initiative_id,
        initiative_code=visit.initiative.code if visit.initiative else "",
        planned_on=visit.planned_on,
        inspector_name=visit.inspector.full_name,
        state=InspectionState(visit.state),
        signed_at=visit.signed_at,
        number=visit.number,
        conclusion=visit.conclusion,
        met=counted[Finding.MET],
        not_met=counted[Finding.NOT_MET],
        not_applicable=counted[Finding.NOT_APPLICABLE],
        unchecked=counted[""],
    )
