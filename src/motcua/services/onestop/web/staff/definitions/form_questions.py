"""The questions of the editor about the form that people fill in: sections, questions, columns of a list."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.forms.definition import Kind as FieldKind
from motcua.services.onestop.web.staff.definitions.asks import Ask, Kind, both
from motcua.services.onestop.web.staff.definitions.questions import KEY, questions_of

FIELD_KINDS: tuple[tuple[str, StrOrPromise], ...] = (
    (FieldKind.TEXT, _("chữ, một dòng")),
    (FieldKind.LONG_TEXT, _("chữ, nhiều dòng")),
    (FieldKind.NUMBER, _("số nguyên")),
    (FieldKind.DECIMAL, _("số thập phân")),
    (FieldKind.MONEY, _("số tiền")),
    (FieldKind.AREA, _("diện tích")),
    (FieldKind.DATE, _("ngày tháng năm")),
    (FieldKind.PARTIAL_DATE, _("ngày, có thể thiếu")),
    (FieldKind.TIME, _("giờ")),
    (FieldKind.DATETIME, _("ngày giờ")),
    (FieldKind.YES_NO, _("có hoặc không")),
    (FieldKind.CHOICE, _("chọn một")),
    (FieldKind.CHOICES, _("chọn nhiều")),
    (FieldKind.CCCD, _("số định danh cá nhân")),
    (FieldKind.CMND, _("số chứng minh nhân dân")),
    (FieldKind.PASSPORT, _("số hộ chiếu")),
    (FieldKind.TAX_CODE, _("mã số thuế")),
    (FieldKind.PHONE, _("điện thoại")),
    (FieldKind.EMAIL, _("thư điện tử")),
    (FieldKind.PERSON_NAME, _("họ tên")),
    (FieldKind.SEX, _("giới tính")),
    (FieldKind.ETHNICITY, _("dân tộc")),
    (FieldKind.NATIONALITY, _("quốc tịch")),
    (FieldKind.ADDRESS, _("địa chỉ")),
    (FieldKind.PARCEL, _("thửa đất")),
    (FieldKind.DOCUMENT_NUMBER, _("số văn bản")),
    (FieldKind.VEHICLE_PLATE, _("biển số xe")),
    (FieldKind.LIST, _("danh sách nhiều dòng")),
    (FieldKind.STATEMENT, _("lời cam đoan")),
    (FieldKind.NOTE, _("ghi chú, không hỏi")),
)
SECTION = (KEY, *both(("title",), _("Tên phần"), needed=True), *both(("hint",), _("Gợi ý"), Kind.LONG))
BOUNDS = (
    Ask(("min",), _("Nhỏ nhất"), Kind.DECIMAL),
    Ask(("max",), _("Lớn nhất"), Kind.DECIMAL),
    *both(("unit",), _("Đơn vị của con số"), hint=_("Ví dụ: trang, m².")),
    Ask(("min_length",), _("Số ký tự ít nhất"), Kind.NUMBER),
    Ask(("max_length",), _("Số ký tự nhiều nhất"), Kind.NUMBER),
    Ask(("not_before",), _("Không trước ngày"), hint=_("Ghi today (hôm nay) hoặc năm-tháng-ngày."), longest=10),
    Ask(("not_after",), _("Không sau ngày"), hint=_("Ghi today (hôm nay) hoặc năm-tháng-ngày."), longest=10),
)
FIELD = (
    KEY,
    Ask(("type",), _("Kiểu câu hỏi"), Kind.CHOICE, choices=lambda _raw: FIELD_KINDS, needed=True),
    *both(("label",), _("Câu hỏi"), needed=True),
    *both(("hint",), _("Gợi ý")),
    *both(("body",), _("Nội dung lời cam đoan, ghi chú"), Kind.LONG),
    Ask(("required",), _("Bắt buộc"), Kind.YES, default=True),
    Ask(("options",), _("Phương án"), Kind.OPTIONS, hint=_("Mỗi dòng: khóa | tiếng Việt | tiếng Anh.")),
    *BOUNDS,
    Ask(("searchable",), _("Tìm được theo câu trả lời này"), Kind.YES, default=False),
)
# what only a list, only an identity number is asked for
ROWS = (
    Ask(("min_rows",), _("Số dòng ít nhất"), Kind.NUMBER, default=0),
    Ask(("max_rows",), _("Số dòng nhiều nhất"), Kind.NUMBER, default=20),
    *both(("row_name",), _("Tên một dòng"), hint=_("Ví dụ: Thành viên.")),
)
COMPARED = (
    Ask(("sex_field",), _("Đối chiếu giới tính với câu hỏi"), Kind.CHOICE, choices=questions_of),
    Ask(("birth_field",), _("Đối chiếu ngày sinh với câu hỏi"), Kind.CHOICE, choices=questions_of),
)
COLUMN = (
    KEY,
    Ask(
        ("type",),
        _("Kiểu câu hỏi"),
        Kind.CHOICE,
        choices=lambda _raw: [pair for pair in FIELD_KINDS if pair[0] not in {FieldKind.LIST, FieldKind.NOTE}],
        needed=True,
    ),
    *(ask for ask in FIELD if ask.path[0] not in {"key", "type", "searchable"}),
)
APPLICANT = tuple(
    Ask(("applicant_fields", name), label, Kind.CHOICE, choices=questions_of, default=name)
    for name, label in (
        ("full_name", _("Họ tên người nộp lấy từ câu hỏi")),
        ("identity_number", _("Số giấy tờ lấy từ câu hỏi")),
        ("birth_date", _("Ngày sinh lấy từ câu hỏi")),
        ("sex", _("Giới tính lấy từ câu hỏi")),
        ("phone", _("Điện thoại lấy từ câu hỏi")),
        ("email", _("Thư điện tử lấy từ câu hỏi")),
        ("address", _("Địa chỉ lấy từ câu hỏi")),
    )
)


def field_asks(item: Mapping[str, object]) -> tuple[Ask, ...]:
    """Return the questions about a question: those of every kind, and those of its own or of which it has answers."""
    own = {FieldKind.LIST: ROWS, FieldKind.CCCD: COMPARED}
    more = (asks for kind, asks in own.items() if item.get("type") == kind or any(ask.path[0] in item for ask in asks))
    return (*FIELD, *(ask for asks in more for ask in asks))
