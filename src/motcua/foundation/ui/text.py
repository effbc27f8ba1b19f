"""One way to compare Vietnamese text: what people type on a phone without diacritics finds what the law writes."""

import re
import unicodedata

# letters with a stroke have no Unicode decomposition; Ð and Ɖ look the same and are typed by mistake
_STROKES = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ɖ": "d", "Ɖ": "d"})
_BLANKS = re.compile(r"\s+")


def fold(text: str) -> str:
    """Return `text` without diacritics, in lower case, with single spaces and no blanks at the ends.

    The old and the new placement of tone marks (hoà, hòa) and composed and decomposed letters fall together.
    """
    plain = unicodedata.normalize("NFD", text.translate(_STROKES))
    bare = "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", bare).lower()).strip()


def listing_key(text: str) -> list[tuple[int, str]]:
    """Return the key that puts titles and names in the order people look for them.

    "Cấp" stands before "Chứng", which code points would not do, and "Phường 2" before "Phường 10".
    """
    return [(int(word), "") if word.isdecimal() else (-1, word) for word in fold(text).split()]
