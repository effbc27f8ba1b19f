"""Carry out an approved proposal: record by record, each with its line in the register."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.retention.models import DestroyedRecord, Disposal, DisposalState
from motcua.foundation.retention.queries import held_ids
from motcua.foundation.retention.rules import hidden_id
from motcua.foundation.retention.schedule import RecordClass, class_of


def carry_out(*, disposal_id: int, now: datetime) -> int:
    """Destroy what was approved and return how many records went.

    Each record goes in a transaction of its own together with its line, so a job that is broken off goes on where it
    stopped. What is held by now, or may not be destroyed any more, stays.
    """
    disposal = Disposal.objects.select_related("decided_by").get(pk=disposal_id)
    if disposal.state != DisposalState.APPROVED:
        return 0
    record_class = class_of(disposal.record_class)
    gone = sum(_destroy(disposal, record_class, record_id, now) for record_id in disposal.record_ids)
    _finish(disposal, now)
    return gone


@transaction.atomic
def _destroy(disposal: Disposal, record_class: RecordClass, record_id: str, now: datetime) -> bool:
    # a hold that is being placed waits for this row, or we see it
    Disposal.objects.select_for_update().get(pk=disposal.pk)
    if held_ids(record_class, [record_id], now):
        return False
    by = disposal.decided_by or Actor.system("retention")
    if not record_class.destroy(record_id=record_id, by=by, now=now):
        return False
    hashed = hidden_id(settings.BLIND_INDEX_KEY, record_class.code, record_id)
    DestroyedRecord.objects.create(disposal=disposal, record_hash=hashed, at=now)
    return True


@transaction.atomic
def _finish(disposal: Disposal, now: datetime) -> None:
    locked = Disposal.objects.select_for_update().get(pk=disposal.pk)
    if locked.state != DisposalState.APPROVED:
        return
    locked.state, locked.done_at, locked.record_ids = DisposalState.DONE, now, []
    locked.save()
    journal.record(
        actor=Actor.system("retention"),
        unit_id=locked.unit_id,
        action="retention.carry_out",
        target=("disposal", str(locked.pk)),
        now=now,
        detail={"planned": locked.planned, "destroyed": locked.destroyed.count()},
    )
