"""Who reads what? Each entry gets the wanted number of readers, nobody reads where they may not, loads are even.

First a greedy pass that prefers readers with little to do and readers who have not yet read together (so that all of
them can be compared with each other); then loads are evened out along chains of swaps, which reaches the smallest
greatest load there is.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Collection, Mapping, Sequence


def seat(
    entries: Sequence[int],
    readers: Sequence[int],
    *,
    wanted: int,
    forbidden: Collection[tuple[int, int]],
    seed: str,
    kept: Collection[tuple[int, int]] = (),
) -> set[tuple[int, int]]:
    """Return pairs (reader, entry): `wanted` readers for each entry, or as many as are allowed to read it.

    `forbidden` are pairs that must not be, `kept` are pairs that are there already and stay. The same `seed` gives the
    same seating.
    """
    plan = _Plan(readers, set(forbidden), set(kept), random.Random(seed))  # noqa: S311 - repeatable on purpose
    order = sorted(entries)
    plan.chance.shuffle(order)
    # entries with the fewest possible readers first: they have no choice
    order.sort(key=lambda entry: sum(plan.may(reader, entry) for reader in readers))
    for entry in order:
        plan.fill(entry, wanted)
    plan.even_out()
    return plan.pairs()


class _Plan:
    """The seating while it is made."""

    def __init__(
        self,
        readers: Sequence[int],
        forbidden: set[tuple[int, int]],
        kept: set[tuple[int, int]],
        chance: random.Random,
    ) -> None:
        self.chance = chance
        self.forbidden = forbidden
        self.kept = kept
        self.readers = sorted(readers)
        self.chance.shuffle(self.readers)
        self.held: dict[int, set[int]] = {reader: set() for reader in self.readers}
        self.together: dict[frozenset[int], int] = {}
        self.of_entry: dict[int, list[int]] = {}
        for reader, entry in sorted(kept):
            self.give(reader, entry)

    def may(self, reader: int, entry: int) -> bool:
        return (reader, entry) not in self.forbidden and entry not in self.held.get(reader, set())

    def give(self, reader: int, entry: int) -> None:
        for other in self.of_entry.setdefault(entry, []):
            pair = frozenset((reader, other))
            self.together[pair] = self.together.get(pair, 0) + 1
        self.of_entry[entry].append(reader)
        self.held.setdefault(reader, set()).add(entry)

    def fill(self, entry: int, wanted: int) -> None:
        while len(self.of_entry.setdefault(entry, [])) < wanted:
            free = [reader for reader in self.readers if self.may(reader, entry)]
            if not free:
                return
            self.give(min(free, key=lambda reader: self._cost(reader, entry)), entry)

    def _cost(self, reader: int, entry: int) -> tuple[int, int]:
        met = sum(self.together.get(frozenset((reader, other)), 0) for other in self.of_entry[entry])
        return len(self.held[reader]), met

    def even_out(self) -> None:
        while (chain := self._chain()) is not None:
            for giver, taker, entry in chain:
                self.held[giver].discard(entry)
                self.held[taker].add(entry)

    def _chain(self) -> list[tuple[int, int, int]] | None:
        """Return moves (giver, taker, entry) that take one entry from a reader to another with two or more fewer."""
        by_load = sorted(self.readers, key=lambda reader: -len(self.held[reader]))
        for start in by_load:
            found = self._search(start)
            if found is not None:
                return found
        return None

    def _search(self, start: int) -> list[tuple[int, int, int]] | None:
        came_from: dict[int, tuple[int, int]] = {}
        seen, queue = {start}, deque([start])
        while queue:
            giver = queue.popleft()
            if len(self.held[giver]) <= len(self.held[start]) - 2:
                return _walk_back(start, giver, came_from)
            for taker, entry in self._moves(giver):
                if taker not in seen:
                    seen.add(taker)
                    came_from[taker] = (giver, entry)
                    queue.append(taker)
        return None

    def _moves(self, giver: int) -> list[tuple[int, int]]:
        movable = sorted(entry for entry in self.held[giver] if (giver, entry) not in self.kept)
        return [(taker, entry) for entry in movable for taker in self.readers if self.may(taker, entry)]

    def pairs(self) -> set[tuple[int, int]]:
        return {(reader, entry) for reader, entries in self.held.items() for entry in entries}


def _walk_back(start: int, end: int, came_from: Mapping[int, tuple[int, int]]) -> list[tuple[int, int, int]]:
    moves = []
    taker = end
    while taker != start:
        giver, entry = came_from[taker]
        moves.append((giver, taker, entry))
        taker = giver
    return moves
