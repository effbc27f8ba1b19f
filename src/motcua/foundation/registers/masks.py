"""Which columns name people, or tell how they are reached? Whoever writes a book registers how each is masked."""

from collections.abc import Callable, Mapping
from enum import IntEnum

Mask = Callable[[str], str]


class Sight(IntEnum):
    """How much of a line a reader sees as it is written."""

    OUTLINE = 0  # neither names nor how people are reached
    NAMES = 1  # who it is, and not how they are reached
    WHOLE = 2


_masks: dict[tuple[str, str], tuple[Mask, Sight]] = {}


def register_mask(*, book: str, column: str, mask: Mask, shown_from: Sight = Sight.WHOLE) -> None:
    """Mask `column` of the books with this code for readers who see less than `shown_from`; called from `apps.py`."""
    _masks[book, column] = (mask, shown_from)


def has_masks(book: str, sight: Sight) -> bool:
    """Tell whether some column of the books with this code is masked for readers who see this much."""
    return any(code == book and sight < shown_from for (code, _column), (_mask, shown_from) in _masks.items())


def masked(book: str, line: Mapping[str, str], sight: Sight) -> dict[str, str]:
    """Return the line with the columns masked that readers who see this much do not see as written."""
    shown = dict(line)
    for (code, column), (mask, shown_from) in _masks.items():
        if code == book and column in shown and sight < shown_from:
            shown[column] = mask(shown[column])
    return shown
