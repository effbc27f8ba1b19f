"""Make a text blind: names of authors and units are covered, however they are typed."""

import re
import unicodedata
from collections.abc import Iterable

from motcua.foundation.ui.text import fold

COVER = "▇▇▇"
_SHORTEST = 2
_NUMBERED = re.compile(r"^phuong (\d+)$")


def covered(text: str, names: Iterable[str]) -> str:
    """Return `text` with every one of `names` covered, diacritics, case and spacing aside."""
    composed = unicodedata.normalize("NFC", text)
    flat, places = _flattened(composed)
    wanted = sorted({fold(name) for name in names if len(fold(name)) >= _SHORTEST}, key=len, reverse=True)
    if not wanted:
        return composed
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(one).replace(r"\ ", r"\s*") for one in wanted) + r")(?!\w)")
    written, last = [], 0
    for found in pattern.finditer(flat):
        start, end = places[found.start()], places[found.end() - 1] + 1
        written += [composed[last:start], COVER]
        last = end
    return "".join([*written, composed[last:]])


def unit_words(names: Iterable[str]) -> set[str]:
    """Return the ways in which a unit is written: full, with UBND, and "P6", "P.6", "P. 6" for "Phường 6"."""
    words: set[str] = set()
    for name in names:
        bare = re.sub(r"^uy ban nhan dan ", "", fold(name))
        words |= {name, bare, f"ubnd {bare}"}
        if number := _NUMBERED.match(bare):
            words |= {f"{short}{number[1]}" for short in ("p", "p.", "p. ", "p ", "f", "f.")}
    return {word for word in words if word}


def _flattened(text: str) -> tuple[str, list[int]]:
    """Return the text in plain small letters, and for each letter its place in the original."""
    letters, places = [], []
    for place, letter in enumerate(text):
        for plain in fold(letter) or " ":
            letters.append(plain)
            places.append(place)
    return "".join(letters), places
