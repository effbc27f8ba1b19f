"""Sign a draft: it becomes the service's promise."""

from datetime import date, datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.shortening.access import may_sign
from motcua.replication.shortening.lock import locked_draft
from motcua.replication.shortening.models import CommitmentDraft, DraftState
from motcua.services import registry
from motcua.services.registry import UnknownService


@transaction.atomic
def sign_commitment(
    *, draft_id: int, document: str, from_day: date, by: Staff, now: datetime, seen_version: int
) -> CommitmentDraft:
    """Return the signed draft; from `from_day` on the service tells people the shorter limit.

    Needs the leader of the unit. Raises CommitmentDraft.DoesNotExist, NotAllowed, ChangedMeanwhile, ShorteningRefused
    when it was decided, and what the service refuses (then nothing is signed).
    """
    roles = roles_of(by, now)
    draft = locked_draft(draft_id, roles=roles, seen_version=seen_version)
    if not may_sign(roles, draft.unit_id):
        raise NotAllowed
    source = registry.service(draft.service).limits
    if source is None:
        raise UnknownService(draft.service)
    source.commit(
        procedure=draft.procedure,
        unit_id=draft.unit_id,
        limit=draft.limit,
        document=document,
        from_day=from_day,
        by=by,
        now=now,
    )
    draft.state, draft.decided_at, draft.decided_by = DraftState.SIGNED, now, by
    draft.document, draft.from_day, draft.version = document.strip(), from_day, draft.version + 1
    draft.save()
    journal.record(
        actor=by.as_actor(),
        unit_id=draft.unit_id,
        action="shortening.sign_commitment",
        target=("commitment_draft", str(draft.pk)),
        now=now,
        detail={"document": draft.document, "from": from_day.isoformat(), "amount": draft.amount},
    )
    return draft
