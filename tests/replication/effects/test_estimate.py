"""Does the estimator find effects that are there, and none where there is none? Panels with a known truth."""

from statistics import fmean

import pandas as pd
import pyfixest
import pytest

from motcua.replication.effects.estimate import Estimate, estimate
from motcua.replication.effects.rules import Observation, comparable
from tests.factories.effects import make_panel

RUNS = 12


def test_a_clear_effect_lies_in_its_interval() -> None:
    answer = estimate(comparable(make_panel(3, effect=12)))

    assert answer.overall.low is not None
    assert answer.overall.high is not None
    assert 0 < answer.overall.low <= 12 <= answer.overall.high
    assert (answer.units, answer.overall.units) == (15, 12)


def test_the_months_before_are_near_zero_and_those_after_near_the_effect() -> None:
    answer = estimate(comparable(make_panel(3, effect=40)))
    before = [one.effect for month, one in answer.by_month if month < -1]
    after = [one.effect for month, one in answer.by_month if month >= 0]

    assert abs(fmean(before)) < 8
    assert abs(fmean(after) - 40) < 8


@pytest.mark.slow
def test_on_average_it_is_right_with_and_without_an_effect() -> None:
    """The benchmark `effects` runs 500 panels; a dozen show a sign error or a bias of half the effect."""
    for effect in (0, 10):
        found = [estimate(comparable(make_panel(seed, effect=effect))).overall.effect for seed in range(RUNS)]

        assert abs(fmean(found) - effect) < 3


def test_units_that_adopted_early_are_no_control_for_late_ones() -> None:
    """Plain two-way fixed effects take the growth of early adopters for the common movement, and find too little."""
    seen = [
        Observation(unit, month, start, 100.0 + (10.0 * (month - start + 1) if month >= start else 0.0))
        for unit, start in enumerate([4] * 6 + [16] * 6 + [40] * 3)
        for month in range(20)
    ]

    truth = fmean(one.value - 100 for one in seen if one.is_treated)

    assert abs(estimate(comparable(seen)).overall.effect - truth) < 1e-6


@pytest.mark.parametrize(("second_stage", "keys"), [("~treated", [None]), ("~i(since, ref=-99)", [-4, -1, 0, 7])])
def test_the_effects_are_those_of_the_two_stage_estimator_of_the_library(
    second_stage: str, keys: list[int | None]
) -> None:
    seen = comparable(make_panel(5, effect=9))
    frame = pd.DataFrame(
        [(one.unit_id, one.month, int(one.is_treated), one.value, one.start) for one in seen],
        columns=["unit", "month", "treated", "y", "start"],
    )
    frame["since"] = (frame.month - frame.start).clip(-6, 12).fillna(-99).astype(int)

    answer = estimate(seen)

    found: dict[int | None, Estimate] = {None: answer.overall, **dict(answer.by_month)}
    theirs = pyfixest.did2s(
        frame,
        yname="y",
        first_stage="~0 | unit + month",
        second_stage=second_stage,
        treatment="treated",
        cluster="unit",
    ).coef()
    for key in keys:
        name = "treated" if key is None else next(one for one in theirs.index if one.endswith(f"::{key}"))
        assert found[key].effect == pytest.approx(theirs[name], abs=1e-3)


def test_the_interval_is_that_of_leaving_out_one_unit_at_a_time() -> None:
    seen = comparable(make_panel(5, effect=9))
    left_out = [estimate([one for one in seen if one.unit_id != unit]).overall.effect for unit in range(15)]
    spread = (14 / 15 * sum((one - fmean(left_out)) ** 2 for one in left_out)) ** 0.5

    found = estimate(seen).overall

    assert found.high is not None
    assert found.high - found.effect == pytest.approx(2.201 * spread, rel=1e-3)  # t of twelve wards that adopted


def test_a_month_that_fewer_than_four_wards_reach_has_no_interval() -> None:
    starts = [4, 4, 4, 8, 8, 8, 8, None, None, None]
    noise = make_panel(1, effect=0)
    seen = [
        Observation(one.unit_id, one.month, starts[one.unit_id], one.value)
        for one in noise
        if one.unit_id < len(starts) and one.month < 12
    ]

    by_month = dict(estimate(comparable(seen)).by_month)

    assert by_month[3].low is not None
    assert by_month[4].low is None
