"""Where does a dossier get to by being handed over? Steps nobody reaches, ends without a way, endless rounds. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from motcua.services.onestop.definition import ActRule
from motcua.services.onestop.designing.faults import Fault, fault
from motcua.services.onestop.procedure_acts import ways_among


def way_faults(keys: Sequence[str], rules: Sequence[ActRule]) -> Iterator[Fault]:
    """Yield the steps that no dossier reaches, and those from which it never comes to the decision.

    A step that nobody reaches is told once, whatever lies behind it; of a way that ends nowhere its last step is told,
    of an endless round every step.
    """
    ways = {key: [to for to in ways_among(keys, rules, key) if to != key] for key in keys[:-1]}
    decision = keys[-2]
    reached = reachable(ways, keys[0])
    for index, key in enumerate(keys[:-1]):
        if key not in reached:
            yield fault("unreachable_step", f"steps/{index}")
    for index, key in enumerate(keys[:-2]):
        behind = reachable(ways, key)
        if key not in reached or decision in behind:
            continue
        if not ways[key]:
            yield fault("dead_end", f"steps/{index}")
        elif all(ways[each] for each in behind):
            yield fault("endless_loop", f"steps/{index}")


def reachable(ways: Mapping[str, Sequence[str]], start: str) -> set[str]:
    """Return the steps a dossier can come to from `start`, itself included."""
    found, waiting = {start}, [start]
    while waiting:
        for key in ways.get(waiting.pop(), ()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return found
