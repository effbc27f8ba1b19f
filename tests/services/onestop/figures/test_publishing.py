"""Nobody is to be known from a published figure, and no hidden one is found by subtraction."""

import random
from datetime import date

import pytest

from motcua.services.onestop.figures.publishing import LEAST, Cell, closed_until, published


def cell(procedure: int | None, filed: int, finished: int = 0, late: int = 0) -> Cell:
    """Return a cell of which so many are late."""
    return Cell(procedure, filed, finished, finished - late, late, 0)


def test_what_is_large_is_shown_as_it_is() -> None:
    assert published([cell(1, 9, 7), cell(2, 5), cell(3, 0, 5)]) == (cell(2, 5), cell(3, 0, 5), cell(1, 9, 7))


def test_small_procedures_are_put_together() -> None:
    assert published([cell(1, 9, 7), cell(2, 3), cell(3, 2)]) == (cell(1, 9, 7), cell(None, 5))


def test_one_small_procedure_takes_the_smallest_other_with_it() -> None:
    assert published([cell(1, 40, 30), cell(2, 6, 6), cell(3, 2)]) == (cell(1, 40, 30), cell(None, 8, 6))


def test_a_small_number_of_decisions_hides_like_a_small_number_of_filings() -> None:
    assert published([cell(1, 40, 30), cell(2, 20, 1)]) == (cell(None, 60, 31),)


def test_a_month_that_is_small_altogether_is_hidden_whole() -> None:
    assert published([cell(1, 2), cell(2, 1)]) == (None,)
    assert published([]) == ()


@pytest.mark.parametrize("seed", range(200))
def test_whatever_comes_nothing_small_is_shown_and_the_sums_stay_true(seed: int) -> None:
    chance = random.Random(seed)
    cells = [cell(number, chance.choice((0, 1, 3, 5, 9)), chance.choice((0, 2, 5, 12))) for number in range(6)]
    shown = published(cells)
    for each in shown:
        if each is not None:
            assert all(number == 0 or number >= LEAST for number in (each.filed, each.finished))
    if None not in shown:
        assert sum(each.filed for each in shown if each) == sum(each.filed for each in cells)
        assert sum(each.finished for each in shown if each) == sum(each.finished for each in cells)
    else:
        assert shown == (None,)  # nothing beside it that could be subtracted from a sum known elsewhere


@pytest.mark.parametrize(
    ("through", "closed"),
    [
        (date(2019, 4, 29), date(2019, 3, 31)),
        (date(2019, 4, 30), date(2019, 4, 30)),
        (date(2019, 1, 1), date(2018, 12, 31)),
    ],
)
def test_a_month_is_whole_after_its_last_day(through: date, closed: date) -> None:
    assert closed_until(through) == closed
