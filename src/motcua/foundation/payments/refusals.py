"""What this room refuses, and how it says so."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused, StrOrPromise


class PaymentRefused(Refused):
    """A rule about money says no; the code names the rule."""


class FeeRefused(PaymentRefused):
    """A fee cannot be computed from what was given."""


class BookFull(PaymentRefused):
    """The unit has no receipt book with a free number."""

    def __init__(self) -> None:
        super().__init__(
            "no_receipt_book",
            _(
                "Đơn vị chưa có quyển biên lai còn số. Chưa thu tiền: hãy nhờ quản trị viên mở quyển mới ở mục "
                "Thiết lập thu."
            ),
        )


class NotPayable(PaymentRefused):
    """The charge takes no money: it is paid, cancelled or waived, as `why` says."""

    def __init__(self, why: StrOrPromise) -> None:
        super().__init__("not_payable", format_lazy("{why} {so}", why=why, so=_("Chưa thu gì: hãy tải lại trang.")))


class LinkExpired(PaymentRefused):
    """The link to pay is older than it may be."""

    def __init__(self) -> None:
        super().__init__(
            "link_expired",
            _("Liên kết nộp tiền này đã hết hạn. Hãy hỏi bộ phận một cửa để nhận liên kết mới."),
        )


class DayClosed(PaymentRefused):
    """The day has been reconciled and closed; what it holds stays."""

    def __init__(self) -> None:
        super().__init__(
            "day_closed", _("Ngày này đã đối chiếu và khóa. Không sửa được nữa: ghi bổ sung vào ngày sau.")
        )


class StatementRefused(PaymentRefused):
    """A bank statement cannot be taken; the faults name row, column and reason."""

    def __init__(self, code: str, faults: tuple[str, ...]) -> None:
        super().__init__(code, format_lazy("{faults}", faults=" ".join(faults)))
        self.faults = faults


class GatewayRefused(PaymentRefused):
    """The gateway said no to a request, or answered with something that cannot be trusted."""


class GatewaySilent(PaymentRefused):
    """The gateway did not answer: what became of the request is not known yet."""

    def __init__(self) -> None:
        super().__init__(
            "gateway_silent",
            _("Cổng thanh toán chưa trả lời nên chưa biết kết quả. Đã giữ yêu cầu: hệ thống sẽ tự hỏi lại."),
        )
