"""Does the adjusted ranking find the true best three when judges are biased? 1,000 simulated preliminary rounds.

31 entries (as in 2018), 8 readers, 3 readers an entry seated by the platform's own seating; true levels ~ N(70, 8),
severity of a reader ~ N(0, 8), noise of a sheet ~ N(0, 2), all in points of 100. In the headline the third entry
stands at least 3 points above the fourth; a second figure has no such condition, a third has 2 readers an entry, and a
fourth doubles the noise. The baseline is the raw mean of the same sheets. Goal of the headline: more than 0.9.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks import report
from motcua.replication.contest.seating import seat
from motcua.replication.contest.severity import fit

ENTRIES = 31
READERS = 8
BEST = 3
GOAL = 0.9


@dataclass(frozen=True)
class Setting:
    """One kind of contest: readers an entry, noise of a sheet, least gap between the third and the fourth."""

    name: str
    wanted: int = 3
    noise: float = 2
    gap: float = 3


SETTINGS = (
    Setting("contest_top3"),
    Setting("contest_top3_any_gap", gap=0),
    Setting("contest_top3_two_readers", wanted=2),
    Setting("contest_top3_double_noise", noise=4),
)


def main() -> None:
    """Simulate and print; exit status 1 when the headline misses its goal."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=1000)
    arguments = parser.parse_args()
    shares = {}
    for setting in SETTINGS:
        adjusted, raw = recovered(setting, arguments.rounds)
        shares[setting.name] = adjusted
        report.line(setting.name, adjusted, "recovered", adjusted / raw if raw else None, f"raw_mean_{raw:.3f}")
    sys.exit(0 if shares["contest_top3"] > GOAL else 1)


def recovered(setting: Setting, rounds: int) -> tuple[float, float]:
    """Return in which share of simulated rounds the adjusted totals, and the raw means, give the true best three."""
    chance = random.Random(554)
    adjusted = raw = 0
    for number in range(rounds):
        levels = _levels(chance, setting.gap)
        severities = [chance.gauss(0, 8) for _ in range(READERS)]
        pairs = seat(range(ENTRIES), range(READERS), wanted=setting.wanted, forbidden=set(), seed=str(number))
        totals = {
            (judge, entry): levels[entry] + severities[judge] + chance.gauss(0, setting.noise)
            for judge, entry in sorted(pairs)
        }
        fitted = fit(totals).levels
        truth = _best(levels)
        adjusted += _best([fitted[entry] for entry in range(ENTRIES)]) == truth
        raw += _best(_means(totals)) == truth
    return adjusted / rounds, raw / rounds


def _levels(chance: random.Random, gap: float) -> list[float]:
    """Draw true levels until the third stands far enough above the fourth."""
    while True:
        levels = [chance.gauss(70, 8) for _ in range(ENTRIES)]
        ordered = sorted(levels, reverse=True)
        if ordered[BEST - 1] - ordered[BEST] >= gap:
            return levels


def _means(totals: dict[tuple[int, int], float]) -> list[float]:
    sheets: list[list[float]] = [[] for _ in range(ENTRIES)]
    for (_judge, entry), total in totals.items():
        sheets[entry].append(total)
    return [sum(each) / len(each) for each in sheets]


def _best(values: Sequence[float]) -> set[int]:
    return set(sorted(range(ENTRIES), key=lambda entry: -values[entry])[:BEST])


if __name__ == "__main__":
    main()
