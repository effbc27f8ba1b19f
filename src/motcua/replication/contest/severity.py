"""How strict is each judge, and what would the totals be if all were equally strict?

An additive model, fitted by least squares with a small ridge on the judges (decision 21):
total(judge, entry) = level(entry) + severity(judge) + noise. Only judges who scored the same entries, directly or
through others, can be compared: entries fall into groups, and nothing is said between groups.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

RIDGE = 0.1


@dataclass(frozen=True)
class Severity:
    """The fit. `judges`: points above (lenient) or below (strict) the common level; `levels`: adjusted totals.

    `groups`: sets of entries that can be compared with each other; one group when the design hangs together.
    """

    judges: Mapping[int, float]
    levels: Mapping[int, float]
    groups: tuple[frozenset[int], ...]

    @property
    def is_connected(self) -> bool:
        """Tell whether every entry can be compared with every other."""
        return len(self.groups) <= 1


def fit(totals: Mapping[tuple[int, int], float], *, ridge: float = RIDGE) -> Severity:
    """Fit the model to totals by (judge, entry) and return it; the order of the totals does not matter."""
    judges = sorted({judge for judge, _entry in totals})
    entries = sorted({entry for _judge, entry in totals})
    if not totals:
        return Severity({}, {}, ())
    judge_at = {judge: place for place, judge in enumerate(judges)}
    entry_at = {entry: place + len(judges) for place, entry in enumerate(entries)}
    size = len(judges) + len(entries)
    normal, right = np.zeros((size, size)), np.zeros(size)
    for (judge, entry), total in sorted(totals.items()):
        places = [judge_at[judge], entry_at[entry]]
        normal[np.ix_(places, places)] += 1
        right[places] += total
    normal[range(len(judges)), range(len(judges))] += ridge
    solved = np.linalg.solve(normal, right)
    return Severity(
        judges={judge: float(solved[place]) for judge, place in judge_at.items()},
        levels={entry: float(solved[place]) for entry, place in entry_at.items()},
        groups=_groups(totals),
    )


def _groups(totals: Mapping[tuple[int, int], float]) -> tuple[frozenset[int], ...]:
    """Return the entries that hang together through common judges."""
    groups: list[tuple[set[int], set[int]]] = []
    for judge, entry in sorted(totals):
        touching = [group for group in groups if judge in group[0] or entry in group[1]]
        groups = [group for group in groups if group not in touching]
        groups.append(
            (
                {judge}.union(*(group[0] for group in touching)),
                {entry}.union(*(group[1] for group in touching)),
            )
        )
    return tuple(frozenset(entries) for _judges, entries in groups)
