"""Small figures are hidden, and none can be had by subtraction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.services.surveys.rules import LEAST, at_least, nearly_all, shown_cells


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


@pytest.mark.parametrize(
    ("counts", "place"),
    [
        ((100, 2, 1), 0),
        ((100, 0, 0), 0),
        ((2, 1, 40), 2),
        ((5, 4, 0), 0),
        ((4, 4, 1), None),  # nobody leads
        ((6, 2, 0), None),  # "at least 4 of 8" would be half of them
        ((40, 3, 2), None),  # five people: their sum is shown
        ((0, 0, 0), None),
    ],
)
def test_what_nearly_all_said_is_told(counts: tuple[int, ...], place: int | None) -> None:
    assert nearly_all(counts) == place


@given(st.lists(st.integers(0, 60), min_size=2, max_size=6))
def test_what_nearly_all_said_is_told_only_where_every_figure_is_hidden_and_is_true(counts: list[int]) -> None:
    place = nearly_all(counts)
    if place is not None:
        total, cells = shown_cells(counts)
        assert total is not None
        assert set(cells) == {None}
        assert LEAST <= at_least(total) <= counts[place]
