"""Which kinds of file do we take, and how does a file show what it is?

The first bytes decide, never the name: the name must then agree.
"""

from dataclasses import dataclass
from enum import StrEnum

HEAD = 4096


class Kind(StrEnum):
    """The kinds of file we take."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    TIFF = "tiff"
    OFFICE = "office"


@dataclass(frozen=True)
class Format:
    """A format as it is stored and sent: media type, extension for a new name, may a browser show it in place."""

    media_type: str
    extension: str
    is_shown_inline: bool


FORMATS = {
    made.media_type: made
    for made in (
        Format("application/pdf", ".pdf", is_shown_inline=True),
        Format("image/jpeg", ".jpg", is_shown_inline=True),
        Format("image/png", ".png", is_shown_inline=True),
        Format("image/webp", ".webp", is_shown_inline=True),
        Format("image/heic", ".heic", is_shown_inline=False),
        Format("image/tiff", ".tif", is_shown_inline=False),
        Format(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx", is_shown_inline=False
        ),
        Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", is_shown_inline=False),
    )
}
# what an <input type="file"> may offer
ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,.heic,.heif,.tif,.tiff,.docx,.xlsx"

EXTENSIONS = {
    Kind.PDF: frozenset({".pdf"}),
    Kind.JPEG: frozenset({".jpg", ".jpeg", ".jpe", ".jfif"}),
    Kind.PNG: frozenset({".png"}),
    Kind.WEBP: frozenset({".webp"}),
    Kind.HEIC: frozenset({".heic", ".heif", ".hif"}),
    Kind.TIFF: frozenset({".tif", ".tiff"}),
    Kind.OFFICE: frozenset({".docx", ".xlsx"}),
}
_MACRO_EXTENSIONS = frozenset({".docm", ".dotm", ".xlsm", ".xltm", ".xlam"})
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx"})
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<html", b"<!doctype html", b"<script", b"<body", b"<head", b"<iframe", b"<meta", b"<img", b"<a ")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def kind_of(head: bytes, tail: bytes, name: str) -> Kind | str:
    """Return the kind of the file that begins with `head` and ends with `tail`, or the code of its refusal.

    `name` is the safe name: an extension that belongs to another kind makes the file `mislabelled`.
    """
    kind = _signature(head) or _refused_signature(head)
    if not isinstance(kind, Kind):
        return kind
    ending = _ending(name)
    if kind is Kind.OFFICE and ending in _MACRO_EXTENSIONS:
        return "office_macros"
    if ending and ending not in EXTENSIONS[kind]:
        return "mislabelled"
    return "polyglot" if _is_two_files(kind, head, tail) else kind


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


def _signature(head: bytes) -> Kind | None:
    if head.removeprefix(_BYTE_ORDER_MARK).lstrip(b"\r\n\t ").startswith(b"%PDF-"):
        return Kind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return Kind.HEIC
    if head[:4] in {b"II*\0", b"MM\0*"}:
        return Kind.TIFF
    return Kind.OFFICE if head.startswith(b"PK\x03\x04") else None


def _refused_signature(head: bytes) -> str:
    """Say why a file without one of our signatures is refused."""
    if head.startswith(_COMPOUND):
        return "old_office"
    start = _as_ascii(head).lstrip().lower()
    if b"<svg" in start:
        return "svg"
    if any(mark in start for mark in _MARKUP):
        return "html"
    return "polyglot" if b"%PDF-" in head else "type_not_allowed"


def _as_ascii(head: bytes) -> bytes:
    """Markup may come as UTF-16, which browsers read as well."""
    return head.replace(b"\0", b"").removeprefix(_BYTE_ORDER_MARK).removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")


def _is_two_files(kind: Kind, head: bytes, tail: bytes) -> bool:
    """A picture that some readers open as a PDF, or any file that ends as a ZIP archive without being one."""
    if kind not in {Kind.PDF, Kind.OFFICE} and b"%PDF-" in head[:1024]:
        return True
    return kind is not Kind.OFFICE and ends_as_archive(tail)


def ends_as_archive(tail: bytes) -> bool:
    """Is there an end-of-archive record (PK 05 06, 22 bytes and a comment) that reaches exactly to the end?"""
    at = tail.rfind(b"PK\x05\x06")
    while at >= 0:
        comment = int.from_bytes(tail[at + 20 : at + 22], "little")
        if len(tail) >= at + 22 and at + 22 + comment == len(tail):
            return True
        at = tail.rfind(b"PK\x05\x06", 0, at)
    return False
