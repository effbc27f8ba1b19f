"""Put a draft away: no letter goes out."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.journal import record
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.followup.access import may_draft
from motcua.replication.followup.drafts import draft_in_hand
from motcua.replication.followup.models import Escalation, LetterState


@transaction.atomic
def discard_escalation(*, letter_id: int, by: Staff, now: datetime, expected_version: int | None = None) -> Escalation:
    """Return the discarded draft; it stays readable.

    Needs the authority's coordinator or leader. Raises Escalation.DoesNotExist, NotAllowed, Conflict, NotNow.
    """
    letter, roles = draft_in_hand(letter_id, by=by, now=now, expected_version=expected_version)
    if not may_draft(roles, letter):
        raise NotAllowed
    letter.state, letter.discarded_at = LetterState.DISCARDED, now
    letter.version += 1
    letter.save(update_fields=["state", "discarded_at", "version"])
    target = ("followup_escalation", str(letter.pk))
    record(
        actor=by.as_actor(), unit_id=letter.authority_id, action="followup.discard_escalation", target=target, now=now
    )
    return letter
