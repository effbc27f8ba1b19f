"""How is a place of law called on an English page? Its kind, its parts and its links in English, names as they are.

The title of a document stays Vietnamese: no official English one exists for most, and a number is looked up as it is
written. Where the document is not named by its number, nothing of it is translated, but for what the platform itself
writes where no law says anything yet.
"""

from __future__ import annotations

import re

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
# what stands in the place of a document until there is one
_STANDING_IN = {
    "Cam kết của cơ quan (chưa có quy định của luật)": "A promise of the authority (no law says it)",
    "Giờ hành chính thông dụng tại Thành phố Hồ Chí Minh": "The usual office hours in Ho Chi Minh City",
    "Lịch nhắc mặc định của hệ thống; chưa có văn bản của địa phương quy định": (
        "The platform's own calendar of reminders; no local document says it yet"
    ),
    "Mặc định của hệ thống": "The platform's own rule",
    "Tạm tính, chờ thời hạn bảo quản của cơ quan lưu trữ": "Provisional, until the archives set a period",
    "Tạm tính, chờ thời hạn lưu trữ chứng từ kế toán": "Provisional, until a period is set for accounting records",
    "Tạm tính: còn công nhận thì còn tên tác giả": "Provisional: authors are named as long as the model is recognised",
    "Tạm tính: còn công nhận thì còn tên tác giả, người chấm": (
        "Provisional: authors and judges are named as long as the model is recognised"
    ),
    "Tạm tính: còn hồ sơ nào thì còn dấu vết của hồ sơ đó": (
        "Provisional: what was done with a dossier is kept as long as the dossier"
    ),
    "Tạm tính: còn quyết định nào thì còn tên người đã ký, đã xử lý": (
        "Provisional: who signed and handled a decision is named as long as the decision stands"
    ),
    "Tạm tính: số liệu thống kê không còn tên ai": "Provisional: the statistics name nobody any more",
    "Tạm tính: đủ để làm rõ giao dịch và lần giả mạo": "Provisional: long enough to clear up payments and forgeries",
}
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
