"""What a contest refuses, and how it says so: what happened, what was kept, what to do."""

from collections.abc import Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused, StrOrPromise


class ContestRefused(Refused):
    """A rule of the contest says no; the code names the rule."""


class NotNow(ContestRefused):
    """The contest is at another stage."""

    def __init__(self, message: StrOrPromise = "") -> None:
        super().__init__(
            "not_now",
            message or _("Hội thi đang ở giai đoạn khác nên không làm được việc này. Hãy tải lại trang để xem."),
        )


class SheetTakenAway(ContestRefused):
    """A link to a sheet that its judge has no more."""

    steps = (
        _("Mở trang hội thi để xem những phiếu còn được giao cho anh/chị."),
        _("Nếu cho rằng có nhầm lẫn, báo ban tổ chức hội thi."),
    )

    def __init__(self) -> None:
        super().__init__(
            "sheet_taken_away",
            _("Phiếu chấm này đã được rút lại: anh/chị không chấm bài này nữa. Điểm đã cho không được tính."),
        )


class Conflict(ContestRefused):
    """Somebody else changed the same thing since the page was read."""

    def __init__(self) -> None:
        super().__init__(
            "changed_meanwhile",
            _("Người khác vừa sửa nội dung này. Chưa ghi gì cả: hãy mở lại trang, xem thay đổi rồi làm lại nếu cần."),
        )


class Incomplete(ContestRefused):
    """Something is missing before the next stage."""

    def __init__(self, message: StrOrPromise) -> None:
        super().__init__("incomplete", message)


class NotEligible(ContestRefused):
    """An entry may not take part; `reasons` say why."""

    def __init__(self, reasons: Sequence[StrOrPromise]) -> None:
        super().__init__("not_eligible", " ".join(str(reason) for reason in reasons))


class InterestConflict(ContestRefused):
    """Somebody would judge an entry they are bound to."""

    def __init__(self) -> None:
        super().__init__(
            "conflict_of_interest",
            _("Người này có quan hệ với bài dự thi nên không được chấm. Chưa đổi gì: hãy phân công người khác."),
        )


class BarredJudge(ContestRefused):
    """A judge may no longer score this entry."""

    def __init__(self) -> None:
        super().__init__(
            "barred_judge", _("Anh/chị không còn được phân công chấm bài này. Điểm vừa nhập không được ghi.")
        )


class RoundClosed(ContestRefused):
    """Scores are not taken now."""

    def __init__(self) -> None:
        super().__init__(
            "round_closed",
            _("Vòng thi chưa mở hoặc đã đóng nên không nhận điểm. Điểm đã gửi trước đó được giữ nguyên."),
        )


class Unsealed(ContestRefused):
    """Every sheet is in and may be read; none may change any more."""

    def __init__(self) -> None:
        super().__init__(
            "unsealed", _("Mọi phiếu đã gửi và điểm đã mở nên không sửa được nữa. Điểm cũ được giữ nguyên.")
        )


class ScoreOutOfRange(ContestRefused):
    """A score lies outside the scale; nothing of the sheet is stored."""

    def __init__(self, criterion: str, scale: str) -> None:
        super().__init__(
            "out_of_range",
            format_lazy(
                _("Điểm của tiêu chí “{criterion}” phải từ 0 đến {scale}. Chưa ghi gì: hãy sửa rồi gửi lại."),
                criterion=criterion,
                scale=scale,
            ),
        )


class OpenTie(ContestRefused):
    """No tie rule decides who goes through or wins: lots must be drawn."""

    def __init__(self) -> None:
        super().__init__(
            "open_tie",
            _("Có bài bằng điểm ngay ở ranh giới, các quy tắc không phân định được. Hãy bốc thăm và ghi lại."),
        )
