"""Pure rules of figures: what is read again holds everything touched, and a ratio of nothing is no figure."""

import itertools
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.replication.measures.rules import measures_in, stretches, value_of
from motcua.services.registry import Better, Measure, Ratio, Shown

LATE = Measure("late", "Trễ", "hồ sơ", "", Better.LESS)
SHARE = Ratio("share", "Tỷ lệ", "", Better.LESS, of="late", per="all")
MEAN = Ratio("mean", "Bình quân", "", Better.LESS, of="minutes", per="all", shown=Shown.WORKING_DAYS)
PAIRS = st.sets(st.tuples(st.integers(1, 4), st.dates(date(2019, 1, 1), date(2019, 1, 20))))


@settings(deadline=None)
@given(PAIRS)
def test_stretches_hold_everything_touched_and_no_day_that_nobody_touched(pairs: set[tuple[int, date]]) -> None:
    found = stretches(pairs)
    held = {
        (unit, each.first + timedelta(days=number))
        for each in found
        for unit in each.unit_ids
        for number in range((each.last - each.first).days + 1)
    }
    assert pairs <= held
    assert {day for _unit, day in held} == {day for _unit, day in pairs}
    # the fewest: between two of them lies a day
    assert all(after.first - before.last > timedelta(days=1) for before, after in itertools.pairwise(found))


def test_a_ratio_of_nothing_is_no_figure_but_nothing_counted_is_zero() -> None:
    assert value_of(SHARE, {}) is None
    assert value_of(LATE, {}) == 0
    assert value_of(SHARE, {"all": 4}) == 0
    assert value_of(SHARE, {"all": 4, "late": 1}) == 0.25


def test_a_mean_time_is_told_in_working_days_of_eight_hours() -> None:
    assert value_of(MEAN, {"all": 2, "minutes": 3 * 480}) == 1.5
    assert measures_in(MEAN) == ("minutes", "all")
    assert measures_in(LATE) == ("late",)
