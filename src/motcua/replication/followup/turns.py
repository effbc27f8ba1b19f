"""The one writer of states: take a thing in hand, append the turn, fold it into the row."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.followup.access import may_act, sides_of_obstacle, sides_of_task
from motcua.replication.followup.models import Obstacle, ObstacleEvent, Task, TaskEvent
from motcua.replication.followup.refusals import Conflict, NotNow, reason_missing
from motcua.replication.followup.states import (
    OBSTACLE_TRANSITIONS,
    TASK_TRANSITIONS,
    ObstacleAction,
    ObstacleState,
    TaskAction,
    TaskState,
)

_SETTLED = frozenset({TaskState.DONE, TaskState.NOT_DONE, TaskState.DROPPED})


def task_in_hand(
    action: TaskAction, *, task_id: int, by: Staff, now: datetime, expected_version: int | None = None
) -> Task:
    """Return the task, locked until the transaction ends, for an act this person may do in its state.

    Out of reach it does not exist: Task.DoesNotExist. Raises NotAllowed, Conflict, NotNow.
    """
    roles = roles_of(by, now)
    task = (
        Task.objects.visible_to(roles)
        .select_related("requirement__directive", "requirement__initiative", "owner")
        .select_for_update(of=("self",))
        .get(pk=task_id)
    )
    if not may_act(sides_of_task(roles, task), TASK_TRANSITIONS[action]):
        raise NotAllowed
    if expected_version is not None and task.version != expected_version:
        raise Conflict(list(task.events.filter(seq__gt=expected_version)))
    if task.state not in TASK_TRANSITIONS[action].sources:
        raise NotNow(task.state_name)
    return task


def obstacle_in_hand(
    action: ObstacleAction, *, obstacle_id: int, by: Staff, now: datetime, expected_version: int | None = None
) -> Obstacle:
    """Return the obstacle, locked until the transaction ends, for an act this person may do in its state.

    Out of reach it does not exist: Obstacle.DoesNotExist. Raises NotAllowed, Conflict, NotNow.
    """
    roles = roles_of(by, now)
    obstacle = Obstacle.objects.visible_to(roles).select_for_update(of=("self",)).get(pk=obstacle_id)
    if not may_act(sides_of_obstacle(roles, obstacle), OBSTACLE_TRANSITIONS[action]):
        raise NotAllowed
    if expected_version is not None and obstacle.version != expected_version:
        raise Conflict(list(obstacle.events.filter(seq__gt=expected_version)))
    if obstacle.state not in OBSTACLE_TRANSITIONS[action].sources:
        raise NotNow(obstacle.state_name)
    return obstacle


def turn_task(
    task: Task,
    action: TaskAction,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
    payload: Mapping[str, Any] | None = None,
) -> TaskEvent:
    """Append the turn and move the locked task; raise NeedMissing when the table wants a reason and there is none."""
    row = TASK_TRANSITIONS[action]
    why = reason.strip()
    if row.needs_reason and not why:
        raise reason_missing()
    before = task.state
    task.state = row.target or before
    task.settled_at = (task.settled_at if task.state == before else now) if task.state in _SETTLED else None
    task.version += 1
    event = TaskEvent.objects.create(
        task=task,
        kind=action,
        seq=task.version,
        at=now,
        from_state=before,
        to_state=task.state,
        reason=why,
        payload=dict(payload or {}),
        actor_kind=by.kind,
        actor_name=by.name,
        actor_staff_id=by.staff_id,
    )
    task.save(update_fields=["state", "settled_at", "version", "owner", "unit"])
    return event


def turn_obstacle(
    obstacle: Obstacle,
    action: ObstacleAction,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
    payload: Mapping[str, Any] | None = None,
) -> ObstacleEvent:
    """Append the turn and move the locked obstacle; raise NeedMissing when the table wants words and there are none."""
    row = OBSTACLE_TRANSITIONS[action]
    words = reason.strip()
    if row.needs_reason and not words:
        raise reason_missing()
    before = obstacle.state
    obstacle.state = row.target or before
    obstacle.closed_at = now if obstacle.state == ObstacleState.CLOSED else None
    if action is ObstacleAction.ANSWER:
        obstacle.answer, obstacle.answered_at = words, now
    elif action is ObstacleAction.REOPEN:
        obstacle.answered_at = None
    obstacle.version += 1
    event = ObstacleEvent.objects.create(
        obstacle=obstacle,
        kind=action,
        seq=obstacle.version,
        at=now,
        from_state=before,
        to_state=obstacle.state,
        reason=words,
        payload=dict(payload or {}),
        actor_kind=by.kind,
        actor_name=by.name,
        actor_staff_id=by.staff_id,
    )
    obstacle.save(update_fields=["state", "unit", "owner", "answer", "answered_at", "closed_at", "version"])
    return event
