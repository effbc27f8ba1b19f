"""Make the tasks that a directive in force asks for."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.journal import record
from motcua.foundation.units.access import actor_of, may_change_anything, roles_of
from motcua.foundation.units.models import Staff, UnitVersion
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.replication.access import may_steer
from motcua.replication.directives.models import Directive, DirectiveState, Repeats, Requirement
from motcua.replication.followup.models import Task, TaskEvent
from motcua.replication.followup.refusals import NotConfirmed
from motcua.replication.followup.rules import Period, periods_begun
from motcua.replication.followup.states import TaskAction, TaskState

Wanted = tuple[int, int, str]


@transaction.atomic
def open_tasks_of_directive(*, directive_id: int, by: Staff | Actor, now: datetime) -> int:
    """Make one task for each requirement, unit and period that has begun by `now`; return how many are new.

    A second call makes none. A unit gets no task for a period in which it does not stand. Needs the authority's
    coordinator, or the platform itself. Raises Directive.DoesNotExist, NotAllowed, NotConfirmed.
    """
    directive = Directive.objects.select_for_update().get(pk=directive_id)
    if not may_change_anything(by) and not (
        isinstance(by, Staff) and may_steer(roles_of(by, now), directive.steward_id)
    ):
        raise NotAllowed
    if directive.state != DirectiveState.CONFIRMED:
        raise NotConfirmed
    wanted = _wanted(directive, now)
    there = set(
        Task.objects.filter(requirement__directive=directive).values_list("requirement_id", "unit_id", "period")
    )
    moved = set(
        TaskEvent.objects.filter(task__requirement__directive=directive, kind=TaskAction.MOVE_UNIT).values_list(
            "task__requirement_id", "payload__from_unit", "task__period"
        )
    )
    fresh = {key: period for key, period in wanted.items() if key not in there and key not in moved}
    tasks = Task.objects.bulk_create(_task(key, period, now) for key, period in sorted(fresh.items()))
    actor = actor_of(by)
    TaskEvent.objects.bulk_create(_opened(task, actor, now) for task in tasks)
    if tasks:
        record(
            actor=actor,
            unit_id=directive.steward_id,
            action="followup.open_tasks",
            target=("directive", str(directive.pk)),
            now=now,
            detail={"tasks": len(tasks)},
        )
    return len(tasks)


def _wanted(directive: Directive, now: datetime) -> dict[Wanted, Period]:
    """Return the period for each (requirement, unit, code) in which the unit stands."""
    requirements = list(Requirement.objects.filter(directive=directive).prefetch_related("units"))
    units = {unit.pk for requirement in requirements for unit in requirement.units.all()}
    stands: dict[int, list[tuple[object, object]]] = {}
    spans = UnitVersion.objects.filter(unit__in=units).values_list("unit_id", "valid")
    for unit_id, valid in spans:
        stands.setdefault(unit_id, []).append(valid)
    return {
        (requirement.pk, unit.pk, period.code): period
        for requirement in requirements
        for period in periods_begun(
            is_quarterly=requirement.repeats == Repeats.QUARTERLY,
            starts_on=requirement.starts_on,
            due_on=requirement.due_on,
            issued_on=directive.issued_on,
            today=day_of(now),
            ended_on=directive.ended_on,
        )
        for unit in requirement.units.all()
        if any(period.opens_on in valid for valid in stands.get(unit.pk, []))
    }


def _task(key: Wanted, period: Period, now: datetime) -> Task:
    requirement_id, unit_id, code = key
    return Task(
        requirement_id=requirement_id,
        unit_id=unit_id,
        period=code,
        opens_on=period.opens_on,
        due_on=period.due_on,
        opened_at=now,
    )


def _opened(task: Task, by: Actor, now: datetime) -> TaskEvent:
    return TaskEvent(
        task=task,
        kind=TaskAction.OPEN,
        seq=task.version,
        at=now,
        to_state=TaskState.OPEN,
        actor_kind=by.kind,
        actor_name=by.name,
        actor_staff_id=by.staff_id,
    )
