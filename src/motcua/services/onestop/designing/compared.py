"""What changes between two texts of a procedure? Item by item, found by their keys, not by their numbers. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from motcua.services.onestop.designing.sketch import Raw, words

ORDER = "…"
THEN = " → "  # between the keys of an order
BETWEEN = ", "  # between the words of a list


@dataclass(frozen=True)
class Change:
    """One value that differs; "" = it is not there. `part` is the part of the document."""

    part: str
    place: tuple[str, ...]
    before: str
    after: str


def changes(before: Raw, after: Raw) -> list[Change]:
    """Return what differs, in the order in which the texts say it; the order of keyed items counts as a value."""
    old, new = dict(_flat(before, ())), dict(_flat(after, ()))
    places = [*new, *(place for place in old if place not in new)]
    return [
        Change(place[0], place[1:], old.get(place, ""), new.get(place, ""))
        for place in places
        if old.get(place) != new.get(place)
    ]


def _flat(value: object, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _flat(inner, (*place, str(name)))
    elif isinstance(value, list) and value and all(isinstance(item, dict) and item.get("key") for item in value):
        yield (*place, ORDER), THEN.join(words(item["key"]) for item in value)
        for item in value:
            yield from _flat({name: inner for name, inner in item.items() if name != "key"}, (*place, item["key"]))
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for index, item in enumerate(value):
            yield from _flat(item, (*place, str(index + 1)))
    elif isinstance(value, list):
        yield place, BETWEEN.join(str(item) for item in value)
    else:
        yield place, str(value)
