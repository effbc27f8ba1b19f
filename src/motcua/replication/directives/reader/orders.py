"""What is ordered, of whom, from when, until when? Each numbered order, one for each deadline in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from motcua.foundation.ui.text import fold
from motcua.replication.directives.models import Doubt, Repeats
from motcua.replication.directives.reader.dates import Mark, bare_deadline, has_suspect, marks
from motcua.replication.directives.reader.outline import Node, Outline, Purpose, purpose_of
from motcua.replication.directives.reader.paragraphs import Paragraph, sentences
from motcua.replication.directives.reader.proposal import ReadRequirement, ReadUnclear, Span
from motcua.replication.directives.reader.tables import TaskRow
from motcua.replication.directives.reader.unit_book import Match, UnitBook

_VERBS = re.compile(
    r"\b(?:chiu trach nhiem|co trach nhiem|chu tri|phoi hop|trien khai|to chuc|nghien cuu|xay dung|tham muu|theo doi"
    r"|huong dan|ra soat|thuc hien|tang cuong|tiep tuc|khan truong|chu dong|chi dao|dong loat|phai|can|bao cao|gui|lap"
    r"|ban hanh|kiem tra|tap trung|bo tri|cong khai|day manh|tong hop|can cu|nop|quan triet|phan cong|dam bao"
    r"|bao dam|hoan thanh|dang ky|cu|van dong|tuyen truyen|niem yet|cap nhat|bo sung|thong ke|don doc"
    r"|duy tri|tiep nhan|thanh lap|chuan bi|trinh|ho tro|mo rong|ap dung|cung cap|truc tiep|sap xep|lap dat"
    r"|khao sat|tra loi|cong bo|de xuat|giai quyet|xu ly|nhan rong|tap huan|danh gia|rut ngan|van dung)\b"
)
_LEAD = re.compile(r"^(?:\W*(?:giao|de nghi|yeu cau|tai|doi voi|rieng))+\s+")
_ORDERING = re.compile(r"\b(?:phai|yeu cau|de nghi|giao|chiu trach nhiem|co trach nhiem)\b")
_TRAILING = re.compile(r"^\W*(?:thoi gian|thoi han|hoan thanh|han)\b")
_REPORT = re.compile(r"\bbao cao\b")
_JOINT = re.compile(r"^(?:\s*[,;/]|\s+va\b)\s*")
_LONGEST_SUBJECT = 300
_MOST_WORDS = 60


@dataclass(frozen=True)
class Context:
    """What an order is read with: names, to whom the letter speaks, its day."""

    book: UnitBook
    everybody: tuple[str, ...]
    issued_on: date | None


@dataclass(frozen=True)
class _Piece:
    """The words of one order with at most one deadline."""

    text: str
    marks: tuple[Mark, ...]


def read_orders(outline: Outline, context: Context) -> tuple[list[ReadRequirement], list[ReadUnclear]]:
    """Return the orders of the body, and the passages that may be orders."""
    reader = _Orders(context)
    for node in outline.nodes:
        reader.walk(node, None, ())
    for paragraph in outline.loose:
        reader.loose(paragraph)
    return reader.found, reader.unclear


def read_task(row: TaskRow, context: Context) -> ReadRequirement:
    """Return the order that a row of a table of tasks is."""
    folded = fold(row.deadline)
    known = bare_deadline(folded, context.issued_on) if row.deadline else []
    match = context.book.match(row.units) if row.units else Match()
    late = bool(row.deadline) and not any(mark.is_deadline for mark in known)
    doubt = Doubt.DEADLINE if late else None if match.is_understood else Doubt.UNITS
    piece = _Piece(row.text, tuple(known))
    return _requirement(f"PL.{row.number}", piece, _all(match, context), row.span, doubt)


class _Orders:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.found: list[ReadRequirement] = []
        self.unclear: list[ReadUnclear] = []

    def walk(self, node: Node, purpose: Purpose | None, inherited: tuple[str, ...]) -> None:
        """Read a numbered paragraph and what is under it."""
        subject = _subject(node.text, self.context)
        units = _named(subject, inherited, self.context)
        if node.is_heading:
            purpose = purpose if bool(subject.units) and purpose else purpose_of(node.text) or purpose
            if bool(subject.units) and purpose is None:
                purpose = Purpose.ORDERS
        elif purpose in {Purpose.ORDERS, None}:
            self._order(node, purpose, subject, units)
        for child in node.children:
            self.walk(child, purpose, units)
        if node.is_heading and purpose is Purpose.ORDERS:
            self._under(node, units)

    def loose(self, paragraph: Paragraph) -> None:
        """Read a paragraph without a number: with a deadline it may be an order, and a person says so."""
        known = marks(paragraph.folded, self.context.issued_on)
        if any(mark.is_deadline for mark in known) or re.match(r"^(?:yeu cau|de nghi) ", paragraph.folded):
            self.unclear.append(ReadUnclear(paragraph.text, paragraph.span))

    def _order(self, node: Node, purpose: Purpose | None, subject: Match, units: tuple[str, ...]) -> None:
        whole = " ".join([node.text, *(one.text for one in node.more if not one.text.startswith("("))])
        span = Span(node.paragraph.span.first, max([node.paragraph.span.last, *(one.span.last for one in node.more)]))
        known = marks(fold(whole), self.context.issued_on)
        is_order = purpose is Purpose.ORDERS or subject.is_understood or any(mark.is_deadline for mark in known)
        if not is_order:
            if _ORDERING.search(fold(whole)):
                self.unclear.append(ReadUnclear(whole, span))
            return
        self._add(node.label, whole, units, span, subject)

    def _under(self, node: Node, units: tuple[str, ...]) -> None:
        """Read the paragraphs without a number under a heading of orders, each as one more."""
        for at, paragraph in enumerate(node.more, 1):
            if not paragraph.text.startswith("("):
                subject = _subject(paragraph.text, self.context)
                named = _named(subject, units, self.context)
                self._add(f"{node.label}/{at}", paragraph.text, named, paragraph.span, subject)

    def _add(self, label: str, whole: str, units: tuple[str, ...], span: Span, subject: Match) -> None:
        pieces = list(_pieces(whole, self.context.issued_on))
        for at, piece in enumerate(pieces, 1):
            number = f"{label}({at})" if len(pieces) > 1 else label
            late = has_suspect(fold(piece.text), list(piece.marks))
            partly = bool(subject.unknown)
            doubt = Doubt.DEADLINE if late else Doubt.UNITS if partly or not units else None
            self.found.append(_requirement(number, piece, units, span, doubt))


def _subject(text: str, context: Context) -> Match:
    """Return whom an order names first: its longest beginning that is names of units and nothing else.

    What goes on with a comma or "và" and is neither a name nor an act is `unknown`.
    """
    start = _without_lead(text, context)
    for end in _ends_of_words(start[:_LONGEST_SUBJECT]):
        match = context.book.match(start[:end])
        if match.is_understood:
            more = _goes_on(start[end:])
            return replace(match, unknown=(more,)) if more else match
    return Match()


def _without_lead(text: str, context: Context) -> str:
    """Return an order without the time it begins with, and without "giao", "đề nghị", "tại"."""
    start = text
    first = next(iter(marks(fold(start[:_LONGEST_SUBJECT]), context.issued_on)), None)
    if first is not None and first.start <= 1:
        start = start[first.end :].lstrip(" ,")
    lead = _LEAD.match(fold(start))
    return start[lead.end() :] if lead else start


def _ends_of_words(text: str) -> list[int]:
    """Return where words end, the last first."""
    return [match.end() for match in re.finditer(r"[^\s,;:]+", text)][:_MOST_WORDS][::-1]


def _goes_on(rest: str) -> str:
    """Return what follows a list of names as its next member, before an act or a colon; "" when nothing does."""
    if not (joint := _JOINT.match(fold(rest))):
        return ""
    folded = fold(rest)
    act = _VERBS.search(folded, joint.end())
    end = min(at for at in (act.start() if act else len(rest), rest.find(":") % (len(rest) + 1)))
    return rest[joint.end() : end].strip(" ,;")


def _named(subject: Match, inherited: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """Return whom an order is for: those it names, else those of the heading above."""
    return _all(subject, context) or inherited


def _all(match: Match, context: Context) -> tuple[str, ...]:
    if match.is_everybody:
        return tuple(dict.fromkeys((*context.everybody, *match.units)))
    return match.units


def _pieces(text: str, issued_on: date | None) -> Iterator[_Piece]:
    """Yield an order once for each deadline in it, with the sentences that belong to it."""
    held: list[str] = []
    deadline_at: int | None = None
    for sentence in sentences(text):
        parts = _by_deadline(sentence, issued_on)
        for part in parts:
            if _deadlines(part, issued_on) and deadline_at is not None:
                rest: list[str] = []
                if _TRAILING.match(fold(held[deadline_at])) and deadline_at + 1 < len(held):
                    rest = held[deadline_at + 1 :]
                    del held[deadline_at + 1 :]
                yield _piece(held, issued_on)
                held, deadline_at = rest, None
            held.append(part)
            if deadline_at is None and _deadlines(part, issued_on):
                deadline_at = len(held) - 1
    yield _piece(held, issued_on)


def _by_deadline(sentence: str, issued_on: date | None) -> list[str]:
    """Cut a sentence with several deadlines at the comma before each further one."""
    cuts = [0]
    found = _deadlines(sentence, issued_on)
    for before, mark in pairwise(found):
        comma = max(sentence.rfind(sign, before.end, mark.start) for sign in ",;")
        if comma > 0:
            cuts.append(comma + 1)
    return [sentence[first:last].strip() for first, last in zip(cuts, [*cuts[1:], len(sentence)], strict=True)]


def _deadlines(text: str, issued_on: date | None) -> list[Mark]:
    return [mark for mark in marks(fold(text), issued_on) if mark.is_deadline]


def _piece(held: Sequence[str], issued_on: date | None) -> _Piece:
    text = " ".join(held)
    return _Piece(text, tuple(marks(fold(text), issued_on)))


def _requirement(
    number: str, piece: _Piece, units: tuple[str, ...], span: Span, doubt: Doubt | None
) -> ReadRequirement:
    starts = [mark.starts_on for mark in piece.marks if mark.starts_on]
    due = [mark.due_on for mark in piece.marks if mark.due_on]
    repeats = Repeats.QUARTERLY if any(mark.repeats is Repeats.QUARTERLY for mark in piece.marks) else Repeats.ONCE
    is_dated = bool(due) or repeats is not Repeats.ONCE
    starts_on, due_on = (starts[0] if starts else None), (due[0] if due else None)
    if starts_on and due_on and starts_on > due_on:
        starts_on, doubt = None, Doubt.DEADLINE
    report = is_dated and bool(_REPORT.search(fold(piece.text)))
    return ReadRequirement(number[:20], piece.text, units, starts_on, due_on, repeats, report, span, doubt)
