"""How is the body numbered? A tree of numbered paragraphs, and what each section of it is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from motcua.foundation.ui.text import fold
from motcua.replication.directives.reader.paragraphs import Paragraph

_KINDS = ("article", "roman", "arabic", "dotted", "letter", "dash", "plus")
_CLOSING = re.compile(
    r"^(?:tren day la|de nghi (?:thu truong|cac)|yeu cau (?:thu truong|cac)|trong qua trinh|nhan duoc"
    r"|uy ban nhan dan .{0,60}(?:yeu cau|de nghi)|quyet dinh nay|ke hoach nay|cong van nay)"
)
_TERMINAL = (".", ";", "!", "./.")


class Purpose(Enum):
    """What the paragraphs under a heading are."""

    ORDERS = "orders"
    MODELS = "models"
    BACKGROUND = "background"


_PURPOSES = (
    (
        Purpose.BACKGROUND,
        r"muc dich|muc tieu|can cu|dac diem|tinh hinh|pham vi|doi tuong|nguyen tac|quan diem|dat duoc|ton tai",
    ),
    (Purpose.ORDERS, r"to chuc thuc hien|nhiem vu|phan cong|trach nhiem|giai phap|tien do|bien phap|che do bao cao"),
    (Purpose.MODELS, r"mo hinh|sang kien"),
    (Purpose.ORDERS, r"noi dung|yeu cau|thuc hien|trien khai"),
)


@dataclass
class Node:
    """A numbered paragraph; `more` goes on under it without a number of its own."""

    paragraph: Paragraph
    label: str
    depth: int
    more: list[Paragraph] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return its text without the number."""
        return self.paragraph.body.strip()

    @property
    def is_heading(self) -> bool:
        """Tell whether it only leads to what is under it."""
        text = self.text
        return bool(self.children or self.more) and (text.endswith(":") or not text.endswith(_TERMINAL))


@dataclass(frozen=True)
class Outline:
    """The numbered paragraphs, and those that stand outside them."""

    nodes: tuple[Node, ...]
    loose: tuple[Paragraph, ...]


def outline_of(paragraphs: Sequence[Paragraph]) -> Outline:
    """Return the tree of the body; a closing paragraph ends the numbering before it."""
    builder = _Builder()
    for paragraph in paragraphs:
        builder.add(paragraph)
    return Outline(tuple(builder.roots), tuple(builder.loose))


def purpose_of(heading: str) -> Purpose | None:
    """Return what the words of a heading say about what follows; None when they say nothing."""
    plain = fold(heading)
    return next((purpose for purpose, pattern in _PURPOSES if re.search(pattern, plain)), None)


class _Builder:
    def __init__(self) -> None:
        self.roots: list[Node] = []
        self.loose: list[Paragraph] = []
        self._open: list[tuple[str, Node]] = []

    def add(self, paragraph: Paragraph) -> None:
        marker = paragraph.marker
        if marker is None or not paragraph.body:
            self._without_number(paragraph)
            return
        kind = next(name for name in _KINDS if marker[name])
        self._close(kind, marker[kind])
        parent = self._open[-1][1] if self._open else None
        node = Node(paragraph, self._label(kind, marker[kind], parent), len(self._open))
        (parent.children if parent else self.roots).append(node)
        self._open.append((kind, node))

    def _without_number(self, paragraph: Paragraph) -> None:
        if _CLOSING.match(paragraph.folded):
            self._open = []
        if self._open:
            self._open[-1][1].more.append(paragraph)
        else:
            self.loose.append(paragraph)

    def _close(self, kind: str, number: str) -> None:
        """Close what the new number does not belong under: a kind met before, or as many dots as it has."""
        if kind in {"arabic", "dotted"}:
            dots = number.count(".")
            while self._open and (
                self._open[-1][0] in {"letter", "dash", "plus"}
                or (self._open[-1][0] in {"arabic", "dotted"} and self._dots() >= dots)
            ):
                self._open.pop()
            return
        kinds = [name for name, _node in self._open]
        if kind in kinds:
            del self._open[kinds.index(kind) :]
        elif kind in {"article", "roman"}:
            self._open = [pair for pair in self._open if pair[0] == "article" and kind == "roman"]

    def _dots(self) -> int:
        marker = self._open[-1][1].paragraph.marker
        return (marker["dotted"] or "").count(".") if marker else 0

    def _label(self, kind: str, number: str, parent: Node | None) -> str:
        above = parent.label if parent else ""
        siblings = parent.children if parent else self.roots
        if kind in {"dash", "plus"}:
            return f"{above}-{sum(1 for one in siblings if _is_dash(one)) + 1}"
        if kind == "dotted":
            above = next((node.label for name, node in reversed(self._open) if name in {"article", "roman"}), "")
        return f"{above}.{number}" if above else number


def _is_dash(node: Node) -> bool:
    marker = node.paragraph.marker
    return bool(marker and (marker["dash"] or marker["plus"]))
