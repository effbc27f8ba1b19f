"""What the screen shows: the teams of the final in their order, only what every judge of a team has handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.replication.contest.kinds import FINAL, PARTS, Basis, Round, State
from motcua.replication.contest.models import Contest, Entry
from motcua.replication.contest.queries.log import folded, rubric_of
from motcua.replication.contest.ranking import Line, ranking


@dataclass(frozen=True)
class BoardCell:
    """A part of a team: its total, or how many of its judges have handed in."""

    total: Decimal | None
    committed: int
    sheets: int


@dataclass(frozen=True)
class BoardRow:
    """A team. `rank` is None before its first total."""

    rank: int | None
    title: str
    unit: str
    cells: tuple[BoardCell, ...]
    total: Decimal | None


@dataclass(frozen=True)
class Board:
    """The board at one event of the log; `tag` changes whenever something on it may have."""

    contest: Contest
    parts: tuple[tuple[str, Decimal, bool], ...]
    rows: tuple[BoardRow, ...]
    tag: str
    is_frozen: bool
    is_settled: bool


def board_tag(contest: Contest) -> str:
    """Return what names the present look of the board, without computing it."""
    return f"{contest.pk}-{contest.version}-{_last_shown(contest)}-{contest.board_frozen_seq is not None:d}"


def board(contest: Contest, *, now: datetime) -> Board:
    """Return the board; a frozen one shows the log up to the event at which it was frozen. Eight queries."""
    state, rubric = folded(contest, up_to=_last_shown(contest)), rubric_of(contest)
    lines = ranking(state, rubric, FINAL)
    entries = {one.pk: one for one in contest.entries.filter(pk__in=[line.entry for line in lines])}
    names = unit_names([one.unit_id for one in entries.values()], day_of(now), short=True)
    counts: dict[tuple[str, int], tuple[int, int]] = {}
    for part in PARTS:
        for sheet in state.standing_sheets(part):
            committed, sheets = counts.get((part, sheet[2]), (0, 0))
            counts[part, sheet[2]] = (committed + (sheet in state.committed), sheets + 1)
    return Board(
        contest=contest,
        parts=tuple(
            (str(part.label), rubric.parts[part], _is_running(part, state.opened, state.closed)) for part in PARTS
        ),
        rows=tuple(_row(line, entries[line.entry], names, counts, contest.basis) for line in lines),
        tag=board_tag(contest),
        is_frozen=contest.board_frozen_seq is not None,
        is_settled=contest.state in {State.PROVISIONAL, State.ANNOUNCED},
    )


def _last_shown(contest: Contest) -> int:
    return contest.last_seq if contest.board_frozen_seq is None else contest.board_frozen_seq


def _is_running(part: Round, opened: set[str], closed: set[str]) -> bool:
    return part in opened and part not in closed


def _row(
    line: Line, entry: Entry, names: dict[int, str], counts: dict[tuple[str, int], tuple[int, int]], basis: str
) -> BoardRow:
    total = line.adjusted if basis == Basis.ADJUSTED else line.raw
    cells = (BoardCell(line.parts.get(part), *counts.get((part, line.entry), (0, 0))) for part in PARTS)
    return BoardRow(None if total is None else line.rank, entry.title, names[entry.unit_id], tuple(cells), total)
