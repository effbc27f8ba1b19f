"""Which days does a report cover, and from when may it be signed?"""

from datetime import date

import pytest

from motcua.replication.reporting.models import ReportKind
from motcua.replication.reporting.refusals import NoSuchPeriod
from motcua.replication.reporting.rules import period, period_from, period_of_day

HALF, QUARTER = ReportKind.HALF_YEAR, ReportKind.QUARTER


@pytest.mark.parametrize(
    ("kind", "part", "first", "last", "name"),
    [
        (HALF, 1, date(2019, 1, 1), date(2019, 6, 30), "6 tháng đầu năm 2019"),
        (HALF, 2, date(2019, 7, 1), date(2019, 12, 31), "6 tháng cuối năm 2019"),
        (QUARTER, 1, date(2019, 1, 1), date(2019, 3, 31), "quý I năm 2019"),
        (QUARTER, 2, date(2019, 4, 1), date(2019, 6, 30), "quý II năm 2019"),
        (QUARTER, 3, date(2019, 7, 1), date(2019, 9, 30), "quý III năm 2019"),
        (QUARTER, 4, date(2019, 10, 1), date(2019, 12, 31), "quý IV năm 2019"),
    ],
)
def test_a_period_has_its_days_and_its_name(kind: ReportKind, part: int, first: date, last: date, name: str) -> None:
    made = period(kind, 2019, part)

    assert (made.first, made.last, made.name) == (first, last, name)
    assert made.title == name.replace("quý", "Quý")
    assert period_from(kind, first) == period_of_day(kind, last) == made


@pytest.mark.parametrize(("kind", "part"), [(HALF, 0), (HALF, 3), (QUARTER, 0), (QUARTER, 5)])
def test_a_part_that_the_year_does_not_have_is_refused(kind: ReportKind, part: int) -> None:
    with pytest.raises(NoSuchPeriod):
        period(kind, 2019, part)


@pytest.mark.parametrize(
    ("kind", "part", "before"),
    [(HALF, 1, (2018, 2)), (HALF, 2, (2019, 1)), (QUARTER, 1, (2018, 4)), (QUARTER, 3, (2019, 2))],
)
def test_a_period_is_compared_with_the_one_before(kind: ReportKind, part: int, before: tuple[int, int]) -> None:
    assert period(kind, 2019, part).before == period(kind, *before)
