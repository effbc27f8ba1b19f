"""Which columns tell how people are reached? Whoever writes such a book registers how each of them is masked."""

from collections.abc import Callable, Mapping

Mask = Callable[[str], str]
_masks: dict[tuple[str, str], Mask] = {}


def register_mask(*, book: str, column: str, mask: Mask) -> None:
    """Mask `column` of the books with this code for readers who do not keep them; called from a room's `apps.py`."""
    _masks[book, column] = mask


def has_masks(book: str) -> bool:
    """Tell whether some column of the books with this code is masked for readers who do not keep them."""
    return any(code == book for code, _column in _masks)


def masked(book: str, line: Mapping[str, str]) -> dict[str, str]:
    """Return the line with the columns that are registered masked."""
    return {key: _masks[book, key](text) if (book, key) in _masks else text for key, text in line.items()}
