"""What else happens when a directive comes into force: rooms above this one name their step here, in a list to be read.

A room registers from its `apps.py`; `actions/confirm_directive.py` calls each one in the order of registration, in its
own transaction: either the directive is in force with all that follows, or it is not.
"""

from datetime import datetime
from typing import Protocol

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff


class Step(Protocol):
    """What a room does with a directive that was confirmed a moment ago."""

    def __call__(self, *, directive_id: int, by: Staff | Actor, now: datetime) -> object:
        """Do it inside the caller's transaction; what is returned is not looked at."""


_steps: dict[str, Step] = {}


def register_step(code: str, step: Step) -> None:
    """Name a step; the same code again replaces it."""
    _steps[code] = step


def steps() -> tuple[Step, ...]:
    """Return what has been registered, in order."""
    return tuple(_steps.values())
