"""Which shorter limit would have been kept, and how sure is that? Pure.

Each matter needed some limit: the smallest with which it would have been in time. The shortest limit kept in 95 % of
cases is the 95th percentile of what was needed. How sure it is follows from the order of the values alone, whatever
their distribution (exact binomial bounds of a quantile): each bound is right in at least 95 % of samples. Below the
number of matters at which an upper bound exists at all, 59, nothing is said.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, exp, lgamma, log

KEPT = 0.95  # the share of matters that must be in time
SURE = 0.95  # how often a bound is right
GOAL = 0.25  # the dispatch's programme: a quarter shorter than the law
MIDDLE, NEARLY_ALL = 0.5, 0.95


def fewest_matters(kept: float = KEPT, sure: float = SURE) -> int:
    """Return how many matters it takes until the largest is an upper bound that is right as often as `sure`."""
    return ceil(log(1 - sure) / log(kept))


def share_kept(needed: Sequence[int], limit: int) -> float:
    """Return the share of matters that `limit` would have kept in time; `needed` is sorted and not empty."""
    return bisect_right(needed, limit) / len(needed)


@dataclass(frozen=True)
class Shortest:
    """The shortest limit kept in 95 % of cases, and its bounds; `high` is what may safely be promised."""

    limit: int
    low: int
    high: int
    matters: int


def shortest_limit(needed: Sequence[int], kept: float = KEPT, sure: float = SURE) -> Shortest | None:
    """Return the shortest limit kept in `kept` of the cases (`needed` is sorted); None: not enough matters."""
    count = len(needed)
    if count < fewest_matters(kept, sure):
        return None
    below = cumulative_binomial(count, kept)
    # the least place r with P(X <= r - 1) >= sure: above the quantile in as many samples
    high = next(place for place in range(1, count + 1) if below[place - 1] >= sure)
    # the greatest place r with P(X <= r - 1) <= 1 - sure: below the quantile in as many samples
    low = max((place for place in range(1, count + 1) if below[place - 1] <= 1 - sure), default=1)
    middle = max(1, ceil(kept * count - 1e-9))
    return Shortest(needed[middle - 1], needed[low - 1], needed[high - 1], count)


def cumulative_binomial(count: int, chance: float) -> list[float]:
    """Return P(X <= k) for k from 0 to `count`, X counting successes of `count` trials (0 < chance < 1)."""
    whole = lgamma(count + 1)
    total, found = 0.0, []
    for hits in range(count + 1):
        ways = whole - lgamma(hits + 1) - lgamma(count - hits + 1)
        total += exp(ways + hits * log(chance) + (count - hits) * log(1 - chance))
        found.append(min(total, 1.0))
    return found


def goal_of(law: int) -> int:
    """Return the longest limit that is a quarter shorter than the law's; 0 when there is none of at least one."""
    return int(law * (1 - GOAL) + 1e-9)


@dataclass(frozen=True)
class StepShare:
    """A step: its share of all working time, and the working minutes a matter spends there, at half and at 95 %."""

    key: str
    share: float
    p50: int
    p95: int


def step_shares(histories: Iterable[Sequence[tuple[str, int]]]) -> list[StepShare]:
    """Return the steps, the one that holds most first; a matter that never came to a step does not count there."""
    minutes: dict[str, list[int]] = defaultdict(list)
    for history in histories:
        for key, spent in history:
            minutes[key].append(spent)
    whole = sum(sum(spent) for spent in minutes.values())
    found = [
        StepShare(key, sum(spent) / whole if whole else 0.0, percentile(spent, MIDDLE), percentile(spent, NEARLY_ALL))
        for key, spent in minutes.items()
    ]
    return sorted(found, key=lambda step: (-step.share, step.key))


def percentile(values: Sequence[int], part: float) -> int:
    """Return the smallest value that at least `part` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(1, ceil(part * len(ordered) - 1e-9)) - 1]
