"""Who wrote the letter, when, under which number, about what, and who signed it? Columns are told apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motcua.foundation.ui.text import fold
from motcua.replication.directives.reader.paragraphs import MARKER, RIGHT, Line
from motcua.replication.directives.reader.unit_book import UnitBook

_NUMBER = re.compile(r"\bso\s*:?\s*(\d+[a-z]?\s?/[\w.&/-]+)")
_DAY = re.compile(r"ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})")
_MOTTO = re.compile(r"cong hoa xa hoi chu nghia|doc lap\s*[-–—]\s*tu do")
_ABOUT = re.compile(r"^(?:v/v|ve viec)\s*:?\s*")
_BODY = re.compile(r"^(?:kinh gui|can cu|thuc hien|theo|xet|dieu 1|noi nhan)\b")
KINDS = frozenset(
    {"ke hoach", "quyet dinh", "chi thi", "thong bao", "huong dan", "chuong trinh", "cong dien", "phuong an", "de an"}
)
_LONGEST_HEAD = 45
_LONGEST_NAME = 5
_SIGNS = 2  # a letter shows at least this many of its signs


@dataclass(frozen=True)
class Heading:
    """The head of a letter; what was not found is "" or None."""

    number: str
    issued_on: date | None
    issuer: str | None
    issuer_text: str
    subject: str
    end: int


@dataclass(frozen=True)
class _Piece:
    """A piece of the head: its line, its column, its text."""

    line: int
    is_right: bool
    text: str

    @property
    def folded(self) -> str:
        return fold(self.text)


def is_letter(lines: Sequence[Line]) -> bool:
    """Tell whether a text shows the signs of an official letter: motto, number, day, address, copy list."""
    folded = [fold(line.text) for line in lines]
    top = folded[:_LONGEST_HEAD]
    signs = (
        any(_MOTTO.search(text) for text in top),
        any(_NUMBER.search(text) for text in top),
        any(_DAY.search(text) for text in top),
        any(text.startswith(("kinh gui", "noi nhan")) for text in folded),
        any(text in KINDS for text in top),
    )
    return sum(signs) > _SIGNS


def read_heading(lines: Sequence[Line], book: UnitBook) -> Heading:
    """Return the head of a letter. The issuer is looked for among all units that `book` knows by name."""
    pieces = _pieces(lines)
    text = [piece.folded for piece in pieces]
    issuer_text, issuer = _issuer(pieces, book)
    subject, subject_end = _subject(pieces)
    ends = [piece.line for piece in pieces if _NUMBER.search(piece.folded) or _DAY.search(piece.folded)][:2]
    end = max([subject_end, *ends])
    return Heading(_number(pieces), _day(text), issuer, issuer_text, subject, end)


def read_signer(lines: Sequence[Line]) -> str:
    """Return the name under the letter: the last line before the appendix that is a person's name."""
    stop = next((at for at, line in enumerate(lines) if _is_appendix(line)), len(lines))
    start = next((at for at, line in enumerate(lines[:stop]) if fold(line.text).startswith("noi nhan")), None)
    if start is None:
        start = max(0, stop - 12)
    names = [cell for line in lines[start:stop] for cell in line.cells if _is_name(cell)]
    return names[-1] if names else ""


def _is_appendix(line: Line) -> bool:
    return bool(re.match(r"^phu luc(?:\s+(?:so\s*)?(?:\d+|[ivx]+))?\W*$", fold(line.text)))


def _pieces(lines: Sequence[Line]) -> list[_Piece]:
    found: list[_Piece] = []
    for line in lines[:_LONGEST_HEAD]:
        if line.text and (_BODY.match(fold(line.text)) or _is_numbered(line.text)):
            break
        cells = [cell for cell in line.cells if cell]
        for at, cell in enumerate(cells):
            is_right = at > 0 or (len(cells) == 1 and line.indent >= RIGHT)
            found.append(_Piece(line.number, is_right, cell))
    return found


def _is_numbered(text: str) -> bool:
    marker = MARKER.match(text)
    return bool(marker and not marker["dash"])


def _number(pieces: Sequence[_Piece]) -> str:
    for piece in pieces:
        if match := _NUMBER.search(piece.folded):
            return piece.text[match.start(1) : match.end(1)].replace(" ", "").rstrip(".,-")
    return ""


def _day(texts: Sequence[str]) -> date | None:
    for text in texts:
        if match := _DAY.search(text):
            try:
                return date(int(match[3]), int(match[2]), int(match[1]))
            except ValueError:
                return None
    return None


def _issuer(pieces: Sequence[_Piece], book: UnitBook) -> tuple[str, str | None]:
    """Return the words before the number, and the unit that their last lines name."""
    names: list[str] = []
    for piece in pieces:
        if _NUMBER.search(piece.folded) or piece.folded in KINDS or _ABOUT.match(piece.folded):
            break
        if not piece.is_right and not _MOTTO.search(piece.folded) and piece.text.isupper():
            names.append(piece.text)
    for first in range(len(names)):
        if unit := book.one(" ".join(names[first:])):
            return " ".join(names[first:]), unit
    return " ".join(names), None


def _subject(pieces: Sequence[_Piece]) -> tuple[str, int]:
    """Return what the letter is about, and the last line that says it."""
    for at, piece in enumerate(pieces):
        if piece.folded in KINDS and piece.text.isupper():
            return _following(pieces[at + 1 :], column=None)
        if match := _ABOUT.match(piece.folded):
            rest, end = _following(pieces[at + 1 :], column=piece.is_right, after=piece.line)
            return f"{piece.text[match.end() :]} {rest}".strip(), max(end, piece.line)
    return "", 0


def _following(pieces: Sequence[_Piece], *, column: bool | None, after: int = 0) -> tuple[str, int]:
    """Return the lines of a title that go on in the same column, and the last of them.

    `after`: the line before, when the title has begun there. A blank line, a rule, a number or capitals end it.
    """
    title: list[str] = []
    last = after
    for piece in pieces:
        if column is not None and piece.is_right != column:
            continue
        if (last and piece.line > last + 1) or _ends_title(piece, begun=title):
            break
        title.append(piece.text)
        last = piece.line
    joined = " ".join(title)
    match = _ABOUT.match(fold(joined))
    return (joined[match.end() :] if match else joined), last


def _ends_title(piece: _Piece, *, begun: Sequence[str]) -> bool:
    if _DAY.search(piece.folded) or _MOTTO.search(piece.folded) or _NUMBER.search(piece.folded):
        return True
    if MARKER.match(piece.text) or not any(letter.isalpha() for letter in piece.text):
        return True
    return piece.text.isupper() and any(not text.isupper() for text in begun)


def _is_name(text: str) -> bool:
    parts = text.split()
    return 1 < len(parts) <= _LONGEST_NAME and all(
        part.isalpha() and part[0].isupper() and part[1:].islower() for part in parts
    )
