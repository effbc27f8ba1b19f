"""What has due times that follow the calendar? Rooms above name theirs here; a change counts them again.

A room registers from its `apps.py`. An action that changes days off, hours or the clock rule calls `begin_recounting`
inside its transaction, and a page asks `would_move` beforehand.
"""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff
from motcua.foundation.worktime.queries import as_written


class BeginRecounting(Protocol):
    """How a room has its due times counted again."""

    def __call__(self, *, units: Collection[int], by: Staff | Actor, now: datetime) -> None:
        """Defer the work inside the caller's transaction."""


@dataclass(frozen=True)
class Recounting:
    """The due times of one room: a code, how many would move in each of `units` at a moment, how they are recounted."""

    code: str
    would_move: Callable[[Collection[int], datetime], Counter[int]]
    begin: BeginRecounting


_recountings: dict[str, Recounting] = {}


def register_recounting(recounting: Recounting) -> None:
    """Name due times that follow the calendar; the same code again replaces it."""
    _recountings[recounting.code] = recounting


def begin_recounting(*, units: Collection[int], by: Staff | Actor, now: datetime) -> None:
    """Have everything that follows the calendar of `units` counted again once the change is committed."""
    for recounting in _recountings.values():
        recounting.begin(units=units, by=by, now=now)


def would_move(decide: Callable[[], object], *, units: Collection[int], now: datetime) -> Counter[int]:
    """Return how many due times of each unit `decide` would move. It is done and taken back: nothing of it stays.

    Raises what `decide` raises.
    """
    moved: Counter[int] = Counter()
    with transaction.atomic():
        decide()
        with as_written():
            for recounting in _recountings.values():
                moved += recounting.would_move(units, now)
        transaction.set_rollback(True)
    return moved
