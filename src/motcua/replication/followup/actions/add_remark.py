"""Say what the inspected unit thinks of a visit."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.journal import record
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.access import may_answer_for
from motcua.replication.followup.models import InspectionRemark, InspectionState
from motcua.replication.followup.refusals import NeedMissing, NotNow
from motcua.replication.followup.visits import visit_in_hand


@transaction.atomic
def add_remark(*, inspection_id: int, text: str, by: Staff, now: datetime) -> InspectionRemark:
    """Return the remark. One before the signature stands in the minutes, a later one beside them.

    Needs the unit's leader or coordinator. Raises Inspection.DoesNotExist, NotAllowed, NotNow for a cancelled visit,
    NeedMissing.
    """
    visit, roles = visit_in_hand(inspection_id, by=by, now=now, is_open=False)
    if not may_answer_for(roles, visit.unit_id):
        raise NotAllowed
    if visit.state == InspectionState.CANCELLED:
        raise NotNow(visit.state_name)
    words = text.strip()
    if not words:
        raise NeedMissing("text", _("Chưa ghi ý kiến nào."))
    remark = InspectionRemark.objects.create(inspection=visit, text=words, at=now, by=by)
    record(
        actor=by.as_actor(),
        unit_id=visit.unit_id,
        action="followup.add_remark",
        target=("followup_inspection", str(visit.pk)),
        now=now,
    )
    return remark
