"""Addresses and codes that are made when a message leaves, and kept nowhere.

A message is kept with whom it went to and what it is about. An address that must not be joined to either is named in
the row by its kind and by what it is made of; the address itself is made at the moment of sending.
A code that proves something is named the same way: whoever reads the outbox, the database or a backup finds none.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

MESSAGE = "message"  # in what a link is made of: the reference of the message that it leaves with
Make = Callable[[Mapping[str, str], datetime], str]
Offered = Callable[[Mapping[str, str], datetime], bool]
_makers: dict[str, tuple[Make, Offered]] = {}


def _always(given: Mapping[str, str], now: datetime) -> bool:
    del given, now
    return True


def register_late_link(kind: str, make: Make, is_offered: Offered = _always) -> None:
    """Say how addresses or codes of a kind are made, and what for they are; called from a room's `apps.py`."""
    _makers[kind] = (make, is_offered)


def offers_late_link(kind: str, given: Mapping[str, str], now: datetime) -> bool:
    """Tell whether somebody makes such an address for a message written at `now`."""
    maker = _makers.get(kind)
    return maker is not None and maker[1](given, now)


def late_link(kind: str, given: Mapping[str, str], made_at: datetime) -> str:
    """Return the address or code of this kind; "" where nobody makes them any more.

    `made_at` is when the row was written. A message names itself in `given` by `MESSAGE`, so that its kind may make the
    same again when it is handed over once more.
    """
    maker = _makers.get(kind)
    return maker[0](given, made_at) if maker is not None else ""
