"""The pages of the editor: which part of the document each shows, and where a fault is put right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.forms.definition import Kind as FieldKind
from motcua.services.onestop.designing.editing import Path, at, items_at, path_of
from motcua.services.onestop.designing.faults import Fault
from motcua.services.onestop.designing.sketch import Raw
from motcua.services.onestop.web.staff.definitions import form_questions, questions
from motcua.services.onestop.web.staff.definitions.asks import Ask

NEW = "moi"
CONDITION = "visible_if"


@dataclass(frozen=True)
class Area:
    """One page: questions about the whole, and a list of items with the questions about one."""

    slug: str
    title: StrOrPromise
    parts: tuple[str, ...]
    asks: tuple[Ask, ...] = ()
    items: Path = ()
    item_asks: tuple[Ask, ...] = ()
    item_title: StrOrPromise = ""
    add: StrOrPromise = ""
    inner: str = ""  # the list inside an item, for the questions of a section
    about: StrOrPromise = ""
    is_conditional: bool = False  # its items may be asked for only under a condition


_ALL = (
    Area(
        "chung",
        _("Thông tin chung"),
        (
            "title",
            "summary",
            "code",
            "code_verified",
            "field",
            "level",
            "deciding_office",
            "online_level",
            "applicants",
            "provenance",
            "schema",
            "slug",
        ),
        questions.GENERAL,
    ),
    Area(
        "can-cu",
        _("Căn cứ pháp lý và hiệu lực"),
        ("legal_basis", "valid_from", "valid_to"),
        questions.VALIDITY,
        ("legal_basis",),
        questions.BASIS,
        _("Văn bản"),
        _("Thêm văn bản"),
    ),
    Area(
        "thoi-han",
        _("Thời hạn và cam kết"),
        ("limit", "commitments"),
        questions.LIMIT,
        ("commitments",),
        questions.PLEDGE,
        _("Cam kết"),
        _("Thêm cam kết"),
        about=_("Cam kết là thời hạn ngắn hơn luật mà cơ quan đã công bố bằng văn bản."),
    ),
    Area(
        "buoc",
        _("Các bước"),
        ("steps",),
        (),
        ("steps",),
        questions.STEP,
        _("Bước"),
        _("Thêm bước"),
        about=_("Bước đầu là tiếp nhận, bước trước bước cuối là ký kết quả, bước cuối là trả kết quả."),
    ),
    Area(
        "viec",
        _("Việc có thể làm"),
        ("acts",),
        (),
        ("acts",),
        questions.ACT,
        _("Quy định về việc"),
        _("Thêm quy định"),
        about=_("Không có dòng nào: mọi việc theo bảng chung. Mỗi dòng chỉ thu hẹp hoặc thêm điều kiện."),
    ),
    Area(
        "giay-to",
        _("Giấy tờ"),
        ("papers",),
        (),
        ("papers",),
        questions.PAPER,
        _("Giấy tờ"),
        _("Thêm giấy tờ"),
        is_conditional=True,
    ),
    Area(
        "bieu-mau",
        _("Biểu mẫu"),
        ("form", "applicant_fields"),
        form_questions.APPLICANT,
        ("form", "sections"),
        form_questions.SECTION,
        _("Phần"),
        _("Thêm phần"),
        "fields",
    ),
    Area(
        "phi",
        _("Phí, lệ phí"),
        ("fee",),
        questions.FREE,
        ("fee", "items"),
        questions.FEE_ITEM,
        _("Khoản thu"),
        _("Thêm khoản thu"),
    ),
    Area("ket-qua", _("Kết quả"), ("result",), questions.RESULT),
)
AREAS: Mapping[str, Area] = {area.slug: area for area in _ALL}


@dataclass(frozen=True)
class Spot:
    """One item of the editor: where it stands, its questions, the list of what is inside it, if anything.

    `condition`: where its condition stands, () for what has none.
    """

    area: Area
    path: Path
    asks: tuple[Ask, ...]
    title: StrOrPromise
    add: StrOrPromise = ""
    inner: Path = ()
    inner_title: StrOrPromise = ""
    condition: Path = ()


@dataclass(frozen=True)
class Level:
    """How deep an item of a form lies: what it is called, its questions, and what is inside it."""

    title: StrOrPromise
    asks: Callable[[Mapping[str, Any]], tuple[Ask, ...]]
    add: StrOrPromise = ""
    inner_title: StrOrPromise = ""
    is_conditional: bool = False


LEVELS = (
    Level(_("Phần"), lambda _item: form_questions.SECTION, _("Thêm câu hỏi"), _("Câu hỏi của phần này")),
    Level(_("Câu hỏi"), form_questions.field_asks, _("Thêm cột"), _("Cột của danh sách"), is_conditional=True),
    Level(_("Cột"), lambda _item: form_questions.COLUMN),
)


def spot_of(area: Area, item: str, raw: Raw) -> Spot | None:
    """Return what `item` means on the page of `area`; None when there is no such item.

    "3" and "moi" are items of the area, "0-2" and "0-moi" questions of a section, "0-2-1" and "0-2-moi" columns of a
    question that is a list.
    """
    words = item.split("-")
    if not area.items or len(words) > (len(LEVELS) if area.inner else 1) or NEW in words[:-1]:
        return None
    items, path = area.items, area.items
    for word in words:
        if items == () or (found := _path(raw, items, word)) is None:
            return None
        path, items = found, _inside(area, found, raw)
    level = LEVELS[len(words) - 1]
    known = at(raw, path)
    asks = level.asks(known if isinstance(known, dict) else {}) if area.inner else area.item_asks
    is_conditional = level.is_conditional if area.inner else area.is_conditional
    return Spot(
        area,
        path,
        asks,
        level.title if area.inner else area.item_title,
        level.add if items else "",
        items,
        level.inner_title if items else "",
        (*path, CONDITION) if is_conditional else (),
    )


def _inside(area: Area, path: Path, raw: Raw) -> Path:
    """Return the list of questions or columns inside an item, () where it has none."""
    item = at(raw, path)
    is_last = len(path) - len(area.items) >= 2 * len(LEVELS) - 1
    if not area.inner or is_last or not isinstance(item, dict):
        return ()
    is_section = len(path) == len(area.items) + 1
    return (*path, area.inner) if is_section or item.get("type") == FieldKind.LIST else ()


def _path(raw: Raw, items: Path, word: str) -> Path | None:
    known = len(items_at(raw, items))
    if word == NEW:
        return (*items, known)
    return (*items, int(word)) if word.isascii() and word.isdigit() and int(word) < known else None


def faults_below(path: Path, faults: Sequence[Fault]) -> list[tuple[Path, Fault]]:
    """Return the faults at or below `path`, each with the rest of its place."""
    return [(whole[len(path) :], fault) for fault in faults if (whole := path_of(fault.place))[: len(path)] == path]


def area_of(fault: Fault) -> Area | None:
    """Return the page on which a fault is put right; None for one of the whole."""
    return next((area for area in _ALL if fault.part in area.parts), None)


def item_of(fault: Fault) -> str:
    """Return the item of its page that a fault is about, "" for the page itself."""
    area, path = area_of(fault), path_of(fault.place)
    if area is None or not area.items or path[: len(area.items)] != area.items or len(path) <= len(area.items):
        return ""
    rest = path[len(area.items) :]
    numbers = [str(rest[0])]
    while area.inner and len(rest) > 2 and rest[1] == area.inner:  # noqa: PLR2004 - item, list, item of the list
        rest = rest[2:]
        numbers.append(str(rest[0]))
    return "-".join(numbers)
