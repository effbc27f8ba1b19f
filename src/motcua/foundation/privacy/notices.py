"""Who hears of a new request about personal data? The person themselves, and whoever has to answer it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.foundation.audit.actor import Actor
from motcua.foundation.messages.actions.send_message import send_message
from motcua.foundation.messages.models import Channel as MessageChannel
from motcua.foundation.messages.staff_messages import Words, holders, send_to_staff
from motcua.foundation.privacy.access import ANSWERERS
from motcua.foundation.privacy.models import SubjectRequest
from motcua.foundation.ui.each_language import filled_in_each_language
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of

ABOUT = "subject_request"  # what the person is told, and reads in the export
WORK = "subject_request_work"  # what the staff are told


def warn_person(request: SubjectRequest, *, now: datetime) -> None:
    """Tell the person where they could be reached when somebody saw them: who holds code and number may be another.

    Once a day: whoever sends many requests with a number shall not ring its owner up with each.
    """
    person = request.person
    if person.seen_at is None:
        return
    with translation.override("vi"):
        subject = _("Có yêu cầu về dữ liệu cá nhân của ông/bà")
        body = _(
            "Bộ phận một cửa vừa nhận một yêu cầu về dữ liệu cá nhân, gửi bằng mã tra cứu và số giấy tờ của ông/bà. "
            "Nếu không phải ông/bà gửi, hãy gọi ngay cho bộ phận một cửa."
        )
    for channel, to in ((MessageChannel.SMS, person.phone), (MessageChannel.EMAIL, person.email)):
        if to:
            send_message(
                channel=channel,
                to=to,
                subject=subject,
                body=body,
                about=(ABOUT, str(request.pk)),
                unit_id=request.unit_id,
                now=now,
                language="vi",
                once=f"privacy:{person.pk}:{day_of(now):%Y%m%d}:{channel}",
            )


def tell_answerers(request: SubjectRequest, *, by: Staff | Actor, now: datetime) -> None:
    """Tell the clerks and leaders of the unit until when to answer, but not whoever received it."""
    values = {"number": request.number, "day": f"{day_of(request.due_at):%d/%m/%Y}"}
    people = [person for role in ANSWERERS for person in holders([request.unit_id], role, now) if person != by]
    words = Words(
        filled_in_each_language(gettext_lazy("Yêu cầu về dữ liệu cá nhân số %(number)s"), values),
        filled_in_each_language(
            gettext_lazy("Yêu cầu về dữ liệu cá nhân số %(number)s phải được trả lời chậm nhất ngày %(day)s."), values
        ),
        reverse("privacy:request", args=[request.pk]),
    )
    send_to_staff(people, words, about=(WORK, str(request.pk)), unit_id=request.unit_id, now=now)
