"""What this room refuses, and how it says so."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused, StrOrPromise

if TYPE_CHECKING:
    from motcua.services.onestop.models import DossierEvent


class DossierRefused(Refused):
    """A rule about dossiers, drafts or procedures says no; the code names the rule."""


class NotNow(DossierRefused):
    """The state of the dossier does not allow the act."""

    def __init__(self, message: StrOrPromise = "") -> None:
        super().__init__(
            "not_now",
            message or _("Ở trạng thái hiện tại của hồ sơ không thực hiện được việc này. Hãy tải lại trang để xem."),
        )


class Conflict(DossierRefused):
    """Somebody else changed the dossier since the page was read; `events` is what happened meanwhile."""

    def __init__(self, events: Sequence["DossierEvent"]) -> None:
        super().__init__(
            "changed_meanwhile",
            _("Hồ sơ vừa được người khác xử lý. Chưa ghi gì cả: hãy xem thay đổi bên dưới rồi làm lại nếu còn cần."),
        )
        self.events = tuple(events)


class KeyReused(DossierRefused):
    """A program sent another body under a key it had used."""

    def __init__(self) -> None:
        super().__init__(
            "idempotency_key_reused",
            _("Khóa Idempotency-Key này đã dùng cho một nội dung khác. Chưa ghi gì cả: hãy gửi với khóa mới."),
        )


class DraftExpired(DossierRefused):
    """The draft was kept as long as promised and is gone for the public."""

    def __init__(self) -> None:
        super().__init__("draft_expired", _("Bản nháp này đã hết hạn lưu. Hãy bắt đầu lại từ trang thủ tục."))


class ProcedureClosed(DossierRefused):
    """The unit does not receive dossiers of this procedure now; `reason` is what it told the public."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(
            "procedure_closed",
            _("Đơn vị này hiện không tiếp nhận hồ sơ của thủ tục này. Hãy chọn đơn vị khác hoặc đến bộ phận một cửa."),
        )
        self.reason = reason


class ServiceNotLive(DossierRefused):
    """The unit has not adopted the one-stop service on the platform."""

    def __init__(self) -> None:
        super().__init__(
            "service_not_live",
            _("Đơn vị này chưa dùng dịch vụ một cửa trên hệ thống. Hãy chọn đơn vị khác hoặc đến trực tiếp đơn vị."),
        )


class UnitStopped(DossierRefused):
    """The unit of a draft has stopped the one-stop meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "unit_stopped",
            _(
                "Đơn vị nhận hồ sơ này đã ngừng nhận hồ sơ trên hệ thống. Bản nháp được giữ đến hết hạn lưu nhưng "
                "không nộp tại đây được nữa: hãy đến trực tiếp đơn vị, hoặc bắt đầu lại và chọn nơi nhận khác."
            ),
        )


class PapersMissing(DossierRefused):
    """Required papers are not there; `papers` are their titles in the active language."""

    def __init__(self, papers: Sequence[str]) -> None:
        super().__init__("papers_missing", _("Còn thiếu giấy tờ bắt buộc. Hãy bổ sung các giấy tờ được nêu."))
        self.papers = tuple(papers)


class HeldByColleague(DossierRefused):
    """A colleague is working on the dossier."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "held_by_colleague",
            format_lazy(_("Hồ sơ đang do {name} xử lý. Hãy bấm Nhận xử lý trước nếu cần làm thay."), name=name),
        )


class NeedMissing(DossierRefused):
    """Something the act cannot be done without was not given; the code says what."""


class ResultUnpaid(DossierRefused):
    """The result of this procedure is handed out once its fee is paid, and it is not."""

    def __init__(self) -> None:
        super().__init__("unpaid", _("Hồ sơ còn phí, lệ phí chưa nộp. Kết quả tải được sau khi nộp xong."))


class PaperRefused(DossierRefused):
    """One of several files was not taken; `paper_key` says which paper, the sentence why."""

    def __init__(self, paper_key: str, refusal: Refused) -> None:
        super().__init__(refusal.code, refusal.message)
        self.paper_key = paper_key


class TooManyAttempts(DossierRefused):
    """A visitor tried too many codes that do not exist."""

    def __init__(self) -> None:
        super().__init__(
            "too_many_attempts",
            _(
                "Không tìm thấy hồ sơ nào với mã này, và đã có quá nhiều mã sai từ mạng đang dùng. Xem lại mã: mã đúng "
                "vẫn được trả lời ngay. Nếu không được, hãy chờ ít phút hoặc gọi bộ phận một cửa."
            ),
        )


class TooManyComparisons(DossierRefused):
    """Too many files or names were compared with results, or another file is being looked at."""

    def __init__(self) -> None:
        super().__init__(
            "too_many_comparisons",
            _(
                "Đã có quá nhiều lần so sánh trong thời gian ngắn, hoặc đang kiểm tra một tệp khác. Hãy chờ ít phút "
                "rồi thử lại, hoặc hỏi cơ quan đã cấp kết quả."
            ),
        )


class WrongNumberGiven(DossierRefused):
    """What was typed to prove who one is is not the applicant's."""

    def __init__(self) -> None:
        super().__init__(
            "not_the_applicant",
            _("Số này không phải số đã khai trong hồ sơ. Hãy xem lại từng chữ số rồi nhập lại."),
        )


class TooManyGuesses(DossierRefused):
    """The applicant's number was guessed wrong too often."""

    def __init__(self) -> None:
        super().__init__(
            "too_many_guesses",
            _(
                "Đã nhập sai quá nhiều lần nên phần này tạm khóa trong một giờ. Hồ sơ vẫn được giải quyết; nếu cần "
                "ngay, mang giấy tờ tùy thân đến bộ phận một cửa."
            ),
        )
