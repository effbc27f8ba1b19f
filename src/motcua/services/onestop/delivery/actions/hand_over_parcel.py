"""Hand a result over at the door: against the code, a signature, and the fee where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.payments.actions.take_at_door import take_at_door
from motcua.foundation.units.models import Staff
from motcua.services.onestop.delivery.change_parcel import ParcelMove, change_parcel, parcel_in_hand
from motcua.services.onestop.delivery.closing import locked_dossier, return_dossier
from motcua.services.onestop.delivery.door_code import check_door_code
from motcua.services.onestop.delivery.door_money import round_code
from motcua.services.onestop.delivery.refusals import NotThere
from motcua.services.onestop.delivery.states import ParcelAction
from motcua.services.onestop.fees import DOSSIER
from motcua.services.onestop.models import Delivery, IdentityCheck, Parcel, Relation
from motcua.services.onestop.refusals import NeedMissing
from motcua.services.onestop.signatures import receive_signature


@dataclass(frozen=True)
class AtTheDoor:
    """What happened at the door. The receiver signs on the screen (a PNG) or on the route sheet."""

    code: str
    receiver_name: str
    relation: Relation
    drawing: bytes = b""
    signed_on_sheet: bool = False
    fee_is_taken: bool = False


def hand_over_parcel(*, parcel_id: int, door: AtTheDoor, by: Staff, now: datetime) -> Parcel:
    """Return the parcel in its receiver's hands; its dossier is returned, the line in the book completed.

    What is owed for the dossier is taken, with a receipt for each charge. Needs a member of the team on whose open
    trip it is. Raises Parcel.DoesNotExist, NotAllowed, NotThere, NeedMissing, WrongDoorCode, TooManyDoorCodes,
    FileRefused, BookFull.
    """
    _check_code(parcel_id, door.code, by, now)
    with transaction.atomic():
        signature = _signature(door, by, now)
        dossier = locked_dossier(parcel_id)
        parcel = parcel_in_hand(ParcelAction.HAND_OVER, parcel_id=parcel_id, by=by, now=now)
        change_parcel(parcel, _paid_for(parcel, door, by, now), by=by, now=now)
        delivery = Delivery(
            dossier=dossier,
            receiver_name=door.receiver_name.strip(),
            relation=door.relation,
            identity_check=IdentityCheck.DOOR_CODE,
            signature=signature,
            signed_on_paper=signature is None,
            at=now,
            by=by,
        )
        return_dossier(dossier, delivery, by=by, now=now)
    return parcel


def _paid_for(parcel: Parcel, door: AtTheDoor, by: Staff, now: datetime) -> ParcelMove:
    """Take what is owed, each charge against a receipt of the unit's book, and return the move that tells of it."""
    if parcel.trip is None:
        raise NotThere
    receipts = take_at_door(
        kind=DOSSIER, target_id=str(parcel.dossier_id), round_code=round_code(parcel.trip), by=by, now=now
    )
    if receipts and not door.fee_is_taken:
        raise NeedMissing("fee", _("Chưa thu khoản phải thu khi giao. Thu đủ rồi đánh dấu đã thu."))
    numbers = ", ".join(receipt.text for receipt in receipts)
    with translation.override("vi"):  # the record of the parcel, whatever language the volunteer reads
        note = _("Biên lai %(numbers)s.") % {"numbers": numbers} if numbers else ""
    return ParcelMove(
        ParcelAction.HAND_OVER,
        fee_taken=sum(receipt.payment.amount for receipt in receipts),
        note=note,
    )


def _check_code(parcel_id: int, shown: str, by: Staff, now: datetime) -> None:
    """Look at the code first: the count of wrong ones must stay when the rest is undone."""
    with transaction.atomic():
        parcel = parcel_in_hand(ParcelAction.HAND_OVER, parcel_id=parcel_id, by=by, now=now)
    check_door_code(parcel.dossier, parcel, shown, now=now)


def _signature(door: AtTheDoor, by: Staff, now: datetime) -> StoredFile | None:
    if not door.receiver_name.strip():
        raise NeedMissing("receiver_name", _("Chưa ghi họ tên người nhận kết quả."))
    if door.signed_on_sheet == bool(door.drawing):
        raise NeedMissing("signature", _("Người nhận cần ký một lần: ký trên phiếu lộ trình hoặc ký trên màn hình."))
    return receive_signature(drawing=door.drawing, by=by.as_actor(), now=now) if door.drawing else None
