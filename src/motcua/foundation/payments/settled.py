"""What happens when a charge is paid, or falls away, is not this room's business: whoever waits registers here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Settled:
    """A charge that has been paid: for what, its code, and the words that stand for the proof."""

    target_kind: str
    target_id: str
    code: str
    evidence: str


@dataclass(frozen=True)
class Dropped:
    """A charge that has been cancelled by hand: for what, and its code. Why is told to staff alone."""

    target_kind: str
    target_id: str
    code: str


Waiting = Callable[[Settled, datetime], None]
Releasing = Callable[[Dropped, datetime], None]
_waiting: dict[str, Waiting] = {}
_releasing: dict[str, Releasing] = {}


def on_settled(target_kind: str, waiting: Waiting) -> None:
    """Have `waiting` called, in a transaction of its own and perhaps twice, when a charge for this kind is paid."""
    _waiting[target_kind] = waiting


def on_dropped(target_kind: str, releasing: Releasing) -> None:
    """Have `releasing` called in the same way when a charge for this kind is cancelled by hand."""
    _releasing[target_kind] = releasing


def tell(settled: Settled, now: datetime) -> None:
    """Call whoever waits for this kind of thing."""
    if waiting := _waiting.get(settled.target_kind):
        waiting(settled, now)


def tell_dropped(dropped: Dropped, now: datetime) -> None:
    """Call whoever waits for this kind of thing."""
    if releasing := _releasing.get(dropped.target_kind):
        releasing(dropped, now)
