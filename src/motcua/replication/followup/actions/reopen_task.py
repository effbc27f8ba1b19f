"""Open a settled task again: it was judged too early, or what showed it is gone."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.journal import record
from motcua.foundation.units.models import Staff
from motcua.replication.followup.models import Task
from motcua.replication.followup.notices import Told, tell_unit
from motcua.replication.followup.states import TaskAction
from motcua.replication.followup.turns import task_in_hand, turn_task


@transaction.atomic
def reopen_task(*, task_id: int, reason: str, by: Staff, now: datetime, expected_version: int | None = None) -> Task:
    """Return the task, open again with its old last day; the unit is told why.

    Needs the authority's coordinator. Raises Task.DoesNotExist, NotAllowed, Conflict, NotNow, NeedMissing.
    """
    task = task_in_hand(TaskAction.REOPEN, task_id=task_id, by=by, now=now, expected_version=expected_version)
    turn_task(task, TaskAction.REOPEN, by=by.as_actor(), now=now, reason=reason)
    record(
        actor=by.as_actor(),
        unit_id=task.unit_id,
        action="followup.reopen_task",
        target=("followup_task", str(task.pk)),
        now=now,
        detail={"reason": reason},
    )
    tell_unit(task, Told.REOPENED, now=now, words=reason)
    return task
