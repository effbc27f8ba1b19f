"""Which months and which spans are compared, in which order do units stand? Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from motcua.services.registry import Better, Measure, Ratio

ONE_DAY = timedelta(days=1)
LONGEST_WINDOW = timedelta(days=90)
MONTHS = 12


class Valued(Protocol):
    """Something with a figure and a name."""

    @property
    def value(self) -> float | None:
        """The figure; None: nothing to divide by."""

    @property
    def name(self) -> str:
        """What it is called."""


V = TypeVar("V", bound=Valued)


def ranked(lines: Iterable[V], better: Better) -> list[V]:
    """Return the lines, best first, equal ones by name; those without a figure come last."""
    sign = -1 if better is Better.MORE else 1
    return sorted(lines, key=lambda line: (line.value is None, sign * (line.value or 0), line.name))


def months_until(last: date, count: int = MONTHS) -> list[date]:
    """Return the first days of the `count` months that end with that of `last`, in order."""
    number = last.year * 12 + last.month - 1
    return [date(each // 12, each % 12 + 1, 1) for each in range(number - count + 1, number + 1)]


def end_of_month(first: date) -> date:
    """Return the last day of the month that begins on `first`."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY


@dataclass(frozen=True)
class Windows:
    """Two spans of as many days: before a day and from it on."""

    before: tuple[date, date]
    after: tuple[date, date]

    @property
    def days(self) -> int:
        """How many days each of them has."""
        return (self.after[1] - self.after[0]).days + 1


def windows(live_on: date, *, today: date) -> Windows | None:
    """Return the spans compared about the day a unit went live: whole days up to yesterday, at most ninety.

    None while no whole day has passed since.
    """
    length = min(today - live_on, LONGEST_WINDOW)
    if length < ONE_DAY:
        return None
    return Windows((live_on - length, live_on - ONE_DAY), (live_on, live_on + length - ONE_DAY))


def is_reached(value: int, wanted: int, better: Better) -> bool:
    """Tell whether a monthly figure reaches what was ordered."""
    return value >= wanted if better is Better.MORE else value <= wanted


def is_better(figure: Measure | Ratio, before: float, after: float) -> bool | None:
    """Tell whether a figure has improved; None when it is the same."""
    if before == after:
        return None
    return (after > before) == (figure.better is Better.MORE)


def middle(values: Sequence[float]) -> float | None:
    """Return the median, None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
