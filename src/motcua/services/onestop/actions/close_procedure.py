"""Stop receiving dossiers of a procedure at a unit."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of, require_administrator
from motcua.foundation.units.models import Staff
from motcua.services.onestop.models import ProcedureOffer
from motcua.services.onestop.refusals import NeedMissing


@transaction.atomic
def close_procedure(*, slug: str, unit_id: int, reason: str, by: Staff | Actor, now: datetime) -> ProcedureOffer:
    """Return the closed offer; `reason` is told to the public. Dossiers already received go on.

    Needs an administrator of the unit. Raises NotAllowed, ProcedureOffer.DoesNotExist, NeedMissing without reason.
    """
    require_administrator(by, [unit_id], now)
    offer = ProcedureOffer.objects.select_for_update().get(procedure__slug=slug, unit=unit_id)
    if not reason.strip():
        raise NeedMissing("reason", _("Hãy ghi lý do ngừng tiếp nhận: người dân sẽ đọc lý do này."))
    offer.closed_at, offer.closed_reason = now, reason.strip()
    offer.save(update_fields=["closed_at", "closed_reason"])
    journal.record(
        actor=actor_of(by),
        unit_id=unit_id,
        action="onestop.close_procedure",
        target=("procedure", str(offer.procedure_id)),
        now=now,
        detail={"slug": slug},
    )
    return offer
