"""What this room refuses, and how it says so."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused

END_REASON_MISSING = _("Chưa ghi vì sao thôi giữ, ví dụ: đã kết luận thanh tra, đã giải quyết xong khiếu nại.")


class NothingToDestroy(Refused):
    """No record of this class has come to its end, or each is held."""

    def __init__(self) -> None:
        super().__init__(
            "nothing_to_destroy", _("Không có hồ sơ nào hết thời hạn lưu giữ, hoặc đều đang được giữ lại.")
        )


class EndsOfItself(Refused):
    """Nobody proposes what the schedule ends every night."""

    def __init__(self) -> None:
        super().__init__(
            "ends_of_itself", _("Loại hồ sơ này hệ thống tự tiêu hủy hằng đêm khi hết thời hạn; không cần đề nghị.")
        )


class ProposalOpen(Refused):
    """One proposal at a time for a class and unit."""

    def __init__(self) -> None:
        super().__init__(
            "proposal_open", _("Đã có một đề nghị tiêu hủy loại hồ sơ này đang chờ. Hãy xử lý xong đề nghị đó.")
        )


class OneselfProposed(Refused):
    """Whoever proposed does not decide."""

    def __init__(self) -> None:
        super().__init__("oneself_proposed", _("Người đề nghị không tự duyệt: hãy để một lãnh đạo khác duyệt."))


class NotOpen(Refused):
    """The proposal was decided already."""

    def __init__(self) -> None:
        super().__init__("not_open", _("Đề nghị này đã được quyết định. Hãy tải lại trang để xem."))


class NoteMissing(Refused):
    """A refusal says why."""

    def __init__(self) -> None:
        super().__init__("note_missing", _("Chưa ghi lý do không duyệt."))


class HoldRefused(Refused):
    """A hold lacks a reason, or a day that is still to come."""
