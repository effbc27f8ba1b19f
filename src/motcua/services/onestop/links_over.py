"""A link that led somewhere once: it was used, or its time is over. What it says then, and what to do instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.ui.filters import moment_vn
from motcua.services.onestop.refusals import DossierRefused

_AT_COUNTER = _("Cần hỏi thêm, gọi hoặc đến bộ phận một cửa, mang theo giấy tiếp nhận.")


class LinkOver(DossierRefused):
    """The link is used or expired; `steps` is what to do now."""

    def __init__(self, code: str, message: StrOrPromise, steps: Sequence[StrOrPromise]) -> None:
        super().__init__(code, message)
        self.steps = tuple(steps)


def no_papers_awaited() -> LinkOver:
    """Nothing is asked for (any more): the papers came, or the dossier went on without them."""
    return LinkOver(
        "no_papers_awaited",
        _("Hồ sơ này hiện không chờ giấy tờ bổ sung: giấy tờ đã nhận đủ, hoặc yêu cầu bổ sung đã hết."),
        [_("Mở trang tra cứu để xem hồ sơ đang ở đâu."), _AT_COUNTER],
    )


def objection_waits() -> LinkOver:
    """Somebody objected already."""
    return LinkOver(
        "objection_waits",
        _("Phản đối về việc nộp giúp hồ sơ này đã được gửi và đang được xác minh. Không cần gửi lại."),
        [_("Mở trang tra cứu để theo dõi."), _AT_COUNTER],
    )


def objection_over() -> LinkOver:
    """The dossier is closed: an objection would hold nothing up."""
    return LinkOver(
        "objection_over",
        _("Hồ sơ này đã kết thúc nên không phản đối việc nộp giúp ở đây được nữa."),
        [_("Nếu không nhờ ai nộp, hãy đến bộ phận một cửa để khiếu nại, mang theo giấy tờ tùy thân.")],
    )


def nobody_helped() -> LinkOver:
    """The applicant filed the dossier without help."""
    return LinkOver(
        "nobody_helped", _("Hồ sơ này không do ai nộp giúp, nên không có gì để phản đối ở đây."), [_AT_COUNTER]
    )


def helper_receipt_over() -> LinkOver:
    """Whoever helped prints the receipt right after filing, and not later."""
    return LinkOver(
        "helper_receipt_over",
        _("Giấy xác nhận chỉ in được trong 30 phút sau khi nộp giúp: sau đó mã tra cứu là của riêng công dân."),
        [_("Công dân mang giấy tờ tùy thân đến bộ phận một cửa để được in lại.")],
    )


def dossier_destroyed(at: datetime) -> LinkOver:
    """What the dossier held came to the end of its term."""
    return LinkOver(
        "dossier_destroyed",
        format_lazy(
            _("Hồ sơ này đã hết thời hạn lưu trữ: giấy tờ và nội dung đã được hủy lúc {moment}."), moment=moment_vn(at)
        ),
        [_("Trang tra cứu vẫn cho biết hồ sơ đã kết thúc thế nào."), _AT_COUNTER],
    )


def result_destroyed(*, office: str, decided: str, at: datetime) -> LinkOver:
    """The copy that a result could be compared with came to the end of its term; the result itself is as good."""
    return LinkOver(
        "result_destroyed",
        format_lazy(
            _(
                "{office} đã cấp một kết quả với mã này ngày {decided}. Bản lưu đã hết thời hạn và được hủy lúc "
                "{moment}, nên không so sánh tệp ở đây được nữa. Điều đó không làm kết quả mất giá trị."
            ),
            office=office,
            decided=decided,
            moment=moment_vn(at),
        ),
        [_("Muốn kiểm tra, hãy hỏi cơ quan đã cấp kết quả: sổ theo dõi hồ sơ vẫn được lưu.")],
    )
