"""What the applicant is told while the result is on its way.

The code for the door is worked out when the message leaves: volunteers may be staff who read the outbox.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.messages.actions.send_message import send_message
from motcua.foundation.messages.models import Channel
from motcua.foundation.ui.filters import number_vn
from motcua.services.onestop.delivery.door_code import door_code
from motcua.services.onestop.delivery.states import ParcelAction
from motcua.services.onestop.models import Dossier, Parcel

DOOR_CODE = "door_code"  # the late code for the door
_TEXTS: Mapping[ParcelAction, tuple[StrOrPromise, StrOrPromise]] = {
    ParcelAction.LOAD: (
        gettext_lazy("Hôm nay giao kết quả hồ sơ %(code)s"),
        gettext_lazy(
            "%(team)s giao kết quả hồ sơ %(code)s tại nhà hôm nay. %(fee)s Chỉ đọc mã nhận khi đã cầm kết quả. Mã nhận:"
        ),
    ),
    ParcelAction.BRING_BACK: (
        gettext_lazy("Chưa giao được kết quả hồ sơ %(code)s"),
        gettext_lazy(
            "Đã đến giao kết quả hồ sơ %(code)s nhiều lần nhưng không gặp. Mời đến nhận tại bộ phận một cửa, mang theo "
            "giấy tiếp nhận."
        ),
    ),
    ParcelAction.REPORT_LOST: (
        gettext_lazy("Kết quả hồ sơ %(code)s bị thất lạc"),
        gettext_lazy(
            "Kết quả hồ sơ %(code)s bị thất lạc khi giao. Cơ quan đang cấp lại và sẽ báo khi giao được; ông/bà không "
            "phải nộp lại giấy tờ nào."
        ),
    ),
    ParcelAction.POST: (
        gettext_lazy("Đã gửi bưu chính kết quả hồ sơ %(code)s"),
        gettext_lazy("Kết quả hồ sơ %(code)s đã gửi qua bưu chính công ích, số hiệu bưu gửi %(tracking)s."),
    ),
    ParcelAction.POST_RETURNED: (
        gettext_lazy("Bưu chính chuyển hoàn kết quả hồ sơ %(code)s"),
        gettext_lazy(
            "Bưu chính không phát được kết quả hồ sơ %(code)s. Mời đến nhận tại bộ phận một cửa, mang theo giấy "
            "tiếp nhận."
        ),
    ),
}


def tell_receiver(dossier: Dossier, parcel: Parcel, action: ParcelAction, *, now: datetime) -> None:
    """Put the message of this act into the outbox, by e-mail or SMS; whoever gave neither looks the dossier up."""
    to = dossier.contact_email or dossier.contact_phone
    if not to:
        return
    with translation.override(dossier.language):
        subject, body = _TEXTS[action]
        values = {
            "code": dossier.code,
            "team": parcel.trip.team.name if parcel.trip else "",
            "fee": _fee(parcel),
            "tracking": parcel.tracking,
        }
        send_message(
            channel=Channel.EMAIL if dossier.contact_email else Channel.SMS,
            to=to,
            subject=str(subject) % values,
            body=str(body) % values,
            about=("dossier", str(dossier.pk)),
            unit_id=dossier.receiving_unit_id,
            now=now,
            language=dossier.language,
            link=_code(parcel) if action == ParcelAction.LOAD else None,
        )


def _fee(parcel: Parcel) -> str:
    if not parcel.fee:
        return gettext("Không thu tiền khi giao.")
    return gettext("Khoản thu khi giao: %(fee)s đồng.") % {"fee": number_vn(parcel.fee)}


def _code(parcel: Parcel) -> tuple[str, dict[str, str]]:
    return DOOR_CODE, {"parcel": str(parcel.pk), "trip": str(parcel.trip_id)}


def code_to_send(given: Mapping[str, str], made_at: datetime) -> str:
    """Return the code for the door of a trip; "" when the parcel is on that trip no more."""
    del made_at
    parcel = Parcel.objects.filter(pk=int(given["parcel"]), trip=int(given["trip"])).first()
    return door_code(parcel) if parcel is not None else ""
