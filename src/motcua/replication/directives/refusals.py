"""What this room refuses, and how it says so."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused, StrOrPromise

if TYPE_CHECKING:
    from motcua.replication.directives.models import DirectiveChange

_LETTERS: dict[str, StrOrPromise] = {
    "empty": _("Tệp không có nội dung. Chưa lưu gì: hãy chọn đúng tệp công văn rồi gửi lại."),
    "scanned": _(
        "Tệp PDF này là ảnh quét, không có chữ để đọc. Chưa lưu gì: hãy gửi bản Word, bản PDF xuất từ máy tính, "
        "hoặc dán nội dung công văn vào ô bên dưới."
    ),
    "encrypted": _("Tệp được khóa bằng mật khẩu nên không đọc được. Chưa lưu gì: hãy bỏ mật khẩu rồi gửi lại."),
    "broken": _("Tệp bị hỏng nên không đọc được. Chưa lưu gì: hãy mở thử tệp, lưu lại rồi gửi."),
    "not_text": _("Chỉ đọc được tệp văn bản (.txt), Word (.docx) và PDF có chữ. Chưa lưu gì: hãy lưu lại rồi gửi."),
    "not_a_letter": _(
        "Nội dung này không giống một văn bản hành chính: không thấy quốc hiệu, số ký hiệu, ngày ban hành "
        "hay nơi nhận. Chưa lưu gì: hãy kiểm tra lại tệp."
    ),
    "no_number": _("Chưa đọc được số, ký hiệu của văn bản. Chưa lưu gì: hãy ghi số vào ô bên dưới rồi gửi lại."),
    "no_day": _("Chưa đọc được ngày ban hành. Chưa lưu gì: hãy ghi ngày vào ô bên dưới rồi gửi lại."),
    "no_issuer": _(
        "Chưa nhận ra cơ quan ban hành trong danh mục đơn vị. Chưa lưu gì: hãy chọn cơ quan ở ô bên dưới rồi gửi lại."
    ),
    "known": _("Văn bản cùng số, cùng ngày của cơ quan này đã có trên hệ thống. Chưa lưu gì: hãy mở văn bản đó."),
}


class DirectiveRefused(Refused):
    """A rule about directives says no; the code names the rule, or the field that is wrong."""


class LetterRefused(DirectiveRefused):
    """A file is not taken as a directive; `code` is one of `_LETTERS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code, _LETTERS[code])


class AlreadyConfirmed(DirectiveRefused):
    """What a person confirmed is not changed any more."""

    def __init__(self) -> None:
        super().__init__(
            "confirmed", _("Văn bản đã được xác nhận nên không sửa được nữa. Hãy tải lại trang để xem bản hiện tại.")
        )


class Conflict(DirectiveRefused):
    """Somebody else changed the directive since the page was read; `changes` is what they did."""

    def __init__(self, changes: Sequence["DirectiveChange"]) -> None:
        super().__init__(
            "changed_meanwhile",
            _("Văn bản vừa được người khác sửa. Chưa ghi gì cả: hãy xem thay đổi rồi sửa lại nếu còn cần."),
        )
        self.changes = tuple(changes)
