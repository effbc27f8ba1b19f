"""What happens when a charge is paid is not this room's business: whoever waits for it registers here."""

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


Waiting = Callable[[Settled, datetime], None]
_waiting: dict[str, Waiting] = {}


def on_settled(target_kind: str, waiting: Waiting) -> None:
    """Have `waiting` called, in a transaction of its own and perhaps twice, when a charge for this kind is paid."""
    _waiting[target_kind] = waiting


def tell(settled: Settled, now: datetime) -> None:
    """Call whoever waits for this kind of thing."""
    if waiting := _waiting.get(settled.target_kind):
        waiting(settled, now)
