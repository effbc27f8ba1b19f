"""Readers are seated evenly and never where they may not be."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.replication.contest.seating import seat


def loads(pairs: set[tuple[int, int]], readers: range) -> list[int]:
    return [sum(one == reader for one, _entry in pairs) for reader in readers]


def test_thirty_one_entries_and_two_readers_each_are_spread_evenly() -> None:
    pairs = seat(range(31), range(8), wanted=2, forbidden=set(), seed="2018")
    assert len(pairs) == 62
    assert sorted(loads(pairs, range(8))) == [7, 7, 8, 8, 8, 8, 8, 8]


def test_the_same_seed_seats_the_same_and_another_does_not() -> None:
    first = seat(range(31), range(8), wanted=2, forbidden=set(), seed="a")
    assert first == seat(range(31), range(8), wanted=2, forbidden=set(), seed="a")
    assert first != seat(range(31), range(8), wanted=2, forbidden=set(), seed="b")


def test_sheets_that_exist_stay() -> None:
    kept = {(0, 0), (0, 1), (0, 2)}
    pairs = seat(range(4), range(3), wanted=2, forbidden=set(), seed="x", kept=kept)
    assert kept <= pairs
    assert len(pairs) == 8


@st.composite
def designs(draw: st.DrawFn) -> tuple[int, int, int, set[tuple[int, int]]]:
    entries, readers = draw(st.integers(1, 12)), draw(st.integers(2, 6))
    pairs = list(product(range(readers), range(entries)))
    forbidden = set(draw(st.lists(st.sampled_from(pairs), max_size=len(pairs) // 2)))
    return entries, readers, draw(st.integers(1, 3)), forbidden


@settings(max_examples=300, deadline=None)
@given(designs(), st.integers(0, 99))
def test_nobody_sits_where_they_may_not_and_every_entry_is_full_when_it_can_be(
    design: tuple[int, int, int, set[tuple[int, int]]], seed: int
) -> None:
    entries, readers, wanted, forbidden = design
    pairs = seat(range(entries), range(readers), wanted=wanted, forbidden=forbidden, seed=str(seed))
    assert not pairs & forbidden
    for entry in range(entries):
        possible = sum((reader, entry) not in forbidden for reader in range(readers))
        assert sum(one == entry for _reader, one in pairs) == min(wanted, possible)
    assert max(loads(pairs, range(readers))) == smallest_greatest_load(entries, readers, wanted, forbidden)


def smallest_greatest_load(entries: int, readers: int, wanted: int, forbidden: set[tuple[int, int]]) -> int:
    """Return it by trying one bound after another, each as a flow of single sheets."""
    bound = 0
    while not _fits(entries, readers, wanted, forbidden, bound):
        bound += 1
    return bound


def _fits(entries: int, readers: int, wanted: int, forbidden: set[tuple[int, int]], bound: int) -> bool:
    holders: dict[int, set[int]] = {reader: set() for reader in range(readers)}
    for entry in range(entries):
        possible = sum((reader, entry) not in forbidden for reader in range(readers))
        if not all(_place(entry, holders, forbidden, bound, set()) for _ in range(min(wanted, possible))):
            return False
    return True


def _place(
    entry: int, holders: dict[int, set[int]], forbidden: set[tuple[int, int]], bound: int, seen: set[int]
) -> bool:
    for reader in [one for one in holders if (one, entry) not in forbidden and entry not in holders[one]]:
        if reader in seen:
            continue
        seen.add(reader)
        if len(holders[reader]) < bound:
            holders[reader].add(entry)
            return True
        for other in sorted(holders[reader]):
            holders[reader].remove(other)
            if _place(other, holders, forbidden, bound, seen):
                holders[reader].add(entry)
                return True
            holders[reader].add(other)
    return False
