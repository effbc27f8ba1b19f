"""Which figures does the one-stop yield, and what does each of them count?

Nearly everything is counted from the events of dossiers, where and when they happened: an event stays with the unit
that did it when its open work is handed on to another later. Look-ups, and people who came for advice, are counted as
such.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.services.onestop.lateness import Against, in_time, later
from motcua.services.onestop.models import Channel, Outcome
from motcua.services.onestop.states import Action
from motcua.services.registry import Better, Measure, Ratio, Shown

WORKING_MINUTES = "working_minutes"
LOOKED_UP = "looked_up"
ADVISED = "advised"
_FILED, _DECIDED = Q(kind=Action.SUBMIT), Q(kind=Action.DECIDE)
_ANSWERED = Q(kind__in=(Action.ACCEPT, Action.REJECT))
_DOSSIERS = _("hồ sơ")


@dataclass(frozen=True)
class EventMeasure:
    """A measure and the events it counts: a condition on `counting.happened`, which knows the dossier as well."""

    measure: Measure
    counts: Q


def _events(
    code: str, name: StrOrPromise, meaning: StrOrPromise, counts: Q, better: Better, *, unit: StrOrPromise = _DOSSIERS
) -> EventMeasure:
    return EventMeasure(Measure(code, name, unit, meaning, better), counts)


EVENT_MEASURES: tuple[EventMeasure, ...] = (
    _events("filed", _("Hồ sơ nhận được"), _("Số hồ sơ nộp trong kỳ, mọi hình thức."), _FILED, Better.MORE),
    _events(
        "filed_online",
        _("Hồ sơ nộp trực tuyến"),
        _("Số hồ sơ nộp qua mạng trong kỳ."),
        _FILED & Q(dossier__channel=Channel.ONLINE),
        Better.MORE,
    ),
    _events(
        "filed_at_counter",
        _("Hồ sơ nộp trực tiếp"),
        _("Số hồ sơ nộp tại quầy trong kỳ."),
        _FILED & Q(dossier__channel=Channel.COUNTER),
        Better.LESS,
    ),
    _events(
        "filed_by_api",
        _("Hồ sơ nhận qua hệ thống liên thông"),
        _("Số hồ sơ do phần mềm của cơ quan khác chuyển đến trong kỳ."),
        _FILED & Q(dossier__channel=Channel.API),
        Better.MORE,
    ),
    _events(
        "filed_by_post",
        _("Hồ sơ nộp qua bưu chính"),
        _("Số hồ sơ gửi qua bưu chính công ích trong kỳ."),
        _FILED & Q(dossier__channel=Channel.POST),
        Better.MORE,
    ),
    _events(
        "filed_with_help",
        _("Hồ sơ có người nộp thay"),
        _("Số hồ sơ trong kỳ ghi nhận một người nộp thay hoặc giúp nộp."),
        _FILED & ~Q(dossier__helper={}),
        Better.MORE,
    ),
    _events(
        "filed_by_team",
        _("Hồ sơ do tổ tư vấn nộp giúp"),
        _("Số hồ sơ trong kỳ do thành viên tổ tư vấn hoặc tổ công nghệ số cộng đồng nộp giúp công dân."),
        _FILED & Q(dossier__helper__has_key="team"),
        Better.MORE,
    ),
    _events(
        "accepted",
        _("Hồ sơ được tiếp nhận"),
        _("Số hồ sơ được tiếp nhận trong kỳ."),
        Q(kind=Action.ACCEPT),
        Better.MORE,
    ),
    _events(
        "rejected",
        _("Hồ sơ bị từ chối tiếp nhận"),
        _("Số hồ sơ bị từ chối trong kỳ."),
        Q(kind=Action.REJECT),
        Better.LESS,
    ),
    _events(
        "answered",
        _("Hồ sơ đã được trả lời"),
        _("Số hồ sơ được tiếp nhận hoặc từ chối trong kỳ."),
        _ANSWERED,
        Better.MORE,
    ),
    _events(
        "answered_late",
        _("Hồ sơ trả lời chậm"),
        _("Số hồ sơ được tiếp nhận hoặc từ chối trong kỳ, muộn hơn hạn phải trả lời người nộp."),
        _ANSWERED & Q(at__gt=F("dossier__answer_due_at")),
        Better.LESS,
    ),
    _events(
        "supplement_asked",
        _("Lần yêu cầu bổ sung"),
        _("Số lần yêu cầu người nộp bổ sung giấy tờ trong kỳ."),
        Q(kind=Action.REQUEST_SUPPLEMENT),
        Better.LESS,
        unit=_("lần"),
    ),
    _events(
        "supplement_asked_again",
        _("Lần yêu cầu bổ sung thứ hai trở đi"),
        _("Số lần yêu cầu bổ sung trong kỳ đối với hồ sơ đã từng bị yêu cầu bổ sung."),
        Q(kind=Action.REQUEST_SUPPLEMENT, is_repeated=True),
        Better.LESS,
        unit=_("lần"),
    ),
    _events(
        "supplement_received",
        _("Lần nhận bổ sung"),
        _("Số lần người nộp bổ sung giấy tờ trong kỳ."),
        Q(kind=Action.RECEIVE_SUPPLEMENT),
        Better.MORE,
        unit=_("lần"),
    ),
    _events(
        "payment_asked",
        _("Lần yêu cầu nghĩa vụ tài chính"),
        _("Số lần hồ sơ tạm dừng trong kỳ để người nộp thực hiện nghĩa vụ tài chính."),
        Q(kind=Action.REQUEST_PAYMENT),
        Better.LESS,
        unit=_("lần"),
    ),
    _events(
        "apologised",
        _("Lần xin lỗi, hẹn lại"),
        _("Số lần cơ quan xin lỗi người nộp và hẹn lại ngày trả kết quả trong kỳ."),
        Q(kind=Action.APOLOGISE),
        Better.LESS,
        unit=_("lần"),
    ),
    _events("finished", _("Hồ sơ đã giải quyết"), _("Số hồ sơ có kết quả trong kỳ."), _DECIDED, Better.MORE),
    _events(
        "finished_early",
        _("Hồ sơ giải quyết trước hạn"),
        _("Số hồ sơ có kết quả trong kỳ, trước ngày hẹn ít nhất một ngày."),
        _DECIDED & Q(day__lt=F("due_day")),
        Better.MORE,
    ),
    _events(
        "finished_in_time",
        _("Hồ sơ giải quyết đúng hạn"),
        _("Số hồ sơ có kết quả trong kỳ, không muộn hơn giờ đã hẹn; gồm cả hồ sơ trước hạn."),
        _DECIDED & in_time("at", Against.PROMISE, of="dossier__"),
        Better.MORE,
    ),
    _events(
        "finished_late",
        _("Hồ sơ giải quyết quá hạn"),
        _("Số hồ sơ có kết quả trong kỳ, muộn hơn giờ đã hẹn."),
        _DECIDED & later("at", Against.PROMISE, of="dossier__"),
        Better.LESS,
    ),
    _events(
        "finished_late_by_law",
        _("Hồ sơ quá hạn luật định"),
        _("Số hồ sơ có kết quả trong kỳ, muộn hơn thời hạn của pháp luật."),
        _DECIDED & later("at", Against.LAW, of="dossier__"),
        Better.LESS,
    ),
    _events(
        "refused",
        _("Hồ sơ có kết quả không đồng ý"),
        _("Số hồ sơ có kết quả trong kỳ là không đồng ý giải quyết."),
        _DECIDED & Q(dossier__outcome=Outcome.REFUSED),
        Better.LESS,
    ),
    _events(
        "returned",
        _("Hồ sơ đã trả kết quả"),
        _("Số kết quả giao cho người nộp trong kỳ."),
        Q(kind=Action.RETURN),
        Better.MORE,
    ),
    _events(
        "withdrawn", _("Hồ sơ rút"), _("Số hồ sơ người nộp xin rút trong kỳ."), Q(kind=Action.WITHDRAW), Better.LESS
    ),
    _events(
        "stopped",
        _("Hồ sơ dừng giải quyết"),
        _("Số hồ sơ bị dừng giải quyết trong kỳ."),
        Q(kind=Action.STOP),
        Better.LESS,
    ),
)

MEASURES = (
    *(each.measure for each in EVENT_MEASURES),
    Measure(
        WORKING_MINUTES,
        _("Thời gian giải quyết"),
        _("phút làm việc"),
        _(
            "Tổng thời gian làm việc từ khi tiếp nhận đến khi có kết quả, của hồ sơ có kết quả trong kỳ; "
            "không tính lúc tạm dừng."
        ),
        Better.LESS,
    ),
    Measure(
        LOOKED_UP,
        _("Lượt tra cứu hồ sơ"),
        _("lượt"),
        _("Số lượt xem tình trạng hồ sơ bằng mã QR hoặc mã tra cứu trong kỳ."),
        Better.MORE,
    ),
    Measure(
        ADVISED,
        _("Lượt người được tư vấn lưu động"),
        _("lượt"),
        _("Số người đến các buổi tư vấn lưu động trong kỳ, do tổ tư vấn ghi sau mỗi buổi."),
        Better.MORE,
    ),
)

RATIOS = (
    Ratio(
        "in_time_share",
        _("Tỷ lệ giải quyết đúng hạn"),
        _("Hồ sơ giải quyết đúng hạn trên hồ sơ đã giải quyết."),
        Better.MORE,
        of="finished_in_time",
        per="finished",
    ),
    Ratio(
        "early_share",
        _("Tỷ lệ giải quyết trước hạn"),
        _("Hồ sơ giải quyết trước hạn trên hồ sơ đã giải quyết."),
        Better.MORE,
        of="finished_early",
        per="finished",
    ),
    Ratio(
        "online_share",
        _("Tỷ lệ nộp trực tuyến"),
        _("Hồ sơ nộp trực tuyến trên hồ sơ nhận được."),
        Better.MORE,
        of="filed_online",
        per="filed",
    ),
    Ratio(
        "supplement_share",
        _("Yêu cầu bổ sung so với hồ sơ nhận"),
        _("Lần yêu cầu bổ sung trên hồ sơ nhận được."),
        Better.LESS,
        of="supplement_asked",
        per="filed",
    ),
    Ratio(
        "mean_time",
        _("Thời gian giải quyết bình quân"),
        _("Thời gian giải quyết chia cho số hồ sơ đã giải quyết, tính bằng ngày làm việc 8 giờ."),
        Better.LESS,
        of=WORKING_MINUTES,
        per="finished",
        shown=Shown.WORKING_DAYS,
    ),
)
