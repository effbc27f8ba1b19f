"""Points and intervals are placed to scale, zero included."""

import pytest

from motcua.replication.effects.picture import HEIGHT, WIDTH, month_label, picture


def one(effect: float, low: float | None, high: float | None) -> dict[str, float | None]:
    return {"effect": effect, "low": low, "high": high}


@pytest.mark.parametrize(
    "values",
    [
        [(-2, one(0.001, -0.01, 0.02)), (0, one(0.05, 0.01, 0.09))],
        [(-6, one(-3, -8, 2)), (0, one(12, 4, 20)), (12, one(1234, None, None))],
        [(0, one(0, 0, 0))],
        [(0, one(-5e6, -7e6, -3e6)), (1, one(-4e6, -6e6, -2e6))],
    ],
)
def test_everything_lies_inside_the_picture(values: list[tuple[int, dict[str, float | None]]]) -> None:
    drawn = picture(values)
    heights = [drawn.zero, *(y for _value, y in drawn.ticks)]
    for point in drawn.points:
        heights += [height for height in (point.y, point.low, point.high) if height is not None]

    assert all(0 <= height <= HEIGHT for height in heights)
    assert all(0 <= point.x <= WIDTH for point in drawn.points)
    assert 2 <= len(drawn.ticks) <= 9
    assert 0 in {round(value, 9) for value, _y in drawn.ticks}


def test_more_is_higher() -> None:
    low, high = picture([(0, one(1, 0, 2)), (1, one(5, 4, 6))]).points

    assert high.y < low.y
    assert high.high is not None
    assert high.low is not None
    assert high.high < high.y < high.low


def test_pooled_months_are_called_so() -> None:
    assert [month_label(month) for month in (-6, -1, 0, 11, 12)] == ["≤ -6", "-1", "0", "11", "≥ 12"]
