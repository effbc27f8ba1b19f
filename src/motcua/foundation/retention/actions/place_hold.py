"""Keep a record from being destroyed, for a reason and until a day."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.retention.access import HOLDERS
from motcua.foundation.retention.models import Disposal, DisposalState, LegalHold
from motcua.foundation.retention.refusals import HoldRefused
from motcua.foundation.retention.schedule import all_classes
from motcua.foundation.units.access import require_answering_role
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of


@transaction.atomic
def place_hold(
    *, record_class: str, record_id: str, name: str, unit_id: int, reason: str, until: date, by: Staff, now: datetime
) -> LegalHold:
    """Return the hold, in force at once: a destruction under way leaves the record out.

    Needs a clerk, leader or auditor of the unit or of its successor. Raises NotAllowed, HoldRefused.
    """
    require_answering_role(by, unit_id, HOLDERS, now)
    if not reason.strip():
        raise HoldRefused("reason_missing", _("Chưa ghi lý do giữ lại, ví dụ: đang có khiếu nại, thanh tra."))
    if until < day_of(now):
        raise HoldRefused("until_past", _("Ngày giữ đến đã qua. Hãy chọn hôm nay hoặc một ngày sau."))
    begun = [DisposalState.PROPOSED, DisposalState.APPROVED]  # one may be approved while we wait for the journal
    kept = [each.code for each in all_classes() if record_class in each.holding]
    open_ones = Disposal.objects.filter(unit=unit_id, record_class__in=kept, state__in=begun)
    # one that is being carried out is between two records while we hold it
    list(open_ones.order_by("pk").select_for_update())
    hold = LegalHold.objects.create(
        unit_id=unit_id,
        record_class=record_class,
        record_id=record_id,
        name=name,
        reason=reason.strip()[:500],
        until=until,
        placed_by=by,
        placed_at=now,
    )
    journal.record(
        actor=by.as_actor(),
        unit_id=unit_id,
        action="retention.place_hold",
        target=(record_class, record_id),
        now=now,
        detail={"until": until.isoformat()},
    )
    return hold
