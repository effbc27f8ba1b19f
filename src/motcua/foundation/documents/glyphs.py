"""Which letters can our font draw? Whatever it cannot is replaced, because PDF/A forbids a missing letter.

Read from the font's own `cmap` table (OpenType 1.9, formats 4 and 12).
"""

import struct
import unicodedata
from functools import cache
from pathlib import Path

STAND_IN = "□"
_UNICODE_PLATFORMS = frozenset({(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)})
_LAST_MARK = 0xFFFF


def drawable(text: str, covered: frozenset[int]) -> str:
    """Return `text` in NFC with control characters gone and a stand-in for every letter the font has not."""
    seen = (letter for letter in unicodedata.normalize("NFC", text) if letter == "\n" or _is_visible(letter))
    return "".join(letter if letter == "\n" or ord(letter) in covered else STAND_IN for letter in seen)


def drawable_data(value: object, covered: frozenset[int]) -> object:
    """Return JSON-able `value` with every text in it made drawable."""
    if isinstance(value, str):
        return drawable(value, covered)
    if isinstance(value, dict):
        return {key: drawable_data(each, covered) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [drawable_data(each, covered) for each in value]
    return value


def _is_visible(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs"}


@cache
def covered_by(font: Path) -> frozenset[int]:
    """Return the code points for which a TrueType font has a glyph."""
    data = font.read_bytes()
    start = _table(data, b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    covered: set[int] = set()
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * number)
        if (platform, encoding) in _UNICODE_PLATFORMS:
            covered |= _subtable(data, start + offset)
    return frozenset(covered)


def _table(data: bytes, tag: bytes) -> int:
    """Return where the table `tag` begins."""
    (count,) = struct.unpack_from(">H", data, 4)
    for number in range(count):
        name, _checksum, offset, _length = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no {tag.decode()} table")


def _subtable(data: bytes, start: int) -> set[int]:
    (kind,) = struct.unpack_from(">H", data, start)
    if kind == 4:  # noqa: PLR2004 - segments of 16-bit code points
        return _segments(data, start)
    if kind == 12:  # noqa: PLR2004 - groups of 32-bit code points
        return _groups(data, start)
    return set()


def _segments(data: bytes, start: int) -> set[int]:
    """Format 4: a segment maps start..end by a delta, or through an array of glyphs; glyph 0 is "missing"."""
    (doubled,) = struct.unpack_from(">H", data, start + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    firsts = struct.unpack_from(f">{count}H", data, start + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", data, start + 16 + 2 * doubled)
    ranges_at = start + 16 + 3 * doubled
    ranges = struct.unpack_from(f">{count}H", data, ranges_at)
    covered = set()
    for number in range(count):
        for code in range(firsts[number], ends[number] + 1):
            if ranges[number] == 0:
                glyph = (code + deltas[number]) % 0x10000
            else:
                at = ranges_at + 2 * number + ranges[number] + 2 * (code - firsts[number])
                (glyph,) = struct.unpack_from(">H", data, at)
            if glyph and code != _LAST_MARK:
                covered.add(code)
    return covered


def _groups(data: bytes, start: int) -> set[int]:
    """Format 12: a group maps first..last to glyphs in a row."""
    (count,) = struct.unpack_from(">L", data, start + 12)
    covered: set[int] = set()
    for number in range(count):
        first, last, glyph = struct.unpack_from(">LLL", data, start + 16 + 12 * number)
        covered.update(range(first + (glyph == 0), last + 1))
    return covered
