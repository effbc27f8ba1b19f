"""From lines to paragraphs: markup goes, wrapped lines and page breaks are joined, rows of tables keep their cells."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from motcua.foundation.ui.text import fold
from motcua.replication.directives.reader.proposal import Span

RIGHT = 28  # what is indented further stands in the right column
_TAG = re.compile(r"<[^<>]{0,200}>")
_BOLD = re.compile(r"\*\*|__")
_GAP = re.compile(r"\t| {3,}")
_BLANKS = re.compile(r"\s+")
# what begins a paragraph of its own, whatever came before
MARKER = re.compile(
    r"^(?:(?P<article>Điều\s+\d+)[.:]?\s+|(?P<roman>[IVX]{1,5})[.)/]\s+|(?P<dotted>\d{1,2}(?:\.\d{1,2})+)[.)]?\s+"
    r"|(?P<arabic>\d{1,2})[.)]\s+|(?P<letter>[a-zđ])[.)]\s+|(?P<dash>[-–—•*])\s*(?=\S)|(?P<plus>\+)\s*)"
)
_OPENS = re.compile(
    r"^(?:can cu|thuc hien|theo|xet|kinh gui|noi nhan|phu luc|v/v|ve viec|quyet dinh|tm\.|kt\.|tl\.|so:)"
)
_TERMINAL = ".;:!?…"
_NARROW = 160  # a text whose lines are longer has one paragraph a line
_SHORTEST = 80  # a paragraph shorter than this is not one that a page broke before a quotation
_FULL = 0.75  # a line this full of the usual width was broken by the page


@dataclass(frozen=True)
class Line:
    """A line of the file without markup: its number, its indent, and its cells where it has columns."""

    number: int
    indent: int
    cells: tuple[str, ...]
    is_row: bool

    @property
    def text(self) -> str:
        """Return the line as one text."""
        return " ".join(cell for cell in self.cells if cell)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and where it stands. `cells` only of a row of a table."""

    text: str
    span: Span
    cells: tuple[str, ...] = ()

    @cached_property
    def folded(self) -> str:
        """Return the text without diacritics, letter for letter."""
        return fold(self.text)

    @cached_property
    def marker(self) -> re.Match[str] | None:
        """Return the number, letter or dash before the text."""
        return MARKER.match(self.text)

    @property
    def body(self) -> str:
        """Return the text after its number, letter or dash."""
        return self.text[self.marker.end() :] if self.marker else self.text


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text, blank ones included; columns are told apart by tabs or by wide gaps."""
    return [_line(number, raw) for number, raw in enumerate(text.split("\n"), 1)]


def paragraphs_of(lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs of the lines, rows of tables one by one."""
    width = _usual_width(lines)
    made: list[Paragraph] = []
    gap, last = False, 0
    for line in lines:
        if not line.text:
            gap = True
            continue
        if made and _goes_on(made[-1], line, gap=gap, was_full=last >= width * _FULL and width <= _NARROW):
            before = made[-1]
            made[-1] = Paragraph(f"{before.text} {line.text}", Span(before.span.first, line.number))
        else:
            made.append(Paragraph(line.text, Span(line.number, line.number), line.cells if line.is_row else ()))
        gap, last = False, len(line.text)
    return made


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph."""
    yield from re.split(r"(?<=[.;!?])\s+(?=[A-ZĐÀ-Ỹ“])", text)


def _line(number: int, raw: str) -> Line:
    plain = unicodedata.normalize("NFC", _TAG.sub(" ", _BOLD.sub("", raw))).replace("\xa0", " ").replace("\r", "")
    stripped = plain.strip(" ")
    is_row = "\t" in stripped
    parts = stripped.split("\t") if is_row else _GAP.split(stripped)
    cells = tuple(_BLANKS.sub(" ", part).strip() for part in parts)
    return Line(number, len(plain) - len(plain.lstrip(" ")), cells, is_row and any(cells))


def _usual_width(lines: Sequence[Line]) -> int:
    lengths = sorted(len(line.text) for line in lines if line.text)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _goes_on(before: Paragraph, line: Line, *, gap: bool, was_full: bool) -> bool:
    """Tell whether the line is the rest of the paragraph: a page or the edge of the paper broke it."""
    text = line.text
    if before.cells or line.is_row or MARKER.match(text) or _OPENS.match(fold(text)):
        return text[0].islower() and not before.cells and not line.is_row and not MARKER.match(text) and _open(before)
    if not _open(before):
        return False
    return text[0].islower() or (text[0] in '“"' and gap and len(before.text) > _SHORTEST) or (was_full and not gap)


def _open(paragraph: Paragraph) -> bool:
    return paragraph.text[-1] not in _TERMINAL and not paragraph.text.isupper()
