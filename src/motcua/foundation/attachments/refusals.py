"""Why is a file not taken? Each reason has a code and a sentence: what happened, what was kept, what to do."""

from collections.abc import Mapping

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused

_WHAT: dict[str, Promise] = {
    "empty": _("Tệp “%(name)s” không có nội dung (0 byte) nên chưa được nhận."),
    "too_big": _("Tệp “%(name)s” lớn hơn mức cho phép là %(size)s MB nên chưa được nhận."),
    "type_not_allowed": _("Tệp “%(name)s” không thuộc loại được nhận."),
    "svg": _("Tệp “%(name)s” là ảnh SVG, loại có thể chứa mã chạy được, nên chưa được nhận."),
    "html": _("Tệp “%(name)s” là trang web (HTML), không phải ảnh hay văn bản, nên chưa được nhận."),
    "mislabelled": _("Tệp “%(name)s” có phần mở rộng không đúng với nội dung bên trong nên chưa được nhận."),
    "polyglot": _("Tệp “%(name)s” chứa một tệp khác ẩn bên trong nên chưa được nhận."),
    "encrypted_pdf": _("Tệp “%(name)s” được khóa bằng mật khẩu nên chúng tôi không đọc được."),
    "broken_pdf": _("Tệp PDF “%(name)s” bị hỏng hoặc thiếu phần cuối nên không đọc được."),
    "signed_active_pdf": _(
        "Tệp PDF “%(name)s” vừa có chữ ký số vừa có mã chạy được hoặc tệp đính kèm; bỏ chúng sẽ làm hỏng chữ ký nên "
        "tệp chưa được nhận."
    ),
    "too_many_pages": _("Tệp “%(name)s” có nhiều hơn %(pages)s trang nên chưa được nhận."),
    "unpacks_too_big": _("Tệp “%(name)s” khi mở ra lớn bất thường nên chưa được nhận."),
    "too_many_pixels": _("Ảnh “%(name)s” lớn hơn %(megapixels)s triệu điểm ảnh nên chưa được nhận."),
    "broken_image": _("Ảnh “%(name)s” bị hỏng hoặc thiếu phần cuối nên không mở được."),
    "encrypted_office": _("Tệp “%(name)s” được đặt mật khẩu nên chúng tôi không đọc được."),
    "old_office": _("Tệp “%(name)s” là định dạng Office cũ (.doc, .xls), có thể chứa macro, nên chưa được nhận."),
    "office_macros": _("Tệp “%(name)s” có macro hoặc đối tượng chạy được bên trong nên chưa được nhận."),
    "office_external": _("Tệp “%(name)s” tự tải nội dung từ nơi khác khi mở nên chưa được nhận."),
    "broken_office": _("Tệp “%(name)s” bị hỏng hoặc không phải là tệp Word, Excel."),
    "name_path": _("Tên tệp “%(name)s” được gửi kèm đường dẫn thư mục nên tệp chưa được nhận."),
    "name_control": _("Tên tệp “%(name)s” được gửi kèm ký tự điều khiển không nhìn thấy nên tệp chưa được nhận."),
    "name_direction": _(
        "Tên tệp “%(name)s” được gửi kèm ký tự đảo chiều chữ, có thể che phần mở rộng thật, nên tệp chưa được nhận."
    ),
    "name_device": _("Tên tệp “%(name)s” trùng với tên dành riêng cho thiết bị (CON, NUL, COM1…) nên chưa được nhận."),
    "too_complex": _("Tệp “%(name)s” quá phức tạp, không kiểm tra được trong thời gian cho phép, nên chưa được nhận."),
}
_KEPT = _("Các nội dung đã khai và các tệp đã nhận trước đó vẫn được giữ nguyên.")
_RENAME = _("Hãy đổi tên tệp, chỉ dùng chữ, số và dấu gạch, rồi gửi lại.")
_DO: dict[str, Promise] = {
    "empty": _("Hãy mở thử tệp trên máy rồi chọn lại."),
    "too_big": _("Hãy chụp hoặc quét lại ở độ phân giải thấp hơn, hoặc chia thành nhiều tệp."),
    "type_not_allowed": _("Hãy gửi tệp PDF, ảnh (JPG, PNG, WebP, HEIC, TIFF), Word (.docx) hoặc Excel (.xlsx)."),
    "svg": _("Hãy lưu ảnh thành JPG, PNG hoặc PDF rồi gửi lại."),
    "html": _("Hãy in trang đó ra PDF rồi gửi lại."),
    "mislabelled": _("Hãy gửi tệp gốc, không đổi phần mở rộng, hoặc lưu lại thành PDF."),
    "polyglot": _("Hãy chụp, quét hoặc xuất lại giấy tờ thành một tệp mới."),
    "encrypted_pdf": _("Hãy bỏ mật khẩu (mở tệp, in ra PDF) rồi gửi lại."),
    "broken_pdf": _("Hãy mở thử tệp trên máy, xuất lại thành PDF rồi gửi lại."),
    "signed_active_pdf": _(
        "Hãy xin nơi phát hành bản PDF ký số không kèm mã hay tệp khác, hoặc nộp bản giấy tại quầy."
    ),
    "too_many_pages": _("Hãy chia tài liệu thành nhiều tệp."),
    "unpacks_too_big": _("Hãy quét hoặc xuất lại giấy tờ thành một tệp PDF mới."),
    "too_many_pixels": _("Hãy chụp lại ở độ phân giải thấp hơn."),
    "broken_image": _("Hãy mở thử ảnh trên máy, chụp lại nếu cần, rồi gửi lại."),
    "encrypted_office": _("Hãy bỏ mật khẩu hoặc lưu thành PDF rồi gửi lại."),
    "old_office": _("Hãy lưu lại thành PDF, .docx hoặc .xlsx rồi gửi lại."),
    "office_macros": _("Hãy lưu thành PDF, hoặc .docx, .xlsx không có macro, rồi gửi lại."),
    "office_external": _("Hãy lưu thành PDF rồi gửi lại."),
    "broken_office": _("Hãy mở thử tệp trên máy, lưu thành PDF rồi gửi lại."),
    "name_path": _RENAME,
    "name_control": _RENAME,
    "name_direction": _RENAME,
    "name_device": _RENAME,
    "too_complex": _("Hãy in ra PDF hoặc chụp ảnh từng trang rồi gửi lại."),
}
CODES = frozenset(_WHAT)


class FileRefused(Refused):
    """An upload is not taken; `code` is one of `CODES` and the sentence is for the person who sent it."""

    def __init__(self, code: str, facts: Mapping[str, str | int]) -> None:
        super().__init__(code, _sentence(code, facts))


class FileNotReadable(Refused):
    """The content of a file may not be read: it waits for the virus scan, or the scan found something."""

    def __init__(self, state: str) -> None:
        super().__init__(f"file_{state}", _NOT_READABLE[state])


_NOT_READABLE = {
    "quarantined": _("Tệp đang được kiểm tra vi-rút. Tệp đã được lưu; hãy mở lại sau ít phút."),
    "infected": _("Tệp có mã độc nên không mở được. Hồ sơ vẫn được giữ; hãy đề nghị người nộp gửi lại giấy tờ này."),
    "refused": _("Không kiểm tra được vi-rút của tệp nên không mở được. Hãy đề nghị người nộp gửi lại giấy tờ này."),
}


def _fill(code: str, facts: Mapping[str, str | int]) -> str:
    return " ".join((str(_WHAT[code]) % facts, str(_KEPT), str(_DO[code])))


_sentence = lazy(_fill, str)
