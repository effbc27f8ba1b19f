"""What becomes of the charges of a dossier that ends before its result, or whose payment was proved another way?

Whoever closes a charge holds its dossier first. The journal's chains are locked in the order of their units: the charge
belongs to the receiving unit, the turn of the dossier to the office where it lies (`journal_of_charges_is_last`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments.actions.close_charges import close_charges
from motcua.foundation.payments.models import Charge
from motcua.foundation.units.access import RoleSet
from motcua.services.onestop.fees import DOSSIER
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import Action

# what the charge says of why it fell away: nothing of the person
_REASONS: Mapping[Action, str] = {
    Action.WITHDRAW: "Hồ sơ đã rút.",
    Action.STOP: "Hồ sơ đã dừng giải quyết.",
    Action.REJECT: "Hồ sơ không được tiếp nhận.",
}


def close_all(dossier: Dossier, action: Action, *, by: Actor, now: datetime) -> tuple[Charge, ...]:
    """Return the charges of a locked dossier that were still owed, cancelled because of `action`."""
    return close_charges(kind=DOSSIER, target_id=str(dossier.pk), reason=_REASONS[action], by=by, now=now)


def close_proved(dossier: Dossier, code: str, *, evidence: str, by: Actor, now: datetime) -> tuple[Charge, ...]:
    """Return the charge `code` cancelled, because somebody showed that it was paid another way; none when it is not
    owed any more.
    """
    with translation.override("vi"):  # as the other reasons: it stays with the charge
        reason = _("Đã xác nhận nộp cách khác. Chứng từ: %(evidence)s") % {"evidence": evidence or _("không ghi")}
    return close_charges(kind=DOSSIER, target_id=str(dossier.pk), code=code, reason=reason, by=by, now=now)


def awaited_charge(dossier: Dossier) -> str:
    """Return the code of the charge for which the clock stands still, "" when it is another duty or none."""
    request = dossier.events.filter(kind=Action.REQUEST_PAYMENT).order_by("-seq").first()
    return str(request.payload.get("charge", "")) if request is not None else ""


def journal_of_charges_is_last(dossier: Dossier) -> bool:
    """Tell whether the journal of the charges' unit comes after that of the office where the dossier lies."""
    return dossier.receiving_unit_id > dossier.office_unit_id


def dossier_address(dossier_id: str, roles: RoleSet) -> str:
    """Return the address of the page of a charged dossier, "" for who may not read it. One query."""
    found = Dossier.objects.visible_to(roles).filter(pk=int(dossier_id)).values_list("code", flat=True).first()
    return reverse("onestop_staff:dossier", args=[found]) if found else ""
