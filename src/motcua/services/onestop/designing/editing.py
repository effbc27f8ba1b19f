"""Read and change a draft at a place: plain JSON, whole or not. Pure; what is given is never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

Path = tuple[str | int, ...]
LONGEST_NUMBER = 6  # digits; a name made of more is a name


def path_of(place: str) -> Path:
    """Return a fault's place ("steps/2/duration") as steps into the document; only plain numbers count items."""
    return tuple(int(step) if _is_number(step) else step for step in place.split("/")) if place else ()


def _is_number(step: str) -> bool:
    return step.isascii() and step.isdecimal() and len(step) <= LONGEST_NUMBER


def at(document: object, path: Sequence[str | int]) -> Any:  # noqa: ANN401 - anything may stand in a draft
    """Return what stands at `path`, None when nothing does."""
    here: Any = document
    for step in path:
        is_named = isinstance(here, Mapping) and step in here
        is_item = isinstance(here, list) and isinstance(step, int) and 0 <= step < len(here)
        if not (is_named or is_item):
            return None
        here = here[step]
    return here


def items_at(document: object, path: Sequence[str | int]) -> list[Any]:
    """Return the list at `path`, empty when there is none."""
    found = at(document, path)
    return list(found) if isinstance(found, list) else []


def with_value(document: Mapping[str, Any], path: Path, value: object) -> dict[str, Any]:
    """Return the document with `value` at `path`; None takes the name out, and a mapping left empty by it as well.

    An item at the end of a list is appended. Raises KeyError for a place in a list that does not exist.
    """
    copy = deepcopy(dict(document))
    _put(copy, path, value)
    return copy


def without_item(document: Mapping[str, Any], path: Path, index: int) -> dict[str, Any]:
    """Return the document without one item of the list at `path`; an item that is not there changes nothing."""
    items = items_at(document, path)
    return with_value(document, path, [item for place, item in enumerate(items) if place != index])


def with_moved(document: Mapping[str, Any], path: Path, index: int, by: int) -> dict[str, Any]:
    """Return the document with one item of the list at `path` moved up (-1) or down (1), as far as there is room."""
    items = items_at(document, path)
    to = index + by
    if 0 <= index < len(items) and 0 <= to < len(items):
        items[index], items[to] = items[to], items[index]
    return with_value(document, path, items)


def _put(here: Any, path: Path, value: object) -> None:  # noqa: ANN401 - anything may stand in a draft
    step, rest = path[0], path[1:]
    if isinstance(here, list):
        _put_into_list(here, step, rest, value)
        return
    if not rest:
        if value is None:
            here.pop(step, None)
        else:
            here[step] = value
        return
    if not isinstance(here.get(step), dict | list):
        if value is None:
            return
        here[step] = [] if isinstance(rest[0], int) else {}
    _put(here[step], rest, value)
    if value is None and here[step] == {}:
        here.pop(step)


def _put_into_list(here: list[Any], step: str | int, rest: Path, value: object) -> None:
    if not isinstance(step, int) or not 0 <= step <= len(here):
        raise KeyError(step)
    if step == len(here):
        here.append({})
    if rest:
        _put(here[step], rest, value)
    else:
        here[step] = value
