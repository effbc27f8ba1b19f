"""Is there enough to judge by? Which months are compared, and what does the answer say?"""

from datetime import date

import pytest

from motcua.replication.effects.rules import (
    Life,
    Observation,
    comparable,
    first_day,
    month_number,
    panel,
    sentence,
    what_is_missing,
)
from tests.factories.effects import make_panel

APRIL = month_number(date(2019, 4, 1))


@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2019, 12, 31), date(2020, 2, 29)])
def test_months_are_counted_on_over_the_years(day: date) -> None:
    assert first_day(month_number(day)) == day.replace(day=1)


def test_the_month_of_going_live_is_left_out_for_that_unit() -> None:
    months = range(APRIL, APRIL + 3)

    made = panel({(1, APRIL): 5.0}, {1: Life(date(2019, 5, 13)), 2: Life()}, months)

    assert [(one.unit_id, one.month - APRIL, one.is_treated, one.value) for one in made] == [
        (1, 0, False, 5.0),
        (1, 2, True, 0.0),
        (2, 0, False, 0.0),
        (2, 1, False, 0.0),
        (2, 2, False, 0.0),
    ]


def test_a_unit_that_goes_live_on_the_first_has_that_whole_month() -> None:
    made = panel({}, {1: Life(date(2019, 5, 1))}, range(APRIL, APRIL + 2))

    assert [one.is_treated for one in made] == [False, True]


def test_the_months_after_stopping_are_left_out_for_that_unit() -> None:
    stopped = Life(date(2019, 4, 1), stopped_on=date(2019, 6, 20))

    made = panel({}, {1: stopped, 2: Life()}, range(APRIL, APRIL + 4))

    assert [one.month - APRIL for one in made if one.unit_id == 1] == [0, 1]
    assert [one.month - APRIL for one in made if one.unit_id == 2] == [0, 1, 2, 3]


def test_months_in_which_almost_everybody_has_the_model_cannot_be_compared() -> None:
    seen = [Observation(unit, month, 2 + unit, 1.0) for unit in range(6) for month in range(12)]

    assert max(one.month for one in comparable(seen)) == 5


def test_a_unit_that_always_had_the_model_says_nothing() -> None:
    seen = [Observation(unit, month, 0 if unit == 0 else None, 1.0) for unit in range(4) for month in range(3)]

    assert {one.unit_id for one in comparable(seen)} == {1, 2, 3}


def test_a_simulated_district_is_enough() -> None:
    assert what_is_missing(comparable(make_panel(1, effect=6))) is None


@pytest.mark.parametrize(
    ("seen", "kind", "count"),
    [
        ([], "units", 0),
        ([Observation(unit, month, None, unit) for unit in range(7) for month in range(9)], "units", 7),
        ([Observation(unit, month, None, unit) for unit in range(9) for month in range(9)], "adopted", 0),
        ([Observation(u, m, 2 if u < 4 else None, u) for u in range(9) for m in range(9)], "adopted", 0),
        ([Observation(u, m, 8 if u < 4 else None, u) for u in range(9) for m in range(9)], "adopted", 0),
        ([Observation(u, m, 4 if u < 3 else None, u) for u in range(9) for m in range(9)], "adopted", 3),
        ([Observation(u, m, 4 if u < 4 else None, 5) for u in range(9) for m in range(9)], "varies", 0),
    ],
)
def test_too_little_is_said_with_what_there_is(seen: list[Observation], kind: str, count: int) -> None:
    missing = what_is_missing(seen)

    assert missing is not None
    assert (missing.kind, missing.count) == (kind, count)
    assert missing.text


@pytest.mark.parametrize(
    ("effect", "low", "high", "begins"),
    [
        (6.0, 3.0, 9.0, "Sau khi áp dụng mô hình, “Hồ sơ” tăng khoảng 6"),
        (-6.0, -9.0, -3.0, "Sau khi áp dụng mô hình, “Hồ sơ” giảm khoảng 6"),
        (1.0, -1.0, 3.0, "Chưa thấy thay đổi rõ"),
        (0.0, 0.0, 0.0, "Chưa thấy thay đổi rõ"),
    ],
)
def test_the_sentence_says_no_more_than_the_interval(effect: float, low: float, high: float, begins: str) -> None:
    assert sentence(effect, low, high, name="Hồ sơ", unit="hồ sơ").startswith(begins)
