"""Begin the end of records that the schedule ends every night, without anybody's proposal."""

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.retention.models import Disposal, DisposalState
from motcua.foundation.retention.queries import MOST_AT_ONCE, Preview, over_tonight
from motcua.foundation.retention.rules import cut


def end_by_schedule(*, now: datetime) -> list[int]:
    """Return the ids of the approved disposals to carry out: one a class and unit, held records left out.

    Where the one of another night is not done yet nothing is added; `resume` goes on with it.
    """
    made = [_begin(seen, now) for seen in over_tonight(now)]
    return [disposal_id for disposal_id in made if disposal_id is not None]


def _begin(seen: Preview, now: datetime) -> int | None:
    before = cut(now, seen.term) if seen.term is not None else None
    if seen.term is None or before is None:
        return None
    ids = [each.record_id for each in seen.records[:MOST_AT_ONCE]]
    disposal = Disposal(
        unit_id=seen.unit_id,
        record_class=seen.record_class.code,
        before=before,
        record_ids=ids,
        planned=len(ids),
        document=seen.term.document,
        article=seen.term.article,
        verified=seen.term.verified,
        state=DisposalState.APPROVED,
        proposed_at=now,
        decided_at=now,
    )
    try:
        with transaction.atomic():
            disposal.save(force_insert=True)
            _note(disposal, now)
    except IntegrityError:
        return None
    return disposal.pk


def _note(disposal: Disposal, now: datetime) -> None:
    journal.record(
        actor=Actor.system("retention"),
        unit_id=disposal.unit_id,
        action="retention.end_by_schedule",
        target=("disposal", str(disposal.pk)),
        now=now,
        detail={
            "class": disposal.record_class,
            "records": disposal.planned,
            "before": disposal.before.isoformat(),
        },
    )
