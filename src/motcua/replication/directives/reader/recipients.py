"""To whom does the letter go, and on which documents does it rest?"""

import re
from collections.abc import Sequence
from datetime import date

from motcua.replication.directives.models import Doubt, RecipientKind
from motcua.replication.directives.reader.paragraphs import Paragraph
from motcua.replication.directives.reader.parts import opening
from motcua.replication.directives.reader.proposal import ReadBasis, ReadRecipient
from motcua.replication.directives.reader.unit_book import Match, UnitBook

_DOCUMENT = re.compile(r"\bso\s*:?\s*(\d+[a-z]?/[\w&/-]*\w)")
_DAY = re.compile(r"\bngay\s+(\d{1,2})\s*(?:/|-|\.|thang)\s*(\d{1,2})\s*(?:/|-|\.|nam)\s*(\d{4})")
# lines of a copy list that name nobody outside: "as above", "archive"
_NOBODY = re.compile(r"^(?:nhu (?:tren|kinh gui|dieu \d+)|luu)\b")
_END = re.compile(r"^luu\b")


def read_bases(paragraphs: Sequence[Paragraph]) -> tuple[ReadBasis, ...]:
    """Return the documents that the letter rests on, each with number and day where it has them."""
    return tuple(_basis(paragraph) for paragraph in paragraphs)


def read_recipients(kind: RecipientKind, paragraphs: Sequence[Paragraph], book: UnitBook) -> tuple[ReadRecipient, ...]:
    """Return the lines of the address or of the copy list with the units they stand for.

    A group leaves out the units that the same list names one by one.
    """
    lines = _lines(kind, paragraphs)
    matches = [Match() if _NOBODY.match(line.folded) else book.match(line.text) for line in lines]
    named = {key for match in matches if not match.is_group for key in match.units}
    return tuple(_recipient(kind, line, match, named) for line, match in zip(lines, matches, strict=True))


def _lines(kind: RecipientKind, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for at, paragraph in enumerate(paragraphs):
        text = paragraph.text[opening(paragraph) :] if at == 0 else paragraph.text
        plain = Paragraph(text.strip(), paragraph.span)
        if not plain.text or (kind == RecipientKind.COPY and at > 0 and not plain.marker):
            continue
        line = Paragraph(plain.body.strip(" .;:"), plain.span)
        found.append(line)
        if kind == RecipientKind.COPY and _END.match(line.folded):
            break
    return [line for line in found if line.text]


def _recipient(kind: RecipientKind, line: Paragraph, match: Match, named: set[str]) -> ReadRecipient:
    units = tuple(key for key in match.units if not match.is_group or key not in named)
    is_nobody = bool(_NOBODY.match(line.folded))
    doubt = None if is_nobody or match.is_understood else Doubt.UNITS
    return ReadRecipient(kind, line.text, units, is_nobody or match.is_complete, line.span, doubt)


def _basis(paragraph: Paragraph) -> ReadBasis:
    number = _DOCUMENT.search(paragraph.folded)
    after = number.end() if number else 0
    text = paragraph.body.strip()
    named = paragraph.text[number.start(1) : number.end(1)] if number else ""
    issued_on = _day(paragraph.folded, after)
    # a law is named by its title and day, everything else by a number
    doubt = None if named or (issued_on and "luat" in paragraph.folded) else Doubt.BASIS
    return ReadBasis(text, named, issued_on, paragraph.span, doubt)


def _day(folded: str, start: int) -> date | None:
    if match := _DAY.search(folded, start):
        try:
            return date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError:
            return None
    return None
