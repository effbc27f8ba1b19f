"""Who hears of a complaint? The complainant, that something happened, never what; and whoever has to deal with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.messages.actions.send_message import send_message
from motcua.foundation.messages.models import Channel
from motcua.foundation.messages.staff_messages import Words, holders, send_to_staff
from motcua.foundation.ui.each_language import filled_in_each_language
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.complaints.states import ComplaintAction
from motcua.services.onestop.models import Complaint, DossierEvent
from motcua.services.onestop.models.complaint import JUDGES

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


def tell_judges(complaint: Complaint, *, now: datetime) -> None:
    """Tell the leaders of the office that answers a new complaint; where none of them may, those above."""
    due = f"{day_of(complaint.next_due_at):%d/%m/%Y}"
    values = {"number": complaint.number, "code": complaint.dossier.code, "day": due}
    body = gettext_lazy("Khiếu nại số %(number)s về hồ sơ %(code)s chờ đơn vị xử lý, chậm nhất ngày %(day)s.")
    words = Words(
        filled_in_each_language(gettext_lazy("Khiếu nại số %(number)s"), values),
        filled_in_each_language(body, values),
        reverse("complaints:complaint", args=[complaint.uid]),
    )
    send_to_staff(
        _judges(complaint, now),
        words,
        about=("complaint", str(complaint.uid)),
        unit_id=complaint.answering_id,
        now=now,
    )


def _judges(complaint: Complaint, now: datetime) -> list[Staff]:
    """Return who may read it: nobody a complaint about whose own acts it is."""
    acted = DossierEvent.objects.filter(dossier=complaint.dossier_id, actor_staff__isnull=False)
    concerned = set(acted.values_list("actor_staff", flat=True))
    if complaint.first is not None and complaint.first.answered_by_id is not None:
        concerned.add(complaint.first.answered_by_id)
    for unit_id in (complaint.answering_id, complaint.superior_id):
        units = [] if unit_id is None else [unit_id]
        leaders = [leader for role in JUDGES for leader in holders(units, role, now)]
        if free := [leader for leader in leaders if leader.pk not in concerned]:
            return free
    return []
