"""What the pages of one thing show: a task, an obstacle, a visit, a letter. Out of reach they do not exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Prefetch, Value, When

from motcua.foundation.messages.models import Channel, OutboxMessage
from motcua.foundation.messages.staff_messages import box_of
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.replication.followup.access import sides_of_obstacle, sides_of_task
from motcua.replication.followup.models import (
    Escalation,
    Evidence,
    Inspection,
    InspectionItem,
    Obstacle,
    ObstacleEvent,
    Task,
    TaskEvent,
)
from motcua.replication.followup.notices import about_task
from motcua.replication.followup.queries.facts import age_of
from motcua.replication.followup.queries.live import live_evidence
from motcua.replication.followup.queries.worklist import TaskRow, row_of
from motcua.replication.followup.states import ObstacleState, Side

NOTICES = 10


@dataclass(frozen=True)
class TaskPage:
    """Everything about a task, and on which sides of it the reader stands."""

    row: TaskRow
    authority: str
    events: Sequence[TaskEvent]
    evidence: Sequence[Evidence]
    messages: Sequence[OutboxMessage]
    sides: frozenset[Side]

    @property
    def task(self) -> Task:
        """The task itself."""
        return self.row.task


@dataclass(frozen=True)
class ObstacleRow:
    """An obstacle of the list, with its age in working days (None: a year has no calendar)."""

    obstacle: Obstacle
    state: ObstacleState
    unit_name: str
    age: int | None


@dataclass(frozen=True)
class VisitPage:
    """A visit with its lines, and the next one that has no result."""

    visit: Inspection
    unit_name: str
    authority: str
    items: Sequence[InspectionItem]

    @property
    def checked(self) -> int:
        """How many lines have a result."""
        return sum(1 for item in self.items if item.result)

    @property
    def next_item(self) -> InspectionItem | None:
        """The first line without a result."""
        return next((item for item in self.items if not item.result), None)


def task_page(*, task_id: int, roles: RoleSet, now: datetime) -> TaskPage:
    """Return the page of a task; raise Task.DoesNotExist out of reach."""
    task = (
        Task.objects.visible_to(roles)
        .select_related("requirement__directive", "requirement__initiative", "owner")
        .get(pk=task_id)
    )
    today = day_of(now)
    steward_id = task.requirement.directive.steward_id
    names = unit_names([task.unit_id, steward_id], today)
    messages = OutboxMessage.objects.about(about_task(task)).exclude(channel=Channel.INBOX)
    return TaskPage(
        row=row_of(task, names.get(task.unit_id, ""), live_evidence([task], today).get(task.pk, ()), now),
        authority=names.get(steward_id, ""),
        events=list(task.events.all()),
        evidence=list(task.evidence.select_related("given_by").prefetch_related("files__stored")),
        messages=list(messages),
        sides=sides_of_task(roles, task),
    )


def obstacle_list(*, roles: RoleSet, with_closed: bool, unit_id: int | None, now: datetime) -> list[ObstacleRow]:
    """Return the obstacles in reach: those that wait for an answer first, each group the oldest first. Two queries."""
    rank = Case(
        When(state=ObstacleState.OPEN, then=Value(0)),
        When(state=ObstacleState.ANSWERED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found = Obstacle.objects.visible_to(roles)
    if not with_closed:
        found = found.unclosed()
    if unit_id is not None:
        found = found.filter(unit=unit_id)
    rows = list(
        found.select_related("initiative", "requirement__directive", "owner").order_by(rank, "reported_at", "pk")
    )
    names = unit_names({obstacle.unit_id for obstacle in rows}, day_of(now), short=True)
    return [_obstacle_row(obstacle, names.get(obstacle.unit_id, ""), now) for obstacle in rows]


def obstacle_page(
    *, obstacle_id: int, roles: RoleSet, now: datetime
) -> tuple[ObstacleRow, list[ObstacleEvent], frozenset[Side]]:
    """Return an obstacle, its turns, and the reader's sides; raise Obstacle.DoesNotExist out of reach."""
    obstacle = (
        Obstacle.objects.visible_to(roles)
        .select_related("initiative", "requirement__directive", "owner", "reported_by")
        .get(pk=obstacle_id)
    )
    names = unit_names([obstacle.unit_id], day_of(now))
    row = _obstacle_row(obstacle, names.get(obstacle.unit_id, ""), now)
    return row, list(obstacle.events.all()), sides_of_obstacle(roles, obstacle)


def _obstacle_row(obstacle: Obstacle, unit_name: str, now: datetime) -> ObstacleRow:
    until = obstacle.answered_at or obstacle.closed_at or now
    return ObstacleRow(obstacle, ObstacleState(obstacle.state), unit_name, age_of(obstacle, until=until))


def visit_page(*, inspection_id: int, roles: RoleSet, now: datetime) -> VisitPage:
    """Return a visit with its lines and photographs; raise Inspection.DoesNotExist out of reach."""
    visit = (
        Inspection.objects.visible_to(roles)
        .select_related("initiative", "directive", "inspector", "minutes__content")
        .prefetch_related(Prefetch("items", InspectionItem.objects.prefetch_related("photos__stored")), "remarks__by")
        .get(pk=inspection_id)
    )
    names = unit_names([visit.unit_id, visit.authority_id], day_of(now))
    return VisitPage(visit, names.get(visit.unit_id, ""), names.get(visit.authority_id, ""), list(visit.items.all()))


def visit_list(*, roles: RoleSet, now: datetime) -> list[VisitPage]:
    """Return the visits in reach, the latest planned first. Three queries."""
    found = list(
        Inspection.objects.visible_to(roles)
        .select_related("initiative", "inspector")
        .prefetch_related("items")
        .order_by("-planned_on", "-pk")
    )
    units = {visit.unit_id for visit in found} | {visit.authority_id for visit in found}
    names = unit_names(units, day_of(now), short=True)
    return [
        VisitPage(visit, names.get(visit.unit_id, ""), names.get(visit.authority_id, ""), list(visit.items.all()))
        for visit in found
    ]


def letter_page(*, letter_id: int, roles: RoleSet) -> Escalation:
    """Return a letter with its directive, document and signer; raise Escalation.DoesNotExist out of reach."""
    return (
        Escalation.objects.visible_to(roles)
        .select_related("directive", "document__content", "signed_by", "drafted_by")
        .get(pk=letter_id)
    )


def notices_for(roles: RoleSet) -> list[OutboxMessage]:
    """Return the latest notices for whoever holds `roles`, the newest first. One query."""
    mine = OutboxMessage.objects.filter(channel=Channel.INBOX, to=box_of(roles.staff_id))
    return list(mine.order_by("-pk")[:NOTICES])
