"""What may be published of a unit and month? No figure behind which fewer than `LEAST` people stand. Pure.

Procedures of few dossiers are put together, and when even those together are few, the smallest of the others with them:
so every sum stays true, and nothing can be found by subtraction. A month that is small altogether is hidden whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LEAST = 5


@dataclass(frozen=True)
class Cell:
    """The dossiers of one procedure (None: of several together) that were received and decided in a month."""

    procedure_id: int | None
    filed: int
    finished: int
    finished_in_time: int
    finished_late: int
    finished_late_by_law: int

    @property
    def size(self) -> int:
        """How many dossiers it speaks of."""
        return self.filed + self.finished


def published(cells: Sequence[Cell], *, least: int = LEAST) -> tuple[Cell | None, ...]:
    """Return what is shown of one unit and month; None at the end stands for a rest that is hidden."""
    kept = sorted((cell for cell in cells if _is_many(cell, least)), key=lambda cell: cell.size)
    few = [cell for cell in cells if not _is_many(cell, least)]
    if not few:
        return tuple(kept)
    while not _is_many(_together(few), least) and kept:
        few.append(kept.pop(0))
    rest = _together(few)
    return (*kept, rest if _is_many(rest, least) else None)


def split(late: int, late_by_law: int, *, finished: int, least: int = LEAST) -> tuple[int, int, int] | None:
    """Return those in time, late and late by law among the finished; None where a part or difference is of few."""
    parts = (finished - late, late, late_by_law, late - late_by_law)
    return parts[:3] if all(part == 0 or part >= least for part in parts) else None


def closed_until(through: date) -> date:
    """Return the last day of the last whole month of what is counted `through` a day.

    The running month is never published: it grows every night, and yesterday's file taken from today's is one dossier.
    """
    next_day = through + timedelta(days=1)
    return next_day.replace(day=1) - timedelta(days=1)


def _is_many(cell: Cell, least: int) -> bool:
    return all(number == 0 or number >= least for number in (cell.filed, cell.finished))


def _together(cells: Sequence[Cell]) -> Cell:
    return Cell(
        None,
        sum(cell.filed for cell in cells),
        sum(cell.finished for cell in cells),
        sum(cell.finished_in_time for cell in cells),
        sum(cell.finished_late for cell in cells),
        sum(cell.finished_late_by_law for cell in cells),
    )
