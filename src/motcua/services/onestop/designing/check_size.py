"""Can a document be kept and given back as it is written? A file may come from anywhere. Pure, and never recursive.

A text with letters that no database or page takes, a number that PostgreSQL writes in another way than we (the hash
would differ on its return), or a heap of items that nobody could read is told before anything else looks at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import copysign, isfinite
from typing import Final

from motcua.services.onestop.designing.faults import Fault, fault
from motcua.services.onestop.designing.sketch import Raw

MOST_ITEMS: Final = 200  # of one list; the longest we ship has thirty
MOST_VALUES: Final = 20_000  # of a document; the largest we ship has a thousand
DEEPEST: Final = 16
LARGEST_NUMBER: Final = 10**15
_ALLOWED_CONTROLS: Final = frozenset("\n\r\t")


def unfit_faults(raw: Raw) -> Iterator[Fault]:
    """Yield every place that cannot be kept as it is; of too many values only that they are too many."""
    waiting: list[tuple[str, object, int]] = [("", raw, 0)]
    seen = 0
    while waiting:
        place, value, depth = waiting.pop()
        seen += 1
        if seen > MOST_VALUES:
            yield fault("too_many", "", most=MOST_VALUES)
            return
        found = _unfit(place, value, depth)
        if found is not None:
            yield found
        else:
            waiting.extend(reversed([(_below(place, name), item, depth + 1) for name, item in _inside(value)]))


def _unfit(place: str, value: object, depth: int) -> Fault | None:
    """Return what is wrong with a value itself, whatever is inside it."""
    if depth > DEEPEST:
        return fault("too_deep", place)
    if isinstance(value, list) and len(value) > MOST_ITEMS:
        return fault("too_many", place, most=MOST_ITEMS)
    texts = [value] if isinstance(value, str) else [str(name) for name in value] if isinstance(value, dict) else []
    if not all(is_plain(text) for text in texts):
        return fault("bad_letter", place)
    return fault("bad_amount", place) if isinstance(value, int | float) and not _returns(value) else None


def _inside(value: object) -> Iterable[tuple[object, object]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def is_plain(text: str) -> bool:
    """Tell whether every letter can be stored and shown: no control characters, no half of a pair."""
    return not any(
        (letter < " " and letter not in _ALLOWED_CONTROLS) or "\ud800" <= letter <= "\udfff" for letter in text
    )


def _returns(number: float) -> bool:
    """Tell whether a number is written the same way when it comes back from the database."""
    if isinstance(number, int):
        return abs(number) <= LARGEST_NUMBER
    is_minus_zero = number == 0 and copysign(1, number) < 0
    return isfinite(number) and abs(number) <= LARGEST_NUMBER and not is_minus_zero


def _below(place: str, step: object) -> str:
    return f"{place}/{step}" if place else str(step)
