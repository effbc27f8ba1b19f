"""Show that a task is done: words, files, or both."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.journal import record
from motcua.foundation.units.models import Staff
from motcua.replication.followup.models import Evidence, EvidenceFile, Task
from motcua.replication.followup.notices import tell_coordinators
from motcua.replication.followup.refusals import NeedMissing
from motcua.replication.followup.states import TaskAction
from motcua.replication.followup.turns import task_in_hand, turn_task
from motcua.replication.followup.uploads import Incoming, receive_all


def give_evidence(
    *,
    task_id: int,
    note: str,
    files: Sequence[Incoming] = (),
    by: Staff,
    now: datetime,
    expected_version: int | None = None,
) -> Task:
    """Return the task, waiting for the authority to look at what the unit showed; its coordinators are told.

    Needs the unit's leader or coordinator, or the owner of the task. Raises Task.DoesNotExist, NotAllowed, Conflict,
    NotNow, NeedMissing, FileRefused, FollowupRefused.
    """
    words = note.strip()
    with transaction.atomic():
        task_in_hand(TaskAction.GIVE, task_id=task_id, by=by, now=now, expected_version=expected_version)
    if not words and not files:
        raise NeedMissing("evidence", _("Chưa có minh chứng nào. Hãy ghi kết quả hoặc đính kèm ít nhất một tệp."))
    # cleaning takes seconds and must not hold a lock
    stored = receive_all(files, by=by, now=now)
    with transaction.atomic():
        task = task_in_hand(TaskAction.GIVE, task_id=task_id, by=by, now=now, expected_version=expected_version)
        evidence = Evidence.objects.create(task=task, note=words, given_at=now, given_by=by)
        EvidenceFile.objects.bulk_create(EvidenceFile(evidence=evidence, stored=file) for file in stored)
        turn_task(task, TaskAction.GIVE, by=by.as_actor(), now=now, payload={"evidence": evidence.pk})
        record(
            actor=by.as_actor(),
            unit_id=task.unit_id,
            action="followup.give_evidence",
            target=("followup_task", str(task.pk)),
            now=now,
            detail={"evidence": evidence.pk, "files": [file.sha256 for file in stored]},
        )
        tell_coordinators(task, now=now)
    return task
