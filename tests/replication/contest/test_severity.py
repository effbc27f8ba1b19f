"""Severity is found and taken out; where judges cannot be compared it is said."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.replication.contest.seating import seat
from motcua.replication.contest.severity import fit

Totals = dict[tuple[int, int], float]


def made(levels: list[float], judges: list[float], pairs: set[tuple[int, int]]) -> Totals:
    return {(judge, entry): levels[entry] + judges[judge] for judge, entry in pairs}


def test_exact_severities_are_found_but_for_the_small_ridge() -> None:
    levels, judges = [70.0, 60.0, 80.0, 75.0], [-6.0, 0.0, 6.0]
    pairs = {(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (0, 2), (0, 3), (2, 3)}
    found = fit(made(levels, judges, pairs), ridge=1e-6)
    assert [found.judges[judge] for judge in range(3)] == pytest.approx(judges, abs=1e-2)
    assert [found.levels[entry] for entry in range(4)] == pytest.approx(levels, abs=1e-2)
    assert found.is_connected


def test_severities_sum_to_nothing() -> None:
    pairs = seat(range(10), range(4), wanted=2, forbidden=set(), seed="1")
    found = fit(made([50.0 + n for n in range(10)], [1, 5, -2, 9], pairs))
    assert sum(found.judges.values()) == pytest.approx(0, abs=1e-9)


def test_where_all_judge_all_the_adjusted_total_is_the_mean() -> None:
    totals = {(judge, entry): 10.0 * entry + 3 * judge for judge in range(3) for entry in range(4)}
    found = fit(totals)
    assert [found.levels[entry] for entry in range(4)] == pytest.approx([3, 13, 23, 33])


def test_a_strict_pair_no_longer_costs_the_place() -> None:
    pairs = {(0, 0), (1, 0), (2, 1), (3, 1), (0, 2), (2, 2), (1, 3), (3, 3)}
    totals = made([80.0, 75.0, 60.0, 60.0], [-10.0, -10.0, 10.0, 10.0], pairs)
    raw = {entry: sum(value for (_j, e), value in totals.items() if e == entry) / 2 for entry in (0, 1)}
    assert raw[0] < raw[1]
    levels = fit(totals).levels
    assert levels[0] > levels[1]


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_sheets_is_nothing(seed: int) -> None:
    chance = random.Random(seed)
    pairs = seat(range(12), range(5), wanted=2, forbidden=set(), seed=str(seed))
    totals = {pair: chance.uniform(40, 90) for pair in sorted(pairs)}
    shuffled = list(totals.items())
    chance.shuffle(shuffled)
    assert fit(dict(shuffled)) == fit(totals)


def test_groups_without_a_common_judge_are_told() -> None:
    found = fit({(1, 1): 50.0, (1, 2): 60.0, (2, 3): 70.0, (2, 4): 80.0})
    assert found.groups == (frozenset({1, 2}), frozenset({3, 4}))
    assert not found.is_connected


def test_nothing_was_scored() -> None:
    found = fit({})
    assert (found.judges, found.levels, found.is_connected) == ({}, {}, True)
