"""Say who in the unit is in charge of a task."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.journal import record
from motcua.foundation.units.models import Staff
from motcua.replication.followup.models import Task
from motcua.replication.followup.notices import Told, tell_person
from motcua.replication.followup.refusals import FollowupRefused
from motcua.replication.followup.states import TaskAction
from motcua.replication.followup.turns import task_in_hand, turn_task


@transaction.atomic
def name_owner(*, task_id: int, owner_id: int, by: Staff, now: datetime, expected_version: int | None = None) -> Task:
    """Return the task with its owner, who is told, reads it, and is reminded from now on.

    The owner works in the unit. Needs the unit's leader or coordinator. Raises Task.DoesNotExist, NotAllowed,
    Conflict, NotNow, FollowupRefused.
    """
    task = task_in_hand(TaskAction.NAME_OWNER, task_id=task_id, by=by, now=now, expected_version=expected_version)
    owner = Staff.objects.in_units([task.unit_id]).working().select_related("user").filter(pk=owner_id).first()
    if owner is None:
        raise FollowupRefused("owner", _("Người được chọn không làm việc tại đơn vị. Hãy chọn người khác."))
    task.owner = owner
    turn_task(task, TaskAction.NAME_OWNER, by=by.as_actor(), now=now, payload={"owner": owner.full_name})
    record(
        actor=by.as_actor(),
        unit_id=task.unit_id,
        action="followup.name_owner",
        target=("followup_task", str(task.pk)),
        now=now,
        detail={"owner": owner.pk},
    )
    tell_person(task, owner, Told.NAMED, now=now)
    return task
