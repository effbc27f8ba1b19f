"""Drop a draft that will not be signed."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.shortening.access import may_draft
from motcua.replication.shortening.lock import locked_draft
from motcua.replication.shortening.models import CommitmentDraft, DraftState


@transaction.atomic
def drop_draft(*, draft_id: int, by: Staff, now: datetime, seen_version: int) -> CommitmentDraft:
    """Return the dropped draft; it stays readable. Needs the leader or the coordinator of the unit.

    Raises CommitmentDraft.DoesNotExist, NotAllowed, ChangedMeanwhile, ShorteningRefused when it was decided.
    """
    roles = roles_of(by, now)
    draft = locked_draft(draft_id, roles=roles, seen_version=seen_version)
    if not may_draft(roles, draft.unit_id):
        raise NotAllowed
    draft.state, draft.decided_at, draft.decided_by = DraftState.DROPPED, now, by
    draft.version += 1
    draft.save()
    journal.record(
        actor=by.as_actor(),
        unit_id=draft.unit_id,
        action="shortening.drop_draft",
        target=("commitment_draft", str(draft.pk)),
        now=now,
    )
    return draft
