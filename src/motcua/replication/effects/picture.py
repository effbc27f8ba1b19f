"""How does an event study look? Points and intervals placed on a picture of fixed size, as plain numbers for SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.replication.effects.rules import EARLIEST, LATEST

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 300, 56, 56, 28
STEPS = (1, 2, 2.5, 5, 10)
MOST_TICKS = 6


@dataclass(frozen=True)
class Point:
    """One month by its label: where it stands, and the ends of its interval (None: there is none)."""

    label: str
    x: float
    y: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Picture:
    """Everything the template draws, in units of the view box."""

    points: tuple[Point, ...]
    zero: float
    adoption: float
    ticks: tuple[tuple[float, float], ...]


def month_label(month: int) -> str:
    """Write months since adoption: "-3", "0", and "≤ -6" and "≥ 12" where what lies beyond is pooled."""
    return {EARLIEST: f"≤ {month}", LATEST: f"≥ {month}"}.get(month, str(month))


def picture(by_month: Sequence[tuple[int, Mapping[str, Any]]]) -> Picture:
    """Return the picture of effects by months since adoption; the scale holds zero and every interval."""
    months = [month for month, _effect in by_month]
    values = [0.0]
    for _month, one in by_month:
        values += [one[key] for key in ("effect", "low", "high") if one[key] is not None]
    step = _step(max(values) - min(values) or 1.0)
    bottom, top = step * (min(values) // step), step * -(-max(values) // step)
    if bottom == top:
        top += step

    lines = [bottom + number * step for number in range(round((top - bottom) / step) + 1)]

    def x(month: float) -> float:
        return round(LEFT + (month - min(months) + 0.5) * (WIDTH - LEFT) / (max(months) - min(months) + 1), 1)

    def y(value: float) -> float:
        return round(TOP + (top - value) / (top - bottom) * (HEIGHT - TOP - BOTTOM), 1)

    return Picture(
        points=tuple(
            Point(
                month_label(month),
                x(month),
                y(one["effect"]),
                None if one["low"] is None else y(one["low"]),
                None if one["high"] is None else y(one["high"]),
            )
            for month, one in by_month
        ),
        zero=y(0),
        adoption=x(-0.5),
        ticks=tuple((value, y(value)) for value in lines),
    )


def _step(span: float) -> float:
    """Return a round step that divides the span into at most `MOST_TICKS` parts."""
    power = 10.0 ** math.floor(math.log10(span / MOST_TICKS))
    return next(power * step for step in STEPS if power * step >= span / MOST_TICKS)
