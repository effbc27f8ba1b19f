"""What does a line of free text hold of a person, by the words it is asked with?

Whoever writes a procedure may ask for an address, a name or a number as free text: of places and people abroad, of
several people at once. What is published never changes, so the words decide what readers without a need see of it.
"""

import re

from motcua.foundation.people.rules import mask_identity
from motcua.foundation.ui.text import fold

HIDDEN = "•••"
_PLACE = re.compile(r"\bdia chi\b|\b(noi|cho) (dang )?(cu tru|o|song|sinh song|thuong tru|tam tru)\b")
_NAME = re.compile(r"\bho(,| va)? (chu dem(,| va) )?ten\b")
_NUMBER = re.compile(
    r"\bdien thoai\b|\bso (tai khoan|dinh danh|the|ho chieu|can cuoc|giay to|bao hiem)\b|\bma so (bao hiem|dinh danh)\b"
)
_AREA = re.compile(r"(phuong|p\.|xa|dac khu|thi (tran|xa)|quan|q\.|huyen|thanh pho|tp|tinh(?! lo))\b")
_DIGITS = re.compile(r"[0-9](?:[ .-]?[0-9]){5,}")


def mask_free_text(label: str, text: str) -> str:
    """Return `text` as it is shown to whoever may not see personal data; `label` is the question in Vietnamese."""
    asked = fold(label)
    if _PLACE.search(asked):
        return "\n".join(_without_street(line) for line in text.splitlines())
    if _NAME.search(asked):
        return "\n".join(_bare(", ".join(map(initials, line.split(",")))) for line in text.splitlines())
    return _bare(text) if _NUMBER.search(asked) else text


def initials(name: str) -> str:
    """Return initials and the given name: "N. V. An"."""
    words = name.split()
    return " ".join([*(f"{word[0]}." for word in words[:-1]), *words[-1:]])


def _without_street(line: str) -> str:
    """Return an address from its ward on; one in which no ward can be told is hidden whole."""
    parts = [part.strip() for part in line.split(",")]
    known = (place for place, part in enumerate(parts) if _AREA.match(fold(part)))
    start = next(known, None)
    return HIDDEN if start is None else ", ".join(parts[start:])


def _bare(line: str) -> str:
    """Return a line with all but the end of its long numbers as dots."""
    return _DIGITS.sub(lambda found: mask_identity(found[0]), line)
