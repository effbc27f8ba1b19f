"""How satisfied are people with an office? Asked by one service, answered by another, which neither knows.

Whoever asks people registers how it counts them; nobody else learns more than these sums.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Satisfaction:
    """Of so many who answered, so many are satisfied; None: too few, so that somebody could be known from it."""

    satisfied: int | None
    answered: int | None


Source = Callable[[int, date, date], Satisfaction]
_sources: list[Source] = []


def register_satisfaction(source: Source) -> None:
    """Answer for a unit and the days from the first to the last, both included, from now on with `source`."""
    _sources[:] = [source]


def satisfaction_with(unit_id: int, first: date, last: date) -> Satisfaction:
    """Return what people said of results of these days; nobody answered where nobody is asked."""
    return _sources[0](unit_id, first, last) if _sources else Satisfaction(0, 0)
