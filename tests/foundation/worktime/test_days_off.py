"""The shipped calendar agrees with an independent list of days off, with every known difference named."""

from datetime import date, timedelta

import holidays
import pytest

from tests.factories.worktime import make_work_calendar, reference_rows

KNOWN_DIFFERENCES = {
    date(2026, 1, 2): "swapped for 10/01/2026 by the notice for 2026; the list does not have it, ours is unverified",
}
# Working days of each year without make-up Saturdays, counted by hand from the notices (247 in 2026 with 2/1 off).
WORKING_DAYS = {
    2018: 250,
    2019: 250,
    2020: 252,
    2021: 250,
    2022: 249,
    2023: 249,
    2024: 250,
    2025: 249,
    2026: 247,
    2027: 249,
}
TET = {
    2018: date(2018, 2, 16),
    2019: date(2019, 2, 5),
    2020: date(2020, 1, 25),
    2021: date(2021, 2, 12),
    2022: date(2022, 2, 1),
    2023: date(2023, 1, 22),
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
}


def _days_of(year: int) -> list[date]:
    return [
        date(year, 1, 1) + timedelta(days=number) for number in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]


@pytest.mark.parametrize("year", range(2018, 2028))
def test_days_off_agree_with_the_independent_list(year: int) -> None:
    listed = holidays.country_holidays("VN", years=year)
    calendar = make_work_calendar()
    differing = {day for day in _days_of(year) if (day in listed) != (day in calendar.days_off)}
    assert differing == {day for day in KNOWN_DIFFERENCES if day.year == year}


@pytest.mark.parametrize(("year", "expected"), WORKING_DAYS.items())
def test_each_year_has_the_working_days_that_were_counted(year: int, expected: int) -> None:
    calendar = make_work_calendar(make_ups={})
    assert sum(calendar.is_working_day(day) for day in _days_of(year)) == expected


@pytest.mark.parametrize(("year", "first_day"), TET.items())
def test_the_first_day_of_tet_is_the_lunar_one(year: int, first_day: date) -> None:
    named = [row["date"] for row in reference_rows() if row["name"] == "Mùng 1 Tết Nguyên đán"]
    assert first_day.isoformat() in named
    assert len([day for day in named if day.startswith(str(year))]) == 1


def test_every_swap_has_both_its_days() -> None:
    pairs = {(row["date"], row["swapped_with"], row["kind"]) for row in reference_rows() if row["swapped_with"]}
    other = {"swap_on": "swap_off", "swap_off": "swap_on"}
    assert {(second, first, other[kind]) for first, second, kind in pairs} == pairs
    assert len(pairs) == 12


def test_only_the_year_turn_of_2026_and_what_2027_has_not_announced_are_unverified() -> None:
    unverified = [row["date"] for row in reference_rows() if not row["verified"]]
    tet_2027 = [f"2027-02-{day:02}" for day in range(4, 11)]
    assert unverified == ["2026-01-02", "2026-01-10", *tet_2027, "2027-09-03"]
