"""When a unit stops the one-stop: nothing is lost, open dossiers are handled to the end, and their holders are told."""

from datetime import datetime

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.foundation.messages.actions.send_message import send_message
from motcua.foundation.messages.models import Channel as MessageChannel
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.models import Dossier, Draft


def tell_holders(*, unit_id: int, reason: str, at: datetime) -> int:
    """Write the messages and return how many people they are for; a second run writes none twice."""
    name = unit_names([unit_id], day_of(at))[unit_id]
    has_contact = ~Q(contact_email="", contact_phone="")
    dossiers = Dossier.objects.filter(has_contact, receiving_unit=unit_id, closed_at__isnull=True)
    # what somebody fills in for a citizen is told on its pages to whoever does
    own = Draft.objects.filter(has_contact, unit=unit_id, helped__isnull=True)
    drafts = own.filter(submitted__isnull=True, expires_at__gt=at)
    told = 0
    for dossier in dossiers.iterator():
        with translation.override(dossier.language):
            body = _(
                "%(unit)s đã ngừng nhận hồ sơ trên hệ thống (lý do: %(reason)s). Hồ sơ %(code)s vẫn được giải quyết "
                "đến khi có kết quả; việc tra cứu không thay đổi."
            ) % {"unit": name, "reason": reason, "code": dossier.code}
            _tell(dossier, "dossier", f"{body} {dossier.look_up_address}", unit_id=unit_id, at=at)
        told += 1
    for draft in drafts.iterator():
        with translation.override(draft.language):
            body = _(
                "%(unit)s đã ngừng nhận hồ sơ trên hệ thống (lý do: %(reason)s). Bản nháp của ông/bà được giữ đến "
                "hết hạn lưu nhưng không nộp tại đây được nữa: hãy đến trực tiếp đơn vị hoặc chọn nơi nhận khác."
            ) % {"unit": name, "reason": reason}
            _tell(draft, "draft", body, unit_id=unit_id, at=at)
        told += 1
    return told


def _tell(holder: Dossier | Draft, kind: str, body: str, *, unit_id: int, at: datetime) -> None:
    send_message(
        channel=MessageChannel.EMAIL if holder.contact_email else MessageChannel.SMS,
        to=holder.contact_email or holder.contact_phone,
        subject=_("Đơn vị ngừng nhận hồ sơ trên hệ thống"),
        body=body,
        about=(kind, str(holder.pk)),
        unit_id=unit_id,
        now=at,
        once=f"{kind}:{holder.pk}:stopped:{at.isoformat()}",
        language=holder.language,
    )
