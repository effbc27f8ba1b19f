"""Accept what shows a task done: evidence that was given, or the live evidence of the moment."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.journal import record
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.replication.followup.models import Task
from motcua.replication.followup.notices import Told, tell_unit
from motcua.replication.followup.queries.live import LiveEvidence, live_evidence
from motcua.replication.followup.refusals import FollowupRefused, NeedMissing
from motcua.replication.followup.states import TaskAction, TaskState
from motcua.replication.followup.turns import task_in_hand, turn_task


@transaction.atomic
def accept_evidence(
    *, task_id: int, by: Staff, now: datetime, note: str = "", expected_version: int | None = None
) -> Task:
    """Return the task, done. The turn keeps the live evidence as it was read; the unit is told.

    A task without given evidence is accepted when live evidence shows it. Nobody accepts their own evidence. Needs
    the authority's coordinator. Raises Task.DoesNotExist, NotAllowed, Conflict, NotNow, NeedMissing,
    FollowupRefused.
    """
    task = task_in_hand(TaskAction.ACCEPT, task_id=task_id, by=by, now=now, expected_version=expected_version)
    live = live_evidence([task], day_of(now)).get(task.pk, ())
    if task.state == TaskState.OPEN and not live:
        raise NeedMissing(
            "evidence", _("Đơn vị chưa báo minh chứng và hệ thống chưa ghi nhận việc áp dụng, nên chưa chấp nhận được.")
        )
    _refuse_own(task, by)
    payload = {"live": [_as_json(each) for each in live]}
    turn_task(task, TaskAction.ACCEPT, by=by.as_actor(), now=now, reason=note, payload=payload)
    record(
        actor=by.as_actor(),
        unit_id=task.unit_id,
        action="followup.accept_evidence",
        target=("followup_task", str(task.pk)),
        now=now,
        detail=payload,
    )
    tell_unit(task, Told.ACCEPTED, now=now)
    return task


def _refuse_own(task: Task, by: Staff) -> None:
    last = task.evidence.order_by("-given_at", "-pk").first()
    if task.state == TaskState.GIVEN and last is not None and last.given_by_id == by.pk:
        raise FollowupRefused(
            "own_evidence",
            _("Minh chứng này do chính anh/chị báo. Hãy nhờ đầu mối khác của cơ quan theo dõi xem xét."),
        )


def _as_json(evidence: LiveEvidence) -> dict[str, str | int | None]:
    return {**asdict(evidence), "kind": evidence.kind.value, "since": evidence.since.isoformat()}
