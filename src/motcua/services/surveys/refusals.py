"""What this room refuses, and how it says so."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused

TOO_FEW = "voice_too_few"


class VoiceRefused(Refused):
    """The link cannot be answered (any more); the code says why."""


def used() -> VoiceRefused:
    """The link has been answered."""
    return VoiceRefused(
        "voice_used", _("Đường dẫn này đã được dùng để đánh giá. Cảm ơn ông/bà; không cần làm gì thêm.")
    )


def expired() -> VoiceRefused:
    """The link is too old."""
    return VoiceRefused(
        "voice_expired",
        _("Đường dẫn đánh giá đã hết hạn. Nếu có điều cần nói về một hồ sơ, hãy dùng mục khiếu nại ở trang tra cứu."),
    )


def too_few(until: date) -> VoiceRefused:
    """So few were asked that an answer could be told to be somebody's; the link stays good until the day `until`."""
    return VoiceRefused(
        TOO_FEW,
        _(
            "Trong quý này còn ít người nhận được lời mời đánh giá của đơn vị, nên ý kiến gửi bây giờ có thể bị đoán "
            "ra là của ai. Đường dẫn chưa bị dùng: hãy mở lại sau vài ngày, chậm nhất ngày %(day)s."
        )
        % {"day": f"{until:%d/%m/%Y}"},
    )


def stopped() -> VoiceRefused:
    """The unit has stopped asking."""
    return VoiceRefused(
        "voice_stopped",
        _(
            "Đơn vị đã dừng lấy ý kiến đánh giá nên không nhận thêm. Nếu có điều cần nói về một hồ sơ, hãy dùng mục "
            "khiếu nại ở trang tra cứu."
        ),
    )
