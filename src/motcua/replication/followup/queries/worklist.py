"""The work of one's units: the tasks in reach, next due first, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q

from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of, start_of
from motcua.foundation.worktime.queries import working_time_left
from motcua.foundation.worktime.rules import WorkingTime
from motcua.foundation.worktime.work_calendar import CalendarMissing
from motcua.replication.followup.models import Task
from motcua.replication.followup.models.tasks import TaskQuerySet
from motcua.replication.followup.queries.live import LiveEvidence, live_evidence
from motcua.replication.followup.rules import is_late, urgency
from motcua.replication.followup.states import TaskState

PAGE = 50
_DAY = timedelta(days=1)
LATE = "late"


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; empty words narrow nothing. `state`: one of `TaskState`, or "late"."""

    state: str = ""
    unit_id: int | None = None
    directive_id: int | None = None


@dataclass(frozen=True)
class TaskRow:
    """A task of the list; `left` is None for what runs, is settled, has no last day or no calendar."""

    task: Task
    unit_name: str
    state: TaskState
    left: WorkingTime | None
    urgency: str
    is_late: bool
    live: tuple[LiveEvidence, ...]


@dataclass(frozen=True)
class Page:
    """Rows and the key from which the next page goes on ("" = there is none)."""

    rows: tuple[TaskRow, ...]
    next_key: str


def task_list(*, roles: RoleSet, wanted: Wanted, now: datetime, after: str = "") -> Page:
    """Return a page of the tasks in reach of `roles` as `wanted`, next due first. Six queries at most."""
    today = day_of(now)
    chosen = _narrowed(Task.objects.visible_to(roles), wanted, today)
    if after:
        chosen = chosen.filter(_beyond(after))
    found = list(
        chosen.select_related("requirement__directive", "requirement__initiative", "owner").order_by(
            F("due_on").asc(nulls_last=True), "pk"
        )[: PAGE + 1]
    )
    shown = found[:PAGE]
    live = live_evidence(shown, today)
    names = unit_names({task.unit_id for task in shown}, today, short=True)
    rows = [row_of(task, names.get(task.unit_id, ""), live.get(task.pk, ()), now) for task in shown]
    if wanted.state == LATE:
        rows = [row for row in rows if row.is_late]  # what runs already is not late
    return Page(tuple(rows), _key(shown[-1]) if len(found) > PAGE else "")


def row_of(task: Task, unit_name: str, live: tuple[LiveEvidence, ...], now: datetime) -> TaskRow:
    """Return a task as lists and its own page show it."""
    today = day_of(now)
    return TaskRow(
        task=task,
        unit_name=unit_name,
        state=TaskState(task.state),
        left=None if live else _left(task, now),
        urgency="" if live else urgency(task.state, task.due_on, today),
        is_late=is_late(task.state, task.due_on, today) and not live,
        live=live,
    )


def filters_of(roles: RoleSet, now: datetime) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return the units and the directives of the tasks in reach, for the filters. Three queries."""
    visible = Task.objects.visible_to(roles)
    units = unit_names(set(visible.values_list("unit", flat=True)), day_of(now), short=True)
    directives = dict(visible.values_list("requirement__directive", "requirement__directive__number").distinct())
    return sorted(units.items(), key=lambda pair: listing_key(pair[1])), sorted(
        directives.items(), key=lambda pair: pair[1]
    )


def _narrowed(tasks: TaskQuerySet, wanted: Wanted, today: date) -> TaskQuerySet:
    if wanted.state == LATE:
        tasks = tasks.filter(state__in=(TaskState.OPEN, TaskState.NOT_DONE), due_on__lt=today)
    elif wanted.state:
        tasks = tasks.filter(state=wanted.state)
    else:
        tasks = tasks.unfinished()
    if wanted.unit_id is not None:
        tasks = tasks.filter(unit=wanted.unit_id)
    if wanted.directive_id is not None:
        tasks = tasks.filter(requirement__directive=wanted.directive_id)
    return tasks


def _left(task: Task, now: datetime) -> WorkingTime | None:
    """Return the working time to the end of the last day."""
    if task.due_on is None or task.state != TaskState.OPEN:
        return None
    try:
        return working_time_left(unit_id=task.unit_id, now=now, due=start_of(task.due_on + _DAY) - timedelta(seconds=1))
    except CalendarMissing:
        return None


def _key(task: Task) -> str:
    return f"{task.due_on.isoformat() if task.due_on else ''}~{task.pk}"


def _beyond(key: str) -> Q:
    day, _separator, number = key.partition("~")
    if not (number.isascii() and number.isdigit()):
        return Q()
    if not day:
        return Q(due_on__isnull=True, pk__gt=int(number))
    try:
        due = date.fromisoformat(day)
    except ValueError:
        return Q()
    return Q(due_on__gt=due) | Q(due_on=due, pk__gt=int(number)) | Q(due_on__isnull=True)
