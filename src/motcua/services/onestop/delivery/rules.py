"""In which order is a street walked, and what stands on the slip of a parcel? Pure."""

from __future__ import annotations

import re

from motcua.foundation.ui.text import fold

# "12/3A Lê Lợi", "số 12 Lê Lợi", "12-14 Lê Lợi": numbers of house and alleys, a letter, then the street
_HOUSE = re.compile(r"^(?:so\s+(?:nha\s+)?)?(\d+[a-z]?(?:[/-]\d+[a-z]?)*)[\s,]+(.+)$")
_PART = re.compile(r"(\d+)([a-z]?)")

RouteKey = tuple[str, str, tuple[tuple[int, str], ...], str]


def route_key(street: str, place: str) -> RouteKey:
    """Return what puts addresses in the order of a walk: ward, street, then house numbers as numbers.

    House 9 comes before 12, and the alley 12/3 after house 12. An address without a number comes first in its street.
    """
    words = " ".join(fold(street).split())
    found = _HOUSE.match(words)
    if found is None:
        return (fold(place), words, (), "")
    numbers = tuple((int(number), letter) for number, letter in _PART.findall(found[1]))
    return (fold(place), found[2], numbers, found[1])
