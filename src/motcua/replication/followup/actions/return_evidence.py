"""Send evidence back that does not show enough."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.journal import record
from motcua.foundation.units.models import Staff
from motcua.replication.followup.models import Task
from motcua.replication.followup.notices import Told, tell_unit
from motcua.replication.followup.states import TaskAction
from motcua.replication.followup.turns import task_in_hand, turn_task


@transaction.atomic
def return_evidence(
    *, task_id: int, reason: str, by: Staff, now: datetime, expected_version: int | None = None
) -> Task:
    """Return the task, open again; the last day stays as it was, and the unit is told why.

    Needs the authority's coordinator. Raises Task.DoesNotExist, NotAllowed, Conflict, NotNow, NeedMissing.
    """
    task = task_in_hand(TaskAction.RETURN, task_id=task_id, by=by, now=now, expected_version=expected_version)
    turn_task(task, TaskAction.RETURN, by=by.as_actor(), now=now, reason=reason)
    record(
        actor=by.as_actor(),
        unit_id=task.unit_id,
        action="followup.return_evidence",
        target=("followup_task", str(task.pk)),
        now=now,
        detail={"reason": reason},
    )
    tell_unit(task, Told.RETURNED, now=now, words=reason)
    return task
