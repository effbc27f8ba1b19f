"""Write down what became of a parcel at the post: delivered, or sent back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.services.onestop.delivery.change_parcel import ParcelMove, change_parcel, parcel_in_hand
from motcua.services.onestop.delivery.closing import locked_dossier, return_dossier
from motcua.services.onestop.delivery.notices import tell_receiver
from motcua.services.onestop.delivery.states import ParcelAction
from motcua.services.onestop.models import Delivery, IdentityCheck, Parcel, Relation
from motcua.services.onestop.refusals import NeedMissing


@transaction.atomic
def note_delivered(*, parcel_id: int, receiver_name: str, by: Staff, now: datetime) -> Parcel:
    """Return the parcel that the post has delivered against a signature on its own slip; the dossier is returned.

    Raises Parcel.DoesNotExist, NotAllowed, NotThere, NeedMissing.
    """
    if not receiver_name.strip():
        raise NeedMissing("receiver_name", _("Chưa ghi họ tên người ký nhận trên phiếu báo phát."))
    dossier = locked_dossier(parcel_id)
    parcel = parcel_in_hand(ParcelAction.POST_DELIVERED, parcel_id=parcel_id, by=by, now=now)
    change_parcel(parcel, ParcelMove(ParcelAction.POST_DELIVERED), by=by, now=now)
    delivery = Delivery(
        dossier=dossier,
        receiver_name=receiver_name.strip(),
        relation=Relation.POST,
        identity_check=IdentityCheck.POST_SLIP,
        signed_on_paper=True,
        at=now,
        by=by,
    )
    return_dossier(dossier, delivery, by=by, now=now)
    return parcel


@transaction.atomic
def note_sent_back(*, parcel_id: int, note: str, by: Staff, now: datetime) -> Parcel:
    """Return the parcel at the counter again; its owner is asked to fetch it there.

    Raises Parcel.DoesNotExist, NotAllowed, NotThere.
    """
    parcel = parcel_in_hand(ParcelAction.POST_RETURNED, parcel_id=parcel_id, by=by, now=now)
    change_parcel(parcel, ParcelMove(ParcelAction.POST_RETURNED, note=note.strip()), by=by, now=now)
    tell_receiver(parcel.dossier, parcel, ParcelAction.POST_RETURNED, now=now)
    return parcel
