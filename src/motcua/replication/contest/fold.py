"""Fold the log of a contest: what holds after every event so far. Pure; the order of the log is that of `seq`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from motcua.replication.contest.kinds import Kind

Sheet = tuple[str, int, int]  # round, judge, entry


@dataclass(frozen=True)
class Fact:
    """One event of the log as plain values; what an event has not is None or ""."""

    seq: int
    kind: str
    round: str = ""
    entry: int | None = None
    judge: int | None = None
    criterion: int | None = None
    question: int | None = None
    value: Decimal | None = None
    choice: str = ""


@dataclass
class Folded:
    """What the log says up to its last event. A sheet is (round, judge, entry)."""

    entered: set[int] = field(default_factory=set)
    finalists: set[int] = field(default_factory=set)
    left: set[int] = field(default_factory=set)
    assigned: set[Sheet] = field(default_factory=set)
    committed: set[Sheet] = field(default_factory=set)
    marks: dict[Sheet, dict[int, Decimal | None]] = field(default_factory=dict)
    answers: dict[tuple[int, int], str] = field(default_factory=dict)
    voided: set[int] = field(default_factory=set)
    lots: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    seq: int = 0

    def standing_sheets(self, round_kind: str) -> list[Sheet]:
        """Return the sheets of a round that count or are awaited, in a fixed order; not those of entries that left."""
        return sorted(sheet for sheet in self.assigned if sheet[0] == round_kind and sheet[2] not in self.left)

    def awaited(self, round_kind: str) -> list[Sheet]:
        """Return the sheets of a round that nobody has committed yet."""
        return [sheet for sheet in self.standing_sheets(round_kind) if sheet not in self.committed]

    def is_unsealed(self, round_kind: str) -> bool:
        """Tell whether every sheet of the round is committed, so that scores may be seen."""
        sheets = self.standing_sheets(round_kind)
        return bool(sheets) and all(sheet in self.committed for sheet in sheets)

    def is_entry_unsealed(self, round_kind: str, entry: int) -> bool:
        """Tell whether every judge of this entry has committed in the round."""
        sheets = [sheet for sheet in self.standing_sheets(round_kind) if sheet[2] == entry]
        return bool(sheets) and all(sheet in self.committed for sheet in sheets)


def fold(facts: Iterable[Fact]) -> Folded:
    """Return what the events say together; they are taken by their number, in whatever order they come."""
    state = Folded()
    for fact in sorted(facts, key=lambda one: one.seq):
        _apply(state, fact)
        state.seq = fact.seq
    return state


def _apply(state: Folded, fact: Fact) -> None:
    entry, judge = fact.entry or 0, fact.judge or 0
    sheet = (fact.round, judge, entry)
    match fact.kind:
        case Kind.ASSIGNED:
            state.assigned.add(sheet)
        case Kind.SCORED:
            state.marks.setdefault(sheet, {})[fact.criterion or 0] = fact.value
        case Kind.COMMITTED:
            state.committed.add(sheet)
        case Kind.BARRED:
            barred = {one for one in state.assigned if one[1:] == (judge, entry) and fact.round in {"", one[0]}}
            state.assigned -= barred
            state.committed -= barred
        case Kind.ANSWERED:
            state.answers[entry, fact.question or 0] = fact.choice
        case _:
            _apply_course(state, fact, entry)


def _apply_course(state: Folded, fact: Fact, entry: int) -> None:
    match fact.kind:
        case Kind.ENTERED:
            state.entered.add(entry)
        case Kind.FINALIST:
            state.finalists.add(entry)
        case Kind.LEFT:
            state.left.add(entry)
        case Kind.VOIDED:
            state.voided.add(fact.question or 0)
        case Kind.LOT:
            state.lots[fact.round, entry] = fact.value or Decimal(0)
        case Kind.OPENED:
            state.opened.add(fact.round)
            state.closed.discard(fact.round)
        case Kind.CLOSED:
            state.closed.add(fact.round)
