"""What is the applicant told, at which turn? Short words in their language, with the code and the look-up address."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.messages.actions.send_message import send_message
from motcua.foundation.messages.actions.send_messages import Outgoing, send_messages
from motcua.foundation.messages.late_links import offers_late_link
from motcua.foundation.messages.models import Channel as MessageChannel
from motcua.foundation.payments.models import Charge
from motcua.foundation.ui.filters import money_vn
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.models import Channel, Dossier, DossierEvent, ResultBy
from motcua.services.onestop.states import Action

VOICE = "voice"  # the late link of the survey

# subject and text a turn; a turn that is not here is not announced
LateLink = tuple[str, dict[str, str]]  # its kind, and what it holds

_TEXTS: Mapping[str, tuple[StrOrPromise, StrOrPromise]] = {
    Action.SUBMIT: (
        gettext_lazy("Đã nhận hồ sơ %(code)s"),
        gettext_lazy("Hồ sơ %(code)s đã gửi đến bộ phận một cửa và sẽ được trả lời trước %(due)s."),
    ),
    Action.ACCEPT: (
        gettext_lazy("Hồ sơ %(code)s đã được tiếp nhận"),
        gettext_lazy("Hồ sơ %(code)s đã được tiếp nhận. Hẹn trả kết quả lúc %(due)s."),
    ),
    Action.REJECT: (
        gettext_lazy("Hồ sơ %(code)s không được tiếp nhận"),
        gettext_lazy("Hồ sơ %(code)s không được tiếp nhận. Trang tra cứu ghi rõ lý do và căn cứ."),
    ),
    Action.REQUEST_SUPPLEMENT: (
        gettext_lazy("Hồ sơ %(code)s cần bổ sung"),
        gettext_lazy("Hồ sơ %(code)s cần bổ sung giấy tờ. Trang tra cứu ghi rõ phải nộp thêm những gì."),
    ),
    Action.RECEIVE_SUPPLEMENT: (
        gettext_lazy("Đã nhận bổ sung của hồ sơ %(code)s"),
        gettext_lazy("Đã nhận giấy tờ bổ sung của hồ sơ %(code)s. Thời hạn mới: %(due)s."),
    ),
    Action.REQUEST_PAYMENT: (
        gettext_lazy("Hồ sơ %(code)s chờ nghĩa vụ tài chính"),
        gettext_lazy("Hồ sơ %(code)s cần thực hiện nghĩa vụ tài chính. Trang tra cứu ghi rõ khoản phải nộp."),
    ),
    Action.CONFIRM_PAYMENT: (
        gettext_lazy("Hồ sơ %(code)s được giải quyết tiếp"),
        gettext_lazy("Hồ sơ %(code)s đã hoàn thành nghĩa vụ tài chính. Thời hạn mới: %(due)s."),
    ),
    Action.END_PAYMENT: (
        gettext_lazy("Hồ sơ %(code)s được giải quyết tiếp"),
        gettext_lazy("Khoản thu của hồ sơ %(code)s đã hủy: không nộp khoản đó nữa. Thời hạn mới: %(due)s."),
    ),
    Action.PAUSE: (
        gettext_lazy("Hồ sơ %(code)s tạm dừng tính thời hạn"),
        gettext_lazy("Hồ sơ %(code)s tạm dừng tính thời hạn. Trang tra cứu ghi rõ lý do và căn cứ."),
    ),
    Action.RESUME: (
        gettext_lazy("Hồ sơ %(code)s được tính tiếp thời hạn"),
        gettext_lazy("Hồ sơ %(code)s được giải quyết tiếp. Thời hạn mới: %(due)s."),
    ),
    Action.EXTEND: (
        gettext_lazy("Hồ sơ %(code)s được gia hạn giải quyết"),
        gettext_lazy("Thời hạn của hồ sơ %(code)s được gia hạn đến %(due)s. Trang tra cứu ghi rõ lý do và căn cứ."),
    ),
    Action.RECOUNT: (
        gettext_lazy("Hạn của hồ sơ %(code)s được tính lại"),
        gettext_lazy("Lịch làm việc của cơ quan thay đổi nên hạn của hồ sơ %(code)s được tính lại: %(due)s."),
    ),
    Action.APOLOGISE: (
        gettext_lazy("Xin lỗi vì chậm trả kết quả hồ sơ %(code)s"),
        gettext_lazy("Cơ quan xin lỗi vì chậm trả kết quả hồ sơ %(code)s và hẹn lại vào %(due)s."),
    ),
    # only where the procedure asks for it: see `procedure_acts.ADDED`
    Action.HAND_OVER: (
        gettext_lazy("Hồ sơ %(code)s đã sang bước mới"),
        gettext_lazy("Hồ sơ %(code)s: %(step)s Hẹn trả kết quả lúc %(due)s."),
    ),
    Action.DECIDE: (
        gettext_lazy("Hồ sơ %(code)s đã có kết quả"),
        gettext_lazy("Hồ sơ %(code)s đã có kết quả. Mời đến nhận kết quả, mang theo giấy tiếp nhận hồ sơ."),
    ),
    Action.RETURN: (
        gettext_lazy("Đã trả kết quả hồ sơ %(code)s"),
        gettext_lazy("Kết quả của hồ sơ %(code)s đã được trao cho người nhận."),
    ),
    Action.WITHDRAW: (
        gettext_lazy("Đã rút hồ sơ %(code)s"),
        gettext_lazy("Hồ sơ %(code)s đã được rút theo yêu cầu."),
    ),
    Action.VERIFY_HELP: (
        gettext_lazy("Đã xác minh việc nộp giúp hồ sơ %(code)s"),
        gettext_lazy(
            "Bộ phận một cửa đã xác minh phản đối về việc nộp giúp hồ sơ %(code)s. Nếu không muốn tiếp tục, ông/bà có "
            "thể xin rút hồ sơ tại bộ phận một cửa."
        ),
    ),
    Action.STOP: (
        gettext_lazy("Dừng giải quyết hồ sơ %(code)s"),
        gettext_lazy("Hồ sơ %(code)s đã dừng giải quyết. Trang tra cứu ghi rõ lý do và căn cứ."),
    ),
}

_FILE_TEXTS: Mapping[str, tuple[StrOrPromise, StrOrPromise]] = {
    Action.DECIDE: (
        gettext_lazy("Hồ sơ %(code)s đã có kết quả"),
        gettext_lazy("Hồ sơ %(code)s đã có kết quả bản điện tử. Hãy tải về ở trang tra cứu."),
    ),
    Action.RETURN: (
        gettext_lazy("Đã tải kết quả hồ sơ %(code)s"),
        gettext_lazy(
            "Kết quả bản điện tử của hồ sơ %(code)s vừa được tải về. Nếu không phải ông/bà tải, hãy gọi bộ phận "
            "một cửa."
        ),
    ),
}

# to whoever somebody else filed for: at once, with the way to object
_HELPED = (
    gettext_lazy("Hồ sơ %(code)s vừa được nộp giúp ông/bà"),
    gettext_lazy(
        "Hồ sơ %(code)s của ông/bà vừa được %(under)s nộp giúp và sẽ được trả lời trước %(due)s. Nếu ông/bà không đồng "
        "ý cho nộp, hãy báo ngay ở trang tra cứu."
    ),
)
_CARRIED = (
    gettext_lazy("Hồ sơ %(code)s đã có kết quả"),
    gettext_lazy("Hồ sơ %(code)s đã có kết quả và sẽ được giao theo cách ông/bà đã chọn. Không cần đến nhận."),
)


def tell_applicant(dossier: Dossier, event: DossierEvent, *, now: datetime) -> None:
    """Put the message of this turn into the outbox: by e-mail when there is an address, else by SMS.

    Whoever gave neither is told at the counter. A filing at the counter is accepted in the same breath and announced
    once, with the appointment.
    """
    at_the_counter = dossier.channel in {Channel.COUNTER, Channel.POST}
    if event.kind not in _TEXTS or (event.kind == Action.SUBMIT and at_the_counter):
        return
    subject, body = notice_text(dossier, Action(event.kind), as_file=_is_file(dossier, event))
    link = voice_link(dossier, now) if event.kind == Action.RETURN else None
    if link is not None:
        with translation.override(dossier.language):
            body = f"{body} {_('Đánh giá phục vụ, không ghi tên:')}"
    _send(dossier, subject, body, now=now, link=link)


def tell_of_charge(dossier: Dossier, charge: Charge, *, now: datetime) -> None:
    """Put what is owed and the link to pay into the outbox."""
    with translation.override(dossier.language):
        subject = _("Hồ sơ %(code)s có khoản phải nộp") % {"code": dossier.code}
        words = {"code": dossier.code, "amount": money_vn(charge.amount), "address": charge.pay_address}
        body = _("Hồ sơ %(code)s phải nộp %(amount)s. Xem căn cứ và nộp tại: %(address)s") % words
    _send(dossier, subject, body, now=now)


def tell_of_recount(dossiers: Iterable[Dossier], *, now: datetime) -> None:
    """Put the new due times into the outbox for whoever can be reached. Rows need no more than `move_due_times.TOLD`.

    A statement or two for thousands.
    """
    reached = (dossier for dossier in dossiers if dossier.contact_email or dossier.contact_phone)
    send_messages((_outgoing(dossier, *notice_text(dossier, Action.RECOUNT)) for dossier in reached), now=now)


def _outgoing(dossier: Dossier, subject: str, body: str) -> Outgoing:
    return Outgoing(
        channel=MessageChannel.EMAIL if dossier.contact_email else MessageChannel.SMS,
        to=dossier.contact_email or dossier.contact_phone,
        subject=subject,
        body=body,
        about=("dossier", str(dossier.pk)),
        unit_id=dossier.receiving_unit_id,
        language=dossier.language,
    )


def _send(dossier: Dossier, subject: str, body: str, *, now: datetime, link: LateLink | None = None) -> None:
    to = dossier.contact_email or dossier.contact_phone
    if not to:
        return
    send_message(
        channel=MessageChannel.EMAIL if dossier.contact_email else MessageChannel.SMS,
        to=to,
        subject=subject,
        body=body,
        about=("dossier", str(dossier.pk)),
        unit_id=dossier.receiving_unit_id,
        now=now,
        language=dossier.language,
        link=link,
    )


def voice_link(dossier: Dossier, now: datetime) -> LateLink | None:
    """Return the late link by which whoever got the result may judge the office; nothing of the dossier is in it.

    None for a unit that does not ask.
    """
    given = {"unit": str(dossier.receiving_unit_id)}
    return (VOICE, given) if offers_late_link(VOICE, given, now) else None


def _is_file(dossier: Dossier, event: DossierEvent) -> bool:
    """Tell whether this turn is about a result that the applicant downloads."""
    if event.kind == Action.RETURN:
        return bool(event.payload.get("is_download"))
    return dossier.result_by == ResultBy.ONLINE and bool(event.payload.get("has_file"))


def notice_text(dossier: Dossier, action: Action, *, as_file: bool = False) -> tuple[str, str]:
    """Return subject and body in the dossier's language; nothing personal but what the code stands for.

    `as_file`: the result is a file to download.
    """
    with translation.override(dossier.language):
        subject, body = _texts_of(dossier, action, as_file=as_file)
        values = {"code": dossier.code, "due": shown_moment(dossier.next_due_at)}
        if action == Action.SUBMIT:  # its words alone may tell who filed
            values["under"] = dossier.helped_under
        if action == Action.HAND_OVER:  # its words alone tell of the step, which takes the procedure's text
            values["step"] = dossier.procedure_version.content.step(dossier.step).citizen_text.here()
        link = _("Tra cứu: %(address)s") % {"address": dossier.look_up_address}
        return str(subject) % values, f"{str(body) % values} {link}"


def _texts_of(dossier: Dossier, action: Action, *, as_file: bool) -> tuple[StrOrPromise, StrOrPromise]:
    if action == Action.SUBMIT and dossier.is_helped:
        return _HELPED
    is_carried = action == Action.DECIDE and dossier.result_by in {ResultBy.HOME, ResultBy.POST}
    return _CARRIED if is_carried and not as_file else (_FILE_TEXTS if as_file else _TEXTS)[action]


def shown_moment(moment: datetime) -> str:
    """Return a moment as people read it: "16:30 18/04/2019"."""
    return moment.astimezone(ZONE).strftime("%H:%M %d/%m/%Y")
