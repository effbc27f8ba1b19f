"""Give a parcel to the post."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.services.onestop.delivery.change_parcel import ParcelMove, change_parcel, parcel_in_hand
from motcua.services.onestop.delivery.notices import tell_receiver
from motcua.services.onestop.delivery.refusals import ParcelRefused
from motcua.services.onestop.delivery.states import ParcelAction
from motcua.services.onestop.models import Parcel, Way
from motcua.services.onestop.refusals import NeedMissing


@transaction.atomic
def post_parcel(*, parcel_id: int, tracking: str, by: Staff, now: datetime) -> Parcel:
    """Return the parcel with the post; `tracking` is the number the post gave, which its owner is told.

    Raises Parcel.DoesNotExist, NotAllowed, NotThere, NeedMissing, ParcelRefused for one that volunteers carry.
    """
    number = "".join(tracking.upper().split())[:40]
    if not number:
        raise NeedMissing("tracking", _("Chưa ghi số hiệu bưu gửi."))
    parcel = parcel_in_hand(ParcelAction.POST, parcel_id=parcel_id, by=by, now=now)
    if parcel.way != Way.POST:
        raise ParcelRefused("not_by_post", _("Kết quả này do tổ giao tại nhà. Muốn gửi bưu chính, hãy sửa nơi giao."))
    change_parcel(parcel, ParcelMove(ParcelAction.POST, sets={"tracking": number}), by=by, now=now)
    tell_receiver(parcel.dossier, parcel, ParcelAction.POST, now=now)
    return parcel
