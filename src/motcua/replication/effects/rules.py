"""Is there enough to judge by, and what does the answer say in plain words? Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from motcua.foundation.ui.filters import number_vn

LEAST_TREATED: Final = 4  # units that took the model over: with fewer, one ward's luck is the answer
LEAST_UNITS: Final = 8
LEAST_BEFORE: Final = 3  # months each unit is seen before
LEAST_AFTER: Final = 2
LEAST_UNTREATED: Final = 2  # units still without the model in a month that is compared
MONTHS_A_YEAR: Final = 12
EARLIEST: Final = -6  # months since adoption that are told apart; what lies beyond is pooled into the first and last
LATEST: Final = 12


@dataclass(frozen=True)
class Observation:
    """What a unit did in a month: `month` counts months since year 0; `start` is the first full month with the model.

    `start` is None for a unit that has not taken it over.
    """

    unit_id: int
    month: int
    start: int | None
    value: float

    @property
    def is_treated(self) -> bool:
        """Tell whether the unit had the model in this month."""
        return self.start is not None and self.month >= self.start


def month_number(day: date) -> int:
    """Return the month of a day as a number that counts on over the years."""
    return day.year * MONTHS_A_YEAR + day.month - 1


def first_day(month: int) -> date:
    """Return the first day of a month given as a number."""
    return date(month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1)


@dataclass(frozen=True)
class Life:
    """From when and until when a unit had the model; None: it has not taken it over, or has not stopped."""

    live_on: date | None = None
    stopped_on: date | None = None


def panel(
    values: Mapping[tuple[int, int], float], lives: Mapping[int, Life], months: Iterable[int]
) -> list[Observation]:
    """Return the observations of every unit of `lives` and month; what is not in `values` is 0.

    The month in which a unit goes live is half with and half without the model, so it is left out for that unit. So is
    every month from the one in which it stops: a unit that had the model is no longer like one that never had it.
    """
    made = []
    for unit, life in sorted(lives.items()):
        start = _first_full_month(life)
        made += [
            Observation(unit, month, start, values.get((unit, month), 0.0)) for month in months if _counts(life, month)
        ]
    return made


def _first_full_month(life: Life) -> int | None:
    if life.live_on is None:
        return None
    return month_number(life.live_on) + (life.live_on.day > 1)


def _counts(life: Life, month: int) -> bool:
    if life.live_on is not None and life.live_on.day > 1 and month_number(life.live_on) == month:
        return False
    return life.stopped_on is None or month < month_number(life.stopped_on)


def comparable(observations: Sequence[Observation]) -> list[Observation]:
    """Return the observations of months in which enough units were still without the model to compare with."""
    without: dict[int, set[int]] = {}
    for one in observations:
        if not one.is_treated:
            without.setdefault(one.month, set()).add(one.unit_id)
    kept = [one for one in observations if len(without.get(one.month, ())) >= LEAST_UNTREATED]
    seen_before = {one.unit_id for one in kept if not one.is_treated}
    return [one for one in kept if one.unit_id in seen_before]


@dataclass(frozen=True)
class Missing:
    """Why there is not enough data: too few "units" or "adopted" units (`count` of them), or nothing that "varies"."""

    kind: str
    count: int = 0

    @property
    def text(self) -> str:
        """The reason as a sentence."""
        facts = {"count": self.count, "before": LEAST_BEFORE, "after": LEAST_AFTER}
        if self.kind == "units":
            least = {**facts, "least": LEAST_UNITS}
            text = _(
                "Mới có %(count)s đơn vị so sánh được: có số liệu từ tháng đầu của khoảng thời gian và có tháng chưa "
                "áp dụng mô hình. Cần ít nhất %(least)s đơn vị."
            )
            return text % least
        if self.kind == "adopted":
            text = _(
                "Mới có %(count)s đơn vị áp dụng có đủ %(before)s tháng trước và %(after)s tháng sau để so sánh; "
                "cần ít nhất %(least)s."
            )
            return text % {**facts, "least": LEAST_TREATED}
        return _("Chỉ số không thay đổi ở mọi đơn vị, mọi tháng nên không có gì để so sánh.")


def what_is_missing(observations: Sequence[Observation]) -> Missing | None:
    """Return why there is not enough data, None when there is. Takes what `comparable` returned."""
    units = {one.unit_id for one in observations}
    after = Counter(one.unit_id for one in observations if one.is_treated)
    before = Counter(one.unit_id for one in observations if not one.is_treated)
    adopted = [unit for unit in after if after[unit] >= LEAST_AFTER and before[unit] >= LEAST_BEFORE]
    if len(units) < LEAST_UNITS:
        return Missing("units", len(units))
    if len(adopted) < LEAST_TREATED:
        return Missing("adopted", len(adopted))
    return Missing("varies") if len({one.value for one in observations}) == 1 else None


def is_unclear(low: float, high: float) -> bool:
    """Tell whether no change lies within the interval."""
    return low <= 0 <= high


def sentence(effect: float, low: float, high: float, *, name: str, unit: str) -> str:
    """Return the answer in plain words: effect a unit and month with its 95 % interval."""
    facts = {
        "name": name,
        "unit": unit,
        "effect": number_vn(abs(effect), 1),
        "low": number_vn(low, 1),
        "high": number_vn(high, 1),
    }
    if is_unclear(low, high):
        return (
            _(
                "Chưa thấy thay đổi rõ về “%(name)s”: ước tính chênh lệch từ %(low)s đến %(high)s %(unit)s "
                "mỗi đơn vị mỗi tháng, trong đó có mức không thay đổi."
            )
            % facts
        )
    if effect > 0:
        text = _(
            "Sau khi áp dụng mô hình, “%(name)s” tăng khoảng %(effect)s %(unit)s mỗi đơn vị mỗi tháng so với khi "
            "không áp dụng (khoảng tin cậy 95%%: %(low)s đến %(high)s)."
        )
    else:
        text = _(
            "Sau khi áp dụng mô hình, “%(name)s” giảm khoảng %(effect)s %(unit)s mỗi đơn vị mỗi tháng so với khi "
            "không áp dụng (khoảng tin cậy 95%%: %(low)s đến %(high)s)."
        )
    return text % facts
