"""Where in the letter is what? Address, bases, body, copy list and appendix, each as its paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.replication.directives.reader.paragraphs import RIGHT, Line, Paragraph, paragraphs_of
from motcua.replication.directives.reader.proposal import Span

_BASIS = re.compile(r"^(?:can cu|thuc hien|theo (?!doi)|xet|tiep theo|trien khai thuc hien)\b")
_NUMBERED_LETTER = re.compile(
    r"\b(?:cong van|ke hoach|quyet dinh|nghi quyet|nghi dinh|luat|chi thi|thong tu|chuong trinh|to trinh|bao cao)\b"
)
_APPENDIX = re.compile(r"^phu luc(?:\s+(?:so\s*)?(?:\d+|[ivx]+))?\W*$")
_ADDRESS = re.compile(r"^kinh gui\s*:?\s*")
_COPIES = re.compile(r"^noi nhan\s*:?\s*")


@dataclass(frozen=True)
class Parts:
    """The paragraphs of each part, in the order of the letter."""

    address: tuple[Paragraph, ...]
    bases: tuple[Paragraph, ...]
    body: tuple[Paragraph, ...]
    copies: tuple[Paragraph, ...]
    appendix: tuple[Paragraph, ...]


def parts_of(lines: Sequence[Line], head_end: int) -> Parts:
    """Tell the parts of a letter apart; `head_end` is the last line of its head."""
    paragraphs = [one for one in paragraphs_of(lines) if one.span.last > head_end]
    appendix_at = _first(paragraphs, _APPENDIX, len(paragraphs))
    main, appendix = paragraphs[:appendix_at], paragraphs[appendix_at:]
    copies_at = _first(main, _COPIES, len(main))
    letter, copies = main[:copies_at], _left(lines, main[copies_at:])
    address_at = _first(letter, _ADDRESS, None)
    address = _address(letter[address_at:]) if address_at is not None else []
    rest = letter[(address_at or 0) + len(address) :] if address else letter
    bases = _bases(rest)
    body = [one for one in rest if one not in bases]
    return Parts(tuple(address), tuple(bases), tuple(body), tuple(copies), tuple(appendix))


def opening(paragraph: Paragraph) -> int:
    """Return where the text after "Kính gửi:" or "Nơi nhận:" begins; 0 when there is none of these words."""
    match = _ADDRESS.match(paragraph.folded) or _COPIES.match(paragraph.folded)
    return match.end() if match else 0


def _first(paragraphs: Sequence[Paragraph], pattern: re.Pattern[str], otherwise: int | None) -> int | None:
    return next((at for at, one in enumerate(paragraphs) if pattern.match(one.folded)), otherwise)


def _left(lines: Sequence[Line], foot: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the left column of the foot of a letter, line by line: the right one is the signature."""
    if not foot:
        return []
    first, last = foot[0].span.first, foot[-1].span.last
    return [
        Paragraph(line.cells[0], Span(line.number, line.number))
        for line in lines[first - 1 : last]
        if line.cells[0] and line.indent < RIGHT
    ]


def _address(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the lines of the address: dashes, and lines without one while the one before ends in a semicolon."""
    found = [paragraphs[0]]
    for paragraph in paragraphs[1:]:
        goes_on = found[-1].text.endswith((";", ",", ":")) and not _BASIS.match(paragraph.folded)
        if not goes_on or (paragraph.marker and not paragraph.marker["dash"]):
            break
        found.append(paragraph)
    return found


def _bases(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs before the first numbered one that name a document as their ground."""
    found = []
    for paragraph in paragraphs:
        if paragraph.marker and not paragraph.marker["dash"]:
            break
        head = paragraph.folded[2:] if paragraph.marker else paragraph.folded
        if _BASIS.match(head.strip()) and _NUMBERED_LETTER.search(head):
            found.append(paragraph)
    return found
