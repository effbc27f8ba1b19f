"""What is read again, and what does a ratio come to? Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.services.registry import Measure, Ratio, Shown

OVERLAP = timedelta(minutes=20)  # longer than any transaction of the platform runs
MINUTES_A_DAY = 480
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Days without a gap, and the units for which something may differ on one of them."""

    first: date
    last: date
    unit_ids: frozenset[int]


def stretches(days: Iterable[tuple[int, date]]) -> list[Stretch]:
    """Return the fewest stretches that hold every pair of unit and day, in order, without a day nobody touched."""
    units: dict[date, set[int]] = defaultdict(set)
    for unit_id, day in days:
        units[day].add(unit_id)
    found: list[Stretch] = []
    for day in sorted(units):
        if found and found[-1].last + _ONE_DAY == day:
            found[-1] = Stretch(found[-1].first, day, found[-1].unit_ids | units[day])
        else:
            found.append(Stretch(day, day, frozenset(units[day])))
    return found


def value_of(figure: Measure | Ratio, totals: Mapping[str, int]) -> float | None:
    """Return a figure from the totals of the measures: of a ratio a share (1 = all) or working days.

    None for a ratio of nothing: a unit that decided no dossier is neither in time nor late.
    """
    if isinstance(figure, Measure):
        return totals.get(figure.code, 0)
    whole = totals.get(figure.per, 0)
    if not whole:
        return None
    share = totals.get(figure.of, 0) / whole
    return share / MINUTES_A_DAY if figure.shown is Shown.WORKING_DAYS else share


def measures_in(figure: Measure | Ratio) -> tuple[str, ...]:
    """Return the codes of the measures that a figure is made of."""
    return (figure.code,) if isinstance(figure, Measure) else (figure.of, figure.per)
