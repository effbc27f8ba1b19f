"""Call a planned visit off."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.journal import record
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.followup.access import may_plan
from motcua.replication.followup.models import Inspection, InspectionState
from motcua.replication.followup.refusals import reason_missing
from motcua.replication.followup.visits import visit_in_hand


@transaction.atomic
def cancel_inspection(
    *, inspection_id: int, reason: str, by: Staff, now: datetime, expected_version: int | None = None
) -> Inspection:
    """Return the visit, cancelled, with the reason; what was found so far is kept.

    Needs the authority's coordinator. Raises Inspection.DoesNotExist, NotAllowed, Conflict, NotNow, NeedMissing.
    """
    visit, roles = visit_in_hand(inspection_id, by=by, now=now, expected_version=expected_version)
    if not may_plan(roles, visit.authority_id):
        raise NotAllowed
    why = " ".join(reason.split())[:500]
    if not why:
        raise reason_missing()
    visit.state, visit.cancelled_at, visit.cancelled_because = InspectionState.CANCELLED, now, why
    visit.version += 1
    visit.save(update_fields=["state", "cancelled_at", "cancelled_because", "version"])
    record(
        actor=by.as_actor(),
        unit_id=visit.unit_id,
        action="followup.cancel_inspection",
        target=("followup_inspection", str(visit.pk)),
        now=now,
        detail={"reason": why},
    )
    return visit
