"""Why could a file not be signed?"""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused


class SealUnavailable(Refused):
    """The key, the token or the time-stamping server does not answer; `reason` is for the log of the operator."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            "seal_unavailable",
            _(
                "Chưa ký số được tệp kết quả: thiết bị hoặc dịch vụ ký số không trả lời. Chưa ghi gì cả: hãy thử lại "
                "sau ít phút; nếu vẫn không được, báo quản trị viên."
            ),
        )
        self.reason = reason
