"""Pure rules of comparing: order, months, spans before and after, what is better."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.replication.comparison.rules import (
    end_of_month,
    is_better,
    is_reached,
    middle,
    months_until,
    ranked,
    windows,
)
from motcua.services.registry import Better, Measure


@dataclass(frozen=True)
class Line:
    name: str
    value: float | None


LINES = [Line("A", 3), Line("B", None), Line("C", 5), Line("D", 3), Line("E", 0)]
DAYS = st.dates(date(2018, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(("better", "order"), [(Better.MORE, "CADEB"), (Better.LESS, "EADCB")])
def test_the_best_comes_first_and_nothing_to_divide_by_last(better: Better, order: str) -> None:
    assert "".join(line.name for line in ranked(LINES, better)) == order


@settings(deadline=None)
@given(DAYS, st.integers(1, 30))
def test_months_are_consecutive_and_end_with_the_last(last: date, number: int) -> None:
    months = months_until(last, number)
    assert len(months) == number
    assert months[-1] == last.replace(day=1)
    assert all(end_of_month(first) + timedelta(days=1) == then for first, then in pairwise(months))


@settings(deadline=None)
@given(DAYS, st.integers(-5, 400))
def test_before_and_after_have_as_many_whole_days_and_meet_at_the_day(live_on: date, since: int) -> None:
    today = live_on + timedelta(days=since)
    spans = windows(live_on, today=today)
    if since < 1:
        assert spans is None
        return
    assert spans is not None
    assert spans.after[0] == live_on == spans.before[1] + timedelta(days=1)
    assert spans.before[1] - spans.before[0] == spans.after[1] - spans.after[0]
    assert spans.after[1] < today
    assert spans.days == min(since, 90)


def test_a_target_is_a_floor_or_a_ceiling() -> None:
    assert [is_reached(value, 5, Better.MORE) for value in (4, 5, 6)] == [False, True, True]
    assert [is_reached(value, 5, Better.LESS) for value in (4, 5, 6)] == [True, True, False]


def test_better_depends_on_which_way_is_better() -> None:
    late = Measure("late", "Trễ", "hồ sơ", "", Better.LESS)
    assert [is_better(late, 5, after) for after in (4, 5, 6)] == [True, None, False]


def test_the_middle_is_the_median() -> None:
    assert middle([]) is None
    assert middle([9, 1, 4]) == 4
    assert middle([4, 1]) == 2.5
