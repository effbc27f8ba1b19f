"""Propose to destroy the records of a class whose time is over."""

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.foundation.audit import journal
from motcua.foundation.retention.access import PROPOSERS
from motcua.foundation.retention.models import Disposal
from motcua.foundation.retention.queries import preview
from motcua.foundation.retention.refusals import EndsOfItself, NothingToDestroy, ProposalOpen
from motcua.foundation.retention.rules import cut
from motcua.foundation.retention.schedule import Ending, class_of
from motcua.foundation.units.access import require_answering_role
from motcua.foundation.units.models import Staff


@transaction.atomic
def propose_disposal(*, record_class: str, unit_id: int, by: Staff, now: datetime) -> Disposal:
    """Return the proposal: exactly the records that the preview shows now, held ones left out.

    Needs a clerk of the unit or of its successor. Raises KeyError for an unknown class, NotAllowed, EndsOfItself for
    one that the schedule ends every night, NothingToDestroy, ProposalOpen.
    """
    require_answering_role(by, unit_id, PROPOSERS, now)
    chosen = class_of(record_class)
    if chosen.ending is Ending.NIGHTLY:
        raise EndsOfItself
    seen = preview(chosen, unit_id, "", now)
    before = cut(now, seen.term) if seen.term is not None else None
    if seen.term is None or before is None or not seen.records:
        raise NothingToDestroy
    disposal = Disposal(
        unit_id=unit_id,
        record_class=record_class,
        before=before,
        record_ids=[each.record_id for each in seen.records],
        planned=len(seen.records),
        document=seen.term.document,
        article=seen.term.article,
        verified=seen.term.verified,
        proposed_by=by,
        proposed_at=now,
    )
    try:
        with transaction.atomic():
            disposal.save(force_insert=True)
    except IntegrityError as another:
        raise ProposalOpen from another
    journal.record(
        actor=by.as_actor(),
        unit_id=unit_id,
        action="retention.propose",
        target=("disposal", str(disposal.pk)),
        now=now,
        detail={"class": record_class, "records": disposal.planned, "before": before.isoformat()},
    )
    return disposal
