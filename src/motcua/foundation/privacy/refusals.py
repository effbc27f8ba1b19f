"""What this room refuses, and how it says so."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused


class ReasonMissing(Refused):
    """What is masked is not shown without a reason."""

    def __init__(self) -> None:
        super().__init__("reason_missing", _("Chưa ghi lý do. Hãy ghi việc đang làm cần xem đầy đủ thông tin này."))


class PersonUnknown(Refused):
    """Nobody with this number is recorded, so there is nothing to hand over."""

    def __init__(self) -> None:
        super().__init__(
            "person_unknown",
            _(
                "Hệ thống không có dữ liệu nào của người mang số giấy tờ này. Hãy kiểm tra lại số; nếu đúng, trả lời "
                "người yêu cầu bằng văn bản là cơ quan không lưu dữ liệu của họ."
            ),
        )


class TooManyUnproved(Refused):
    """Whoever knows a number cannot bury the office, or its owner, under requests."""

    def __init__(self) -> None:
        super().__init__(
            "too_many_unproved",
            _(
                "Đang có nhiều yêu cầu chờ trả lời về số giấy tờ này. Hãy đợi trả lời, hoặc mang giấy tờ tùy thân đến "
                "bộ phận một cửa để yêu cầu."
            ),
        )


class AlreadyAnswered(Refused):
    """A request is answered once."""

    def __init__(self) -> None:
        super().__init__("already_answered", _("Yêu cầu này đã được trả lời. Nếu cần, hãy lập yêu cầu mới."))


class AnswerMissing(Refused):
    """An answer has words."""

    def __init__(self) -> None:
        super().__init__("answer_missing", _("Chưa ghi nội dung trả lời. Hãy ghi đã làm gì, hoặc vì sao không làm."))


class NotToBeDownloaded(Refused):
    """The export was taken already, its term is over, or it was never granted."""

    def __init__(self) -> None:
        super().__init__(
            "not_to_be_downloaded",
            _(
                "Bản dữ liệu này đã được tải hoặc đã hết hạn tải. Hãy gửi yêu cầu mới; yêu cầu được trả lời như lần "
                "đầu."
            ),
        )


class WrongOwnNumber(Refused):
    """The number is not that of the person who asked."""

    def __init__(self) -> None:
        super().__init__(
            "wrong_number",
            _("Số này không khớp với người đã gửi yêu cầu. Hãy kiểm tra và nhập lại số giấy tờ tùy thân."),
        )


class TooManyWrongNumbers(Refused):
    """The code no longer opens anything."""

    def __init__(self) -> None:
        super().__init__(
            "too_many_wrong_numbers",
            _(
                "Mã này đã bị khóa vì nhập sai số quá nhiều lần. Hãy đến bộ phận một cửa cùng giấy tờ tùy thân để xin "
                "mã mới."
            ),
        )
