"""What else moves when a unit ends: rooms above this one name their open work here, in a list that can be read.

A room registers from its `apps.py`; `actions/reorganise_units.py` calls each one in the order of registration.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import Any, Protocol

from django.db.models import QuerySet

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.refusal import StrOrPromise


class MoveWork(Protocol):
    """How a room hands its open work of one unit to another."""

    def __call__(self, *, from_unit: int, to_unit: int, on: date, by: Actor, now: datetime) -> int:
        """Move the work inside the caller's transaction and return how many things moved; a second call moves none."""


class FindRows(Protocol):
    """How a room finds what it is going to move of units that end together."""

    def __call__(self, unit_ids: Collection[int], /) -> Collection[QuerySet[Any]]:
        """Return the rows of each table, in the order in which whoever works on them locks them."""


class Turn(IntEnum):
    """Whose rows are locked before whose, by everybody who holds several: a filing begins with the team that helps, and
    ends with what is owed for it."""

    HELP = 1
    PEOPLE = 2
    MATTERS = 3
    MONEY = 4
    OTHERS = 5


@dataclass(frozen=True)
class Handover:
    """The open work of one room: a code, its name in the plural, how much of it a unit has, which rows it is and when
    these are locked, and how it moves."""

    code: str
    label: StrOrPromise
    count: Callable[[int], int]
    rows: FindRows
    move: MoveWork
    turn: Turn


_handovers: dict[str, Handover] = {}


def register_handover(handover: Handover) -> None:
    """Name work that a unit hands on when it ends; the same code again replaces it."""
    _handovers[handover.code] = handover


def forget_handover(code: str) -> None:
    """Take a registration back."""
    _handovers.pop(code, None)


def handovers() -> tuple[Handover, ...]:
    """Return what has been registered, in order."""
    return tuple(_handovers.values())
