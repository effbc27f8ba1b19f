"""Hand the result over against a signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.actions.receive_file import Upload, receive_file
from motcua.foundation.attachments.models import StoredFile
from motcua.foundation.units.models import Staff
from motcua.services.onestop.books import complete_return
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.delivery.collecting import collect_parcel
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Delivery, Dossier, IdentityCheck, Relation
from motcua.services.onestop.needs import meet_procedure
from motcua.services.onestop.refusals import NeedMissing
from motcua.services.onestop.signatures import receive_signature
from motcua.services.onestop.states import Action, State


@dataclass(frozen=True)
class Handing:
    """Who took the result, how they were known, and their signature: a drawing (PNG), or on paper.

    `sheet` is a scan of the paper they signed.
    """

    receiver_name: str
    relation: Relation
    identity_check: IdentityCheck
    signed_on_paper: bool = False
    drawing: bytes = b""
    sheet: Upload | None = None


@transaction.atomic
def return_result(
    *, dossier_id: int, handing: Handing, by: Staff, now: datetime, expected_version: int | None = None
) -> Dossier:
    """Return the closed dossier; the line in the book is completed.

    Needs a receptionist of the receiving unit. Raises Dossier.DoesNotExist, NotAllowed, NotNow, Conflict, NeedMissing
    without the receiver's name, without signature or with two, FileRefused for a drawing or a scan we do not take,
    StillCarried while volunteers or the post have it.
    """
    _check(handing)
    # before the lock: cleaning takes a moment; what was kept is undone with everything else
    signature, sheet = _keep(handing, by, now)
    dossier, _roles = in_hand(Action.RETURN, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version)
    meet_procedure(dossier, Action.RETURN)
    collect_parcel(dossier, by=by, now=now)
    delivery = Delivery.objects.create(
        dossier=dossier,
        receiver_name=handing.receiver_name.strip(),
        relation=handing.relation,
        identity_check=handing.identity_check,
        signature=signature,
        signed_on_paper=handing.signed_on_paper,
        sheet=sheet,
        at=now,
        by=by,
    )
    complete_return(dossier, delivery, by=by.as_actor(), now=now)
    change_state(dossier, Move(Action.RETURN, State.RETURNED, payload=_told(delivery)), by=by.as_actor(), now=now)
    return dossier


def _check(handing: Handing) -> None:
    if not handing.receiver_name.strip():
        raise NeedMissing("receiver_name", _("Chưa ghi họ tên người nhận kết quả."))
    if handing.signed_on_paper == bool(handing.drawing):
        raise NeedMissing("signature", _("Người nhận cần ký một lần: ký trên phiếu giấy hoặc ký trên màn hình."))
    if handing.sheet is not None and not handing.signed_on_paper:
        raise NeedMissing("sheet", _("Bản quét chỉ kèm được khi người nhận đã ký trên phiếu giấy."))


def _keep(handing: Handing, by: Staff, now: datetime) -> tuple[StoredFile | None, StoredFile | None]:
    """Keep the drawing or the scanned sheet, whichever there is."""
    actor, sheet = by.as_actor(), handing.sheet
    if handing.drawing:
        return receive_signature(drawing=handing.drawing, by=actor, now=now), None
    if sheet is None:
        return None, None
    return None, receive_file(upload=sheet, name=getattr(sheet, "name", "") or "", by=actor, now=now)


def _told(delivery: Delivery) -> dict[str, str]:
    """Return what the event keeps: with the SHA-256 of the signature the picture cannot be changed unseen."""
    told = {"relation": str(delivery.relation), "identity_check": str(delivery.identity_check)}
    for key, stored in (("signature_sha256", delivery.signature), ("sheet_sha256", delivery.sheet)):
        if stored is not None:
            told[key] = stored.content_sha256
    return told
