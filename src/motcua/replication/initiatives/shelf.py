"""Where the kits of a model stand: the room above this one, which keeps them, tells it here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class KitOnShelf:
    """That a unit has put its kit of a model beside it in the register."""

    unit_name: str
    offered_at: datetime


@dataclass(frozen=True)
class Shelf:
    """What the room above tells: the kits of a model (id) with the names of units on a day, the page to take one."""

    kits: Callable[[int, date], Sequence[KitOnShelf]]
    take_page: str


_shelves: list[Shelf] = []


def register_shelf(shelf: Shelf) -> None:
    """Name who tells; called once from the room's `apps.py`."""
    _shelves[:] = [shelf]


def the_shelf() -> Shelf:
    """Return who tells."""
    return _shelves[0]
