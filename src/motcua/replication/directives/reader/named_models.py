"""Which models does the letter name? Its body and its appendix speak of the same ones: each is proposed once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from motcua.foundation.ui.text import fold
from motcua.replication.directives.models import Doubt
from motcua.replication.directives.reader.outline import Node, Outline, Purpose, purpose_of
from motcua.replication.directives.reader.proposal import ReadModel, Span
from motcua.replication.directives.reader.tables import ModelRow
from motcua.replication.directives.reader.unit_book import Match, UnitBook
from motcua.replication.directives.reader.unit_names import words

_OF_UNIT = re.compile(r"^(?:mo hinh|sang kien)\s+(?:tai|cua)\s+([^:]{3,160}):\s*")
_MODEL = re.compile(r"^(?:mo hinh|sang kien)\s+")
_WHOSE = re.compile(r"\s(?:cua|tai)\s")
_QUOTED = re.compile(r"^(?:\S+\s+){0,6}?[“\"][^”\"]+[”\"]")
_TAKEN_BY = re.compile(r"\b(?:nhan rong|ap dung)\s+(?:cho|den|tai)\s+")
_ALIKE = 0.8  # of the words of the shorter title
_FEWEST = 3
_LONGEST_TITLE = 380
_LONGEST_TAKERS = 400


@dataclass(frozen=True)
class _Named:
    """A model as one place of the letter names it."""

    title: str
    text: str
    origin_text: str
    origin: str | None
    takers: str
    span: Span


def read_models(outline: Outline, rows: Sequence[ModelRow], book: UnitBook) -> list[ReadModel]:
    """Return the models of body and appendix, in the order of the appendix, then those of the body alone."""
    found = [_of_row(row, book) for row in rows]
    for node in outline.nodes:
        for named in _of_section(node, None, "", book):
            at = _same(named, found)
            if at is None:
                found.append(named)
            else:
                found[at] = _merged(found[at], named, book)
    return [_proposed(named, book) for named in found]


def _of_row(row: ModelRow, book: UnitBook) -> _Named:
    title = _title(row.title)
    text, origin = _origin_in(row.title, book)
    return _Named(title, row.text, text, origin, row.takers, row.span)


def _of_section(node: Node, purpose: Purpose | None, takers: str, book: UnitBook) -> Iterator[_Named]:
    if node.is_heading:
        purpose = purpose_of(node.text) or purpose
        match = _TAKEN_BY.search(fold(node.text))
        takers = node.text[match.end() :].strip(" :.") if match else takers
    elif purpose is Purpose.MODELS:
        yield _of_text(node.text, node.paragraph.span, takers, book)
    if purpose is Purpose.MODELS:
        for paragraph in node.more:
            if _MODEL.match(paragraph.folded):
                yield _of_text(paragraph.text, paragraph.span, takers, book)
    for child in node.children:
        yield from _of_section(child, purpose, takers, book)


def _of_text(text: str, span: Span, takers: str, book: UnitBook) -> _Named:
    whose = _OF_UNIT.match(fold(text))
    if not whose:
        origin_text, origin = _origin_in(text, book)
        return _Named(_title(text), text, origin_text, origin, takers, span)
    origin_text = text[whose.start(1) : whose.end(1)]
    rest = text[whose.end() :]
    return _Named(_title(rest), text, origin_text, book.one(origin_text), takers, span)


def _origin_in(title: str, book: UnitBook) -> tuple[str, str | None]:
    """Return the unit that a title ends in: "... của Ủy ban nhân dân Phường 4", and its words."""
    plain = re.split(r":\s", title.strip())[0][:_LONGEST_TITLE]
    for match in _WHOSE.finditer(fold(plain)):
        words_of_unit = plain[match.end() :].strip(' .;”"')
        if unit := book.one(words_of_unit):
            return words_of_unit, unit
    return "", None


def _title(text: str) -> str:
    """Return the name of a model: without the word, and cut after a name in quotation marks or before a colon."""
    plain = text.strip()
    if match := _MODEL.match(fold(plain)):
        plain = plain[match.end() :]
    if quoted := _QUOTED.match(plain):
        return quoted[0].strip()
    name = re.split(r":\s", plain)[0] if plain.find(": ") > 0 else plain
    name = name.strip(" .;")[:_LONGEST_TITLE]
    return name[:1].upper() + name[1:]


def _same(named: _Named, found: Sequence[_Named]) -> int | None:
    likeness = [(_likeness(named, other), -at) for at, other in enumerate(found)]
    best, at = max(likeness, default=(0.0, 0))
    return -at if best >= _ALIKE else None


def _likeness(one: _Named, other: _Named) -> float:
    first, second = frozenset(words(one.title)), frozenset(words(other.title))
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller >= _FEWEST else 0.0


def _merged(row: _Named, named: _Named, book: UnitBook) -> _Named:
    """Return the row of the appendix with what the body knows better: the shorter title, and whose it is.

    "Mô hình tại quận Thủ Đức: Đường dây nóng tại phường Hiệp Bình Chánh" is the ward's, which lies in the district.
    """
    own_text, own = _origin_in(f" {named.title}", book)
    origin_text, origin = named.origin_text, named.origin
    if own is not None and (origin is None or book.is_above(origin, own)):
        origin_text, origin = own_text, own
    if origin is None:
        origin_text, origin = row.origin_text, row.origin
    title = min((row.title, named.title), key=len)
    return replace(row, title=title, origin_text=origin_text, origin=origin, takers=row.takers or named.takers)


def _proposed(named: _Named, book: UnitBook) -> ReadModel:
    match = book.match(named.takers) if named.takers else Match()
    unknown = bool(named.takers) and not match.is_understood
    doubt = Doubt.ORIGIN if named.origin is None else Doubt.UNITS if unknown else None
    return ReadModel(
        title=named.title,
        text=named.text,
        origin_text=named.origin_text[:_LONGEST_TAKERS],
        origin=named.origin,
        takers_text=named.takers[:_LONGEST_TAKERS],
        takers=match.units,
        span=named.span,
        doubt=doubt,
    )
