"""The rules of shortening: shares, bounds that hold as often as they say, and the step that holds matters longest."""

from __future__ import annotations

import random
from itertools import pairwise
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.replication.shortening.rules import (
    KEPT,
    cumulative_binomial,
    fewest_matters,
    goal_of,
    percentile,
    share_kept,
    shortest_limit,
    step_shares,
)

NEEDED = st.lists(st.integers(1, 40), min_size=1, max_size=300).map(sorted)
ENOUGH = st.lists(st.integers(1, 40), min_size=59, max_size=400).map(sorted)


@settings(deadline=None)
@given(NEEDED)
def test_the_share_kept_grows_with_the_limit_up_to_all(needed: list[int]) -> None:
    shares = [share_kept(needed, limit) for limit in range(42)]
    assert all(less <= more for less, more in pairwise(shares))
    assert shares[0] == 0
    assert shares[-1] == 1
    assert shares[7] == sum(each <= 7 for each in needed) / len(needed)


@settings(deadline=None)
@given(ENOUGH)
def test_the_shortest_limit_is_the_least_that_keeps_95_per_cent_and_lies_within_its_bounds(needed: list[int]) -> None:
    found = shortest_limit(needed)
    assert found is not None
    assert share_kept(needed, found.limit) >= KEPT
    assert share_kept(needed, found.limit - 1) < KEPT
    assert found.low <= found.limit <= found.high


def test_below_the_stated_number_nothing_is_said() -> None:
    assert fewest_matters() == 59
    assert shortest_limit([1] * 58) is None
    assert shortest_limit([]) is None
    assert shortest_limit([3] * 58 + [9]) is not None
    # with the fewest that suffice, only the largest of all is sure enough
    assert shortest_limit(sorted([3] * 58 + [9])).high == 9  # type: ignore[union-attr]


@pytest.mark.parametrize(("count", "chance"), [(1, 0.5), (12, 0.3), (59, 0.95), (500, 0.95)])
def test_the_binomial_is_the_exact_one(count: int, chance: float) -> None:
    exact, total = [], 0.0
    for hits in range(count + 1):
        total += comb(count, hits) * chance**hits * (1 - chance) ** (count - hits)
        exact.append(total)
    assert cumulative_binomial(count, chance) == pytest.approx(exact, abs=1e-9)


def _days(chance: random.Random) -> int:
    """Return the working days a matter needed: most few, some many, as in an office."""
    return max(1, round(chance.lognormvariate(1.4, 0.5)))


@pytest.mark.parametrize("matters", [59, 150, 500])
def test_each_bound_is_right_in_at_least_95_of_a_hundred_samples(matters: int) -> None:
    chance = random.Random(matters)
    truth = percentile([_days(chance) for _ in range(200_000)], KEPT)
    found = [shortest_limit(sorted(_days(chance) for _ in range(matters))) for _ in range(1500)]
    high = sum(each is not None and each.high >= truth for each in found) / len(found)
    low = sum(each is not None and each.low <= truth for each in found) / len(found)
    # the bounds are exact or careful; three standard errors of the count are allowed for
    assert high >= 0.95 - 0.017
    assert low >= 0.95 - 0.017


@pytest.mark.parametrize("matters", [59, 500])
def test_what_may_be_promised_is_kept_in_95_per_cent_in_as_many_samples(matters: int) -> None:
    chance = random.Random(554 + matters)
    everything = sorted(_days(chance) for _ in range(200_000))
    kept = 0
    for _ in range(1000):
        found = shortest_limit(sorted(_days(chance) for _ in range(matters)))
        assert found is not None
        kept += share_kept(everything, found.high) >= KEPT
    assert kept / 1000 >= 0.95 - 0.021


def test_the_bounds_come_closer_with_more_matters() -> None:
    chance = random.Random(9)
    widths = []
    for matters in (59, 400, 6000):
        found = shortest_limit(sorted(chance.randint(1, 1000) for _ in range(matters)))
        assert found is not None
        widths.append(found.high - found.low)
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] < 25


def test_the_goal_is_a_quarter_shorter_than_the_law() -> None:
    assert [goal_of(law) for law in (10, 15, 7, 4, 3, 2, 1)] == [7, 11, 5, 3, 2, 1, 0]


def test_the_step_that_holds_matters_longest_comes_first() -> None:
    found = step_shares([[("a", 10), ("b", 90)], [("a", 30), ("b", 60)], [("a", 10)]])
    assert [(step.key, step.share, step.p50, step.p95) for step in found] == [
        ("b", 0.75, 60, 90),
        ("a", 0.25, 10, 30),
    ]
    assert step_shares([]) == []
    assert [step.share for step in step_shares([[("a", 0)]])] == [0]
