"""The pages of the editor: which part of the document each shows, and where a fault is put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.services.onestop.designing.editing import Path, at, items_at
from motcua.services.onestop.designing.faults import Fault
from motcua.services.onestop.designing.sketch import Raw
from motcua.services.onestop.web.staff.definitions import questions
from motcua.services.onestop.web.staff.definitions.asks import Ask

NEW = "moi"


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
        _("Việc"),
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
    ),
    Area(
        "bieu-mau",
        _("Biểu mẫu"),
        ("form", "applicant_fields"),
        questions.APPLICANT,
        ("form", "sections"),
        questions.SECTION,
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
    """One item of the editor: where it stands, its questions, and the list of what is inside it, if anything."""

    area: Area
    path: Path
    asks: tuple[Ask, ...]
    title: StrOrPromise
    add: StrOrPromise = ""
    inner: Path = ()


def spot_of(area: Area, item: str, raw: Raw) -> Spot | None:
    """Return what `item` means on the page of `area` ("3", "moi", "0-2", "0-moi"); None when there is no such item."""
    outer, _dash, inner = item.partition("-")
    path = _path(raw, area.items, outer) if area.items else None
    if path is None:
        return None
    if not inner:
        inside: Path = (*path, area.inner) if area.inner and outer != NEW else ()
        return Spot(area, path, area.item_asks, area.item_title, _("Thêm câu hỏi") if inside else "", inside)
    if not area.inner or at(raw, path) is None:
        return None
    place = _path(raw, (*path, area.inner), inner)
    return Spot(area, place, questions.FIELD, _("Câu hỏi")) if place is not None else None


def _path(raw: Raw, items: Path, word: str) -> Path | None:
    known = len(items_at(raw, items))
    if word == NEW:
        return (*items, known)
    return (*items, int(word)) if word.isascii() and word.isdigit() and int(word) < known else None


def path_of(place: str) -> Path:
    """Return a fault's place as steps into the document."""
    return tuple(int(step) if step.isdigit() else step for step in place.split("/")) if place else ()


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
    inner = rest[2] if area.inner and len(rest) > 2 and rest[1] == area.inner else None  # noqa: PLR2004 - item, list
    return f"{rest[0]}-{inner}" if inner is not None else str(rest[0])
