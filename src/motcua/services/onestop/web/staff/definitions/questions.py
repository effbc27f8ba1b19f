"""The questions of the editor: one list for each kind of item of a definition; those of the form: `form_questions`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from motcua.foundation.attachments.kinds import FORMATS
from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.registers.models import BookDefinition
from motcua.foundation.units.models import Level, Role
from motcua.foundation.worktime.rules import TimeUnit
from motcua.services.onestop.definition import RECEIVING
from motcua.services.onestop.designing import words
from motcua.services.onestop.designing.check_steps import WORKING
from motcua.services.onestop.designing.sketch import Raw, mappings, text_here
from motcua.services.onestop.designing.sketch import words as text_of
from motcua.services.onestop.fields import FIELDS
from motcua.services.onestop.procedure_acts import FIXED
from motcua.services.onestop.states import Action
from motcua.services.onestop.web.staff.definitions.asks import Ask, Choices, Kind, both

KEPT_BY_THE_OFFICE = ("dossiers", "outgoing")  # books of every dossier and letter
TIMES: tuple[tuple[str, StrOrPromise], ...] = (
    (TimeUnit.WORKING_DAY, _("ngày làm việc")),
    (TimeUnit.WORKING_HOUR, _("giờ làm việc")),
    (TimeUnit.CALENDAR_DAY, _("ngày")),
    (TimeUnit.SAME_DAY, _("trong ngày")),
)


def _of(values: object) -> Choices:
    return tuple(values.items()) if isinstance(values, dict) else ()


def _steps(raw: Raw) -> Choices:
    return [(key, title) for key, title in named(raw.get("steps"), "title") if key]


def _books() -> Choices:
    """Return the books in which a result can get its number: not those of dossiers and of letters."""
    titles = BookDefinition.objects.exclude(code__in=KEPT_BY_THE_OFFICE).values_list("code", "title", "title_en")
    is_english = (get_language() or "").startswith("en")
    return sorted({code: english if is_english else title for code, title, english in titles}.items())


def questions_of(raw: Raw) -> Choices:
    """Yield the questions of the whole form by key, with their labels."""
    form = raw.get("form")
    for section in mappings(form.get("sections") if isinstance(form, dict) else None):
        yield from ((key, label) for key, label in named(section.get("fields"), "label") if key)


def named(items: object, name: str) -> Iterator[tuple[str, str]]:
    """Yield the key of each item with its text `name`, or the key again."""
    for item in mappings(items):
        key = text_of(item.get("key"))
        yield key, text_here(item.get(name)) or key


SOURCE = (
    Ask(("source", "document"), _("Văn bản quy định"), longest=200, needed=True),
    Ask(("source", "article"), _("Điều, khoản"), longest=200),
    Ask(("verified",), _("Đã đối chiếu với văn bản gốc"), Kind.YES),
)
AMOUNT = (
    Ask(("amount",), _("Số"), Kind.NUMBER, needed=True),
    Ask(("unit",), _("Đơn vị"), Kind.CHOICE, choices=lambda _raw: TIMES, needed=True),
)
KEY = Ask(
    ("key",),
    _("Khóa"),
    hint=_("Chữ thường không dấu, số, gạch dưới; không đổi khi đã dùng. Để trống thì đặt theo tên."),
    longest=40,
    needed=True,
)
ACCEPTED: tuple[tuple[str, StrOrPromise], ...] = tuple(
    (made.media_type, made.extension.removeprefix(".").upper()) for made in FORMATS.values()
)
GENERAL = (
    *both(("title",), _("Tên thủ tục"), needed=True),
    *both(("summary",), _("Tóm tắt"), Kind.LONG, needed=True),
    Ask(("code",), _("Mã thủ tục (mã TTHC)"), longest=40, needed=True),
    Ask(("code_verified",), _("Mã đã đối chiếu với Cơ sở dữ liệu quốc gia"), Kind.YES),
    Ask(
        ("field",),
        _("Lĩnh vực"),
        Kind.CHOICE,
        choices=lambda _raw: [(key, text.lazily) for key, text in FIELDS.items()],
        needed=True,
    ),
    Ask(
        ("level",),
        _("Cấp giải quyết"),
        Kind.CHOICE,
        choices=lambda _raw: [(level, level.label) for level in (Level.DISTRICT, Level.COMMUNE)],
        needed=True,
    ),
    Ask(
        ("deciding_office",),
        _("Mã định danh cơ quan giải quyết"),
        hint=_("Bỏ trống khi đơn vị tiếp nhận tự giải quyết."),
        default=RECEIVING,
        longest=40,
    ),
    Ask(("online_level",), _("Mức độ trực tuyến"), Kind.CHOICE, choices=lambda _raw: _of(words.ONLINE), needed=True),
    Ask(("applicants",), _("Ai được nộp"), Kind.MANY, choices=lambda _raw: _of(words.APPLICANTS), needed=True),
    Ask(("provenance",), _("Số liệu lấy từ đâu, khi nào"), Kind.LONG, needed=True),
)
VALIDITY = (
    Ask(("valid_from",), _("Có hiệu lực từ ngày"), Kind.DATE, needed=True),
    Ask(("valid_to",), _("Hết hiệu lực từ ngày"), Kind.DATE, hint=_("Bỏ trống khi chưa biết ngày kết thúc.")),
)
BASIS = (
    Ask(("document",), _("Số, ký hiệu văn bản"), longest=200, needed=True),
    Ask(("article",), _("Điều, khoản"), longest=200),
    Ask(("title",), _("Tên văn bản")),
    Ask(("verified",), _("Đã đối chiếu với văn bản gốc"), Kind.YES),
)
LIMIT = tuple(replace(ask, path=("limit", *ask.path)) for ask in (*AMOUNT, *SOURCE))
PLEDGE = (
    *AMOUNT,
    *SOURCE,
    Ask(("units",), _("Mã đơn vị cam kết"), Kind.LINES, hint=_("Mỗi dòng một mã; bỏ trống: mọi đơn vị.")),
    *VALIDITY,
)
STEP = (
    KEY,
    *both(("title",), _("Tên bước"), needed=True),
    Ask(
        ("role",),
        _("Ai làm"),
        Kind.CHOICE,
        choices=lambda _raw: [(role, role.label) for role in Role if role in WORKING],
        needed=True,
    ),
    Ask(("office",), _("Làm ở đâu"), Kind.CHOICE, choices=lambda _raw: _of(words.OFFICES), needed=True),
    Ask(("duration", "amount"), _("Thời gian"), Kind.NUMBER, needed=True),
    Ask(
        ("duration", "unit"),
        _("Đơn vị"),
        Kind.CHOICE,
        choices=lambda _raw: [(unit, text) for unit, text in TIMES if unit != TimeUnit.CALENDAR_DAY],
        needed=True,
    ),
    *both(
        ("citizen_text",),
        _("Câu cho người dân đọc"),
        Kind.LONG,
        _("Hiện ở trang tra cứu khi hồ sơ ở bước này."),
        needed=True,
    ),
    Ask(
        ("clock",),
        _("Thời hạn trong bước này"),
        Kind.CHOICE,
        choices=lambda _raw: _of(words.CLOCKS),
        default="running",
    ),
    Ask(("clock_source", "document"), _("Văn bản cho dừng thời hạn"), longest=200),
    Ask(("clock_source", "article"), _("Điều, khoản cho dừng"), longest=200),
)
ACT = (
    Ask(
        ("action",),
        _("Việc"),
        Kind.CHOICE,
        choices=lambda _raw: [(action, action.label) for action in Action if action not in FIXED],
        needed=True,
    ),
    Ask(("at",), _("Tại các bước"), Kind.MANY, hint=_("Không chọn: mọi bước."), choices=_steps),
    Ask(("to",), _("Chuyển đến các bước"), Kind.MANY, hint=_("Chỉ cho việc chuyển bước."), choices=_steps),
    Ask(("allowed",), _("Được làm việc này"), Kind.YES, default=True),
    Ask(
        ("roles",),
        _("Chỉ các vai trò"),
        Kind.MANY,
        hint=_("Không chọn: như bảng chung."),
        choices=lambda _raw: [(role, role.label) for role in Role if role in WORKING],
    ),
    Ask(("needs",), _("Điều kiện thêm"), Kind.MANY, choices=lambda _raw: _of(words.NEEDS)),
    Ask(("effects",), _("Hệ quả thêm"), Kind.MANY, choices=lambda _raw: _of(words.EFFECTS)),
    Ask(("times",), _("Số lần yêu cầu bổ sung"), Kind.NUMBER, hint=_("Bỏ trống: một lần.")),
    Ask(("source", "document"), _("Văn bản cho phép"), longest=200),
    Ask(("source", "article"), _("Điều, khoản cho phép"), longest=200),
)
PAPER = (
    KEY,
    *both(("title",), _("Tên giấy tờ"), needed=True),
    Ask(("copy_kind",), _("Loại bản"), Kind.CHOICE, choices=lambda _raw: _of(words.COPIES), needed=True),
    Ask(("count",), _("Số bản"), Kind.NUMBER, default=1),
    Ask(("required",), _("Bắt buộc"), Kind.YES, default=True),
    Ask(
        ("accept",),
        _("Kiểu tệp được nhận khi nộp qua mạng"),
        Kind.MANY,
        hint=_("Không chọn: PDF, JPG, PNG."),
        choices=lambda _raw: ACCEPTED,
        default=["application/pdf", "image/jpeg", "image/png"],
    ),
    *both(("note",), _("Ghi chú cho người nộp"), Kind.LONG),
)
FREE = (Ask(("fee", "free"), _("Miễn phí, lệ phí"), Kind.YES, default=False),)
FEE_ITEM = (
    KEY,
    *both(("label",), _("Khoản thu"), needed=True),
    Ask(("amount",), _("Mức thu (đồng)"), Kind.NUMBER, needed=True),
    *both(("unit",), _("Tính cho mỗi"), needed=True),
    *SOURCE,
)
RESULT = (
    *both(("result", "title"), _("Kết quả"), needed=True),
    *both(("result", "signer"), _("Người ký"), needed=True),
    Ask(
        ("result", "book", "code"),
        _("Vào sổ khi ký kết quả"),
        Kind.CHOICE,
        hint=_("Ví dụ sổ chứng thực: mỗi giấy tờ một số, hệ thống tự ghi. Bỏ trống: không có sổ riêng."),
        choices=lambda _raw: _books(),
    ),
    Ask(
        ("result", "book", "rows"),
        _("Mỗi dòng của danh sách là một số"),
        Kind.CHOICE,
        hint=_("Bỏ trống: mỗi hồ sơ một số."),
        choices=questions_of,
    ),
    Ask(
        ("result", "book", "name"),
        _("Khóa của câu hỏi ghi tên giấy tờ"),
        hint=_("Khóa của cột, khi đã chọn danh sách."),
        longest=40,
    ),
    Ask(("result", "book", "copies"), _("Khóa của câu hỏi ghi số bản"), longest=40),
)
