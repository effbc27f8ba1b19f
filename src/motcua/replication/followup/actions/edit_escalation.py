"""Change the words of a draft."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.journal import record
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.followup.access import may_draft
from motcua.replication.followup.drafts import draft_in_hand
from motcua.replication.followup.models import Escalation
from motcua.replication.followup.refusals import NeedMissing


@transaction.atomic
def edit_escalation(
    *, letter_id: int, subject: str, body: str, by: Staff, now: datetime, expected_version: int | None = None
) -> Escalation:
    """Return the draft with its new words. Nothing is sent.

    Needs the authority's coordinator or leader. Raises Escalation.DoesNotExist, NotAllowed, Conflict, NotNow,
    NeedMissing.
    """
    letter, roles = draft_in_hand(letter_id, by=by, now=now, expected_version=expected_version)
    if not may_draft(roles, letter):
        raise NotAllowed
    letter.subject, letter.body = " ".join(subject.split())[:300], body.strip()
    if not letter.subject or not letter.body:
        raise NeedMissing("words", _("Trích yếu và nội dung không được để trống."))
    letter.version += 1
    letter.save(update_fields=["subject", "body", "version"])
    target = ("followup_escalation", str(letter.pk))
    record(actor=by.as_actor(), unit_id=letter.authority_id, action="followup.edit_escalation", target=target, now=now)
    return letter
