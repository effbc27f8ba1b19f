"""Addresses that are made when a message leaves, and kept nowhere.

A message is kept with whom it went to and what it is about. An address that must not be joined to either is named in
the row by its kind and by what it is made of; the address itself is made at the moment of sending, each time another.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

Make = Callable[[Mapping[str, str], datetime], str]
_makers: dict[str, Make] = {}


def register_late_link(kind: str, make: Make) -> None:
    """Say how addresses of a kind are made; called from a room's `apps.py`."""
    _makers[kind] = make


def has_late_link(kind: str) -> bool:
    """Tell whether somebody makes addresses of this kind."""
    return kind in _makers


def late_link(kind: str, given: Mapping[str, str], made_at: datetime) -> str:
    """Return a new address of this kind; "" where nobody makes them any more. `made_at` is when the row was written."""
    make = _makers.get(kind)
    return make(given, made_at) if make is not None else ""
