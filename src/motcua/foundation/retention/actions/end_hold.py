"""Let a record go that was held."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.retention.access import HOLDERS
from motcua.foundation.retention.models import LegalHold
from motcua.foundation.retention.refusals import END_REASON_MISSING, HoldRefused
from motcua.foundation.units.access import require_answering_role
from motcua.foundation.units.models import Staff


@transaction.atomic
def end_hold(*, hold_id: int, reason: str, by: Staff, now: datetime) -> LegalHold:
    """Return the ended hold; one that is over already stays as it is.

    Needs a clerk, leader or auditor of the unit or of its successor. Raises LegalHold.DoesNotExist, NotAllowed,
    HoldRefused without a reason.
    """
    hold = LegalHold.objects.select_for_update().get(pk=hold_id)
    require_answering_role(by, hold.unit_id, HOLDERS, now)
    if hold.ended_at is not None:
        return hold
    if not reason.strip():
        raise HoldRefused("end_reason_missing", END_REASON_MISSING)
    hold.ended_by, hold.ended_at, hold.end_reason = by, max(now, hold.placed_at), reason.strip()[:500]
    hold.save(update_fields=["ended_by", "ended_at", "end_reason"])
    journal.record(
        actor=by.as_actor(),
        unit_id=hold.unit_id,
        action="retention.end_hold",
        target=(hold.record_class, hold.record_id),
        now=now,
    )
    return hold
