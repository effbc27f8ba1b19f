"""Take a visit in hand: locked, in reach of whoever asks, still open, and as they last saw it."""

from datetime import datetime

from motcua.foundation.units.access import RoleSet, roles_of
from motcua.foundation.units.models import Staff
from motcua.replication.followup.models import Inspection, InspectionState
from motcua.replication.followup.refusals import Conflict, NotNow


def visit_in_hand(
    inspection_id: int, *, by: Staff, now: datetime, expected_version: int | None = None, is_open: bool = True
) -> tuple[Inspection, RoleSet]:
    """Return the visit, locked until the transaction ends, and the roles of whoever asks.

    Raises Inspection.DoesNotExist out of reach, Conflict, and NotNow when it is signed or cancelled (with `is_open`).
    """
    roles = roles_of(by, now)
    visit = Inspection.objects.visible_to(roles).select_for_update(of=("self",)).get(pk=inspection_id)
    if expected_version is not None and visit.version != expected_version:
        raise Conflict
    if is_open and visit.state != InspectionState.PLANNED:
        raise NotNow(visit.state_name)
    return visit, roles
