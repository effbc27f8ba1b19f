"""Conclude that a unit did not do what was asked."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.journal import record
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.replication.followup.models import Task
from motcua.replication.followup.notices import Told, tell_unit
from motcua.replication.followup.queries.live import live_evidence
from motcua.replication.followup.refusals import FollowupRefused
from motcua.replication.followup.rules import is_late
from motcua.replication.followup.states import TaskAction
from motcua.replication.followup.turns import task_in_hand, turn_task


@transaction.atomic
def judge_not_done(*, task_id: int, reason: str, by: Staff, now: datetime, expected_version: int | None = None) -> Task:
    """Return the task, not done; the unit is told, and may still give evidence.

    Only after the last day, and only while nothing shows it done by itself. Needs the authority's coordinator.
    Raises Task.DoesNotExist, NotAllowed, Conflict, NotNow, NeedMissing, FollowupRefused.
    """
    task = task_in_hand(TaskAction.JUDGE, task_id=task_id, by=by, now=now, expected_version=expected_version)
    if not is_late(task.state, task.due_on, day_of(now)):
        raise FollowupRefused("not_late", _("Nhiệm vụ chưa quá hạn nên chưa kết luận được. Hãy đợi hết ngày hạn."))
    if live_evidence([task], day_of(now)):
        raise FollowupRefused(
            "live", _("Hệ thống đang ghi nhận đơn vị có áp dụng. Hãy xem minh chứng trên hệ thống trước khi kết luận.")
        )
    turn_task(task, TaskAction.JUDGE, by=by.as_actor(), now=now, reason=reason)
    record(
        actor=by.as_actor(),
        unit_id=task.unit_id,
        action="followup.judge_not_done",
        target=("followup_task", str(task.pk)),
        now=now,
        detail={"reason": reason},
    )
    tell_unit(task, Told.JUDGED, now=now, words=reason)
    return task
