"""Ids as they come in an address."""

_LONGEST = 18


def number_or_none(text: str) -> int | None:
    """Return the whole number that `text` is, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None
