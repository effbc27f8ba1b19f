"""Hand the result over against a signature."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.units.models import Staff
from motcua.services.onestop.books import complete_return
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Delivery, Dossier, IdentityCheck, Relation
from motcua.services.onestop.refusals import NeedMissing
from motcua.services.onestop.states import Action, State


@dataclass(frozen=True)
class Handing:
    """Who took the result, how they were known, and their signature: drawn (`signature`) or on paper."""

    receiver_name: str
    relation: Relation
    identity_check: IdentityCheck
    signed_on_paper: bool = False
    signature: StoredFile | None = None


@transaction.atomic
def return_result(
    *, dossier_id: int, handing: Handing, by: Staff, now: datetime, expected_version: int | None = None
) -> Dossier:
    """Return the closed dossier; the line in the book is completed.

    Needs a receptionist of the receiving unit. Raises Dossier.DoesNotExist, NotAllowed, NotNow, Conflict, NeedMissing
    without the receiver's name, without signature or with two.
    """
    dossier, _roles = in_hand(Action.RETURN, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version)
    if not handing.receiver_name.strip():
        raise NeedMissing("receiver_name", _("Chưa ghi họ tên người nhận kết quả."))
    if handing.signed_on_paper == (handing.signature is not None):
        raise NeedMissing("signature", _("Người nhận cần ký một lần: ký trên phiếu giấy hoặc ký điện tử."))
    delivery = Delivery.objects.create(
        dossier=dossier,
        receiver_name=handing.receiver_name.strip(),
        relation=handing.relation,
        identity_check=handing.identity_check,
        signature=handing.signature,
        signed_on_paper=handing.signed_on_paper,
        at=now,
        by=by,
    )
    complete_return(dossier, delivery, by=by.as_actor(), now=now)
    payload = {"relation": str(handing.relation), "identity_check": str(handing.identity_check)}
    change_state(dossier, Move(Action.RETURN, State.RETURNED, payload=payload), by=by.as_actor(), now=now)
    return dossier
