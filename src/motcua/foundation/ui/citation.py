"""How is a place of law called on an English page? Its kind, its parts and its links in English, names as they are.

The title of a document stays Vietnamese: no official English one exists for most, and a number is looked up as it is
written. Where the document is not named by its number, nothing of it is translated, but for what the platform itself
writes where no law says anything yet: the data that says it says it in English beside it.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from itertools import chain

from django.utils.translation import get_language

# what stands before a number, in the order it is looked for: "Thông tư liên tịch" before "Thông tư"
_KINDS = {
    "Thông tư liên tịch": "Joint Circular",
    "Thông tư": "Circular",
    "Nghị định": "Decree",
    "Nghị quyết": "Resolution",
    "Quyết định": "Decision",
    "Công văn": "Dispatch",
    "Thông báo": "Notice",
    "Pháp lệnh": "Ordinance",
    "Bộ luật": "Code",
    "Luật": "Law",
}
# what stands in the place of a document until there is one, and its English
_STANDING_IN: dict[str, str] = {}
_PARTS = {
    r"[Cc]ác Điều (?=\d)": "Articles ",
    r"Điều (?=\d)": "Article ",
    r"[Kk]hoản (?=\d)": "clause ",
    r"[Đđ]iểm (?=[a-zđ0-9](?:[^\w]|$))": "point ",
    r"[Cc]hương (?=[IVX\d])": "Chapter ",
    r"[Mm]ục (?=[IVX\d])": "section ",
    r"[Mm]ẫu số (?=\d)": "Form No. ",
    r"Phụ lục": "Annex",
}
_LINKS = {
    r" \(thời hạn cụ thể do cơ quan ban hành\)": " (the period itself is set by the authority)",
    r"\((\d+) giờ\)": r"(\1 hours)",
    r",? (?:được )?sửa đổi(?:, bổ sung)? bởi ": " amended by ",
    r"\((?:được )?sửa đổi(?:, bổ sung)? bởi ": "(amended by ",
    r"(?<=\d) đến (?=Article)": " to ",
    r"(?<=[\da-z]) và (?=(?:Article|clause|section|point) |\d)": " and ",
    r"(?<=\S) ngày (?=\d)": " of ",
    r"(\d\S*) của (?=HĐND|UBND)": r"\1 of ",
    r", số (?=\d)": ", No. ",
}
_RULES = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        *((rf"\b{kind}(?: số)? (?=\d)", f"{said} ") for kind, said in _KINDS.items()),
        *_PARTS.items(),
        *_LINKS.items(),
    )
)


def register_stand_ins(package: str, name: str) -> None:
    """Learn from the rows of `data/<name>` of a room what stands in for a document: `document`, and `document_en`.

    Rows are kept with their `document` alone in the database; whoever shows one need not have read the file.
    """
    text = files(package).joinpath("data", name).read_text(encoding="utf-8")
    rows = chain.from_iterable(json.loads(text).values())
    _STANDING_IN.update({row["document"]: row["document_en"] for row in rows if "document_en" in row})


def in_english(place: str) -> str:
    """Return "Decree 61/2018/NĐ-CP, Article 19" for "Nghị định 61/2018/NĐ-CP, Điều 19"; other words as they are."""
    known = _STANDING_IN.get(place)
    if known is not None:
        return known
    for pattern, said in _RULES:
        place = pattern.sub(said, place)
    return place


def cited(document: str, article: str = "") -> str:
    """Return the place of law for whoever reads: the document, and the article in it if one is named."""
    place = f"{document}, {article}" if document and article else document or article
    return in_english(place) if get_language() == "en" else place
