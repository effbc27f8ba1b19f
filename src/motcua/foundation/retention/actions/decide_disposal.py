"""Decide on a proposal to destroy records; a second person does."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.retention.access import APPROVERS
from motcua.foundation.retention.jobs import carry_out_disposal
from motcua.foundation.retention.models import Disposal, DisposalState
from motcua.foundation.retention.refusals import NoteMissing, NotOpen, OneselfProposed
from motcua.foundation.units.access import answering_roles, require_answering_role, roles_of
from motcua.foundation.units.models import Staff


@transaction.atomic
def decide_disposal(*, disposal_id: int, approve: bool, note: str, by: Staff, now: datetime) -> Disposal:
    """Return the decided proposal; an approved one is carried out by a job queued with it.

    Needs a leader of the unit or of its successor, who did not propose. Raises Disposal.DoesNotExist, NotAllowed,
    OneselfProposed, NotOpen, NoteMissing (a refusal says why).
    """
    reach = Disposal.objects.visible_to(answering_roles(roles_of(by, now), now))
    disposal = reach.select_for_update(of=("self",)).get(pk=disposal_id)
    require_answering_role(by, disposal.unit_id, APPROVERS, now)
    if disposal.state != DisposalState.PROPOSED:
        raise NotOpen
    if disposal.proposed_by_id == by.pk:
        raise OneselfProposed
    if not approve and not note.strip():
        raise NoteMissing
    disposal.state = DisposalState.APPROVED if approve else DisposalState.REFUSED
    disposal.decided_by, disposal.decided_at, disposal.note = by, now, note.strip()[:500]
    disposal.save()
    if approve:
        carry_out_disposal.defer(disposal_id=disposal.pk)
    journal.record(
        actor=by.as_actor(),
        unit_id=disposal.unit_id,
        action="retention.decide",
        target=("disposal", str(disposal.pk)),
        now=now,
        detail={"approved": approve, "records": disposal.planned},
    )
    return disposal
