"""What the complainant is told: that something happened, never what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.messages.actions.send_message import send_message
from motcua.foundation.messages.models import Channel
from motcua.services.onestop.complaints.states import ComplaintAction
from motcua.services.onestop.models import Complaint

_TEXTS: Mapping[ComplaintAction, StrOrPromise] = {
    ComplaintAction.ACCEPT: gettext_lazy("Khiếu nại số %(number)s đã được thụ lý."),
    ComplaintAction.EXTEND: gettext_lazy("Khiếu nại số %(number)s được gia hạn vì vụ việc phức tạp."),
    ComplaintAction.REFUSE: gettext_lazy("Khiếu nại số %(number)s không được thụ lý; lý do ghi ở trang tra cứu."),
    ComplaintAction.MOVE: gettext_lazy(
        "Khiếu nại số %(number)s được đơn vị kế thừa giải quyết tiếp, sau khi sắp xếp đơn vị hành chính."
    ),
    ComplaintAction.ANSWER: gettext_lazy("Khiếu nại số %(number)s đã có trả lời ở trang tra cứu."),
}
# whoever was helped reads no answer at the look-up: the helper knows the code
_TEXTS_OF_HELPED: Mapping[ComplaintAction, StrOrPromise] = {
    ComplaintAction.REFUSE: gettext_lazy(
        "Khiếu nại số %(number)s không được thụ lý. Mời mang giấy tờ tùy thân đến cơ quan để nhận văn bản nêu lý do."
    ),
    ComplaintAction.ANSWER: gettext_lazy(
        "Khiếu nại số %(number)s đã có trả lời. Mời mang giấy tờ tùy thân đến cơ quan để nhận văn bản trả lời."
    ),
}


def tell_complainant(complaint: Complaint, action: ComplaintAction, *, now: datetime) -> None:
    """Put the message into the outbox, by e-mail or SMS; whoever gave neither looks it up."""
    dossier = complaint.dossier
    to = dossier.contact_email or dossier.contact_phone
    if not to:
        return
    with translation.override(dossier.language):
        texts = {**_TEXTS, **_TEXTS_OF_HELPED} if dossier.is_helped else _TEXTS
        words = str(texts[action]) % {"number": complaint.number}
        send_message(
            channel=Channel.EMAIL if dossier.contact_email else Channel.SMS,
            to=to,
            subject=_("Khiếu nại số %(number)s") % {"number": complaint.number},
            body=f"{words} {_('Tra cứu: %(address)s') % {'address': dossier.look_up_address}}",
            about=("dossier", str(dossier.pk)),
            unit_id=complaint.answering_id,
            now=now,
            language=dossier.language,
        )
