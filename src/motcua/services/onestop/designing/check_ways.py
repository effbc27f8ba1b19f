"""Where does a dossier get to by being handed over? Steps nobody reaches, ends without a way, endless rounds. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from motcua.services.onestop.definition import ActRule
from motcua.services.onestop.designing.faults import Fault, fault
from motcua.services.onestop.procedure_acts import ways_among


def way_faults(keys: Sequence[str], rules: Sequence[ActRule]) -> Iterator[Fault]:
    """Yield the steps that no dossier reaches, or, when the decision is one of them, where the way to it is lost.

    Of a way that ends nowhere its last step is told, of an endless round the first.
    """
    ways = {key: [to for to in ways_among(keys, rules, key) if to != key] for key in keys[:-1]}
    decision = keys[-2]
    reached = reachable(ways, keys[0])
    if decision in reached:
        yield from (fault("unreachable_step", f"steps/{keys.index(key)}") for key in keys[:-1] if key not in reached)
    yield from _lost(keys, ways, reached)


def _lost(keys: Sequence[str], ways: Mapping[str, Sequence[str]], reached: set[str]) -> Iterator[Fault]:
    trapped = [key for key in keys[:-2] if key in reached and keys[-2] not in reachable(ways, key)]
    ends = [key for key in trapped if not ways[key]]
    yield from (fault("dead_end", f"steps/{keys.index(key)}") for key in ends)
    if trapped and not ends:
        yield fault("endless_loop", f"steps/{keys.index(trapped[0])}")


def reachable(ways: Mapping[str, Sequence[str]], start: str) -> set[str]:
    """Return the steps a dossier can come to from `start`, itself included."""
    found, waiting = {start}, [start]
    while waiting:
        for key in ways.get(waiting.pop(), ()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return found
