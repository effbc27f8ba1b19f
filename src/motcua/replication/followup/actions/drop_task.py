"""Say that a requirement does not concern a unit after all."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.journal import record
from motcua.foundation.units.models import Staff
from motcua.replication.followup.models import Task
from motcua.replication.followup.notices import Told, tell_unit
from motcua.replication.followup.states import TaskAction
from motcua.replication.followup.turns import task_in_hand, turn_task


@transaction.atomic
def drop_task(*, task_id: int, reason: str, by: Staff, now: datetime, expected_version: int | None = None) -> Task:
    """Return the task, dropped: it is in no list of late ones any more; the unit is told.

    Needs the authority's coordinator. Raises Task.DoesNotExist, NotAllowed, Conflict, NotNow, NeedMissing.
    """
    task = task_in_hand(TaskAction.DROP, task_id=task_id, by=by, now=now, expected_version=expected_version)
    turn_task(task, TaskAction.DROP, by=by.as_actor(), now=now, reason=reason)
    record(
        actor=by.as_actor(),
        unit_id=task.unit_id,
        action="followup.drop_task",
        target=("followup_task", str(task.pk)),
        now=now,
        detail={"reason": reason},
    )
    tell_unit(task, Told.DROPPED, now=now, words=reason)
    return task
