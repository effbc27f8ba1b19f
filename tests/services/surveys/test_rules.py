"""Small figures are hidden, and none can be had by subtraction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.services.surveys.rules import LEAST, shown_cells


@pytest.mark.parametrize(
    ("counts", "total", "cells"),
    [
        ((0, 0, 0), None, (None, None, None)),
        ((4, 0, 0), None, (None, None, None)),
        ((5, 5, 5), 15, (5, 5, 5)),
        ((40, 12, 3), 55, (40, None, None)),
        ((40, 3, 2), 45, (40, None, None)),
        ((40, 2, 0), 42, (None, None, None)),
        ((6, 0, 0), 6, (None, None, None)),
    ],
)
def test_figures_of_few_people_and_what_would_give_them_away_are_hidden(
    counts: tuple[int, ...], total: int | None, cells: tuple[int | None, ...]
) -> None:
    assert shown_cells(counts) == (total, cells)


@given(st.lists(st.integers(0, 60), min_size=2, max_size=6))
def test_what_is_hidden_is_never_one_figure_and_never_few_people(counts: list[int]) -> None:
    total, cells = shown_cells(counts)
    shown = [cell for cell in cells if cell is not None]
    assert all(cell >= LEAST for cell in shown)
    hidden = [count for count, cell in zip(counts, cells, strict=True) if cell is None]
    if total is not None and hidden:
        assert len(hidden) > 1
        assert total - sum(shown) == sum(hidden) >= LEAST
