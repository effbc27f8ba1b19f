"""Days and hours as official documents write them (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from datetime import UTC, date, datetime

import pytest

from motcua.foundation.documents.dates import day_in_words, moment_in_words
from motcua.foundation.worktime.clock import ZONE


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2019, 4, 9), "ngày 09 tháng 4 năm 2019"),
        (date(2019, 1, 1), "ngày 01 tháng 01 năm 2019"),
        (date(2020, 2, 29), "ngày 29 tháng 02 năm 2020"),
        (date(2019, 3, 10), "ngày 10 tháng 3 năm 2019"),
        (date(2019, 10, 5), "ngày 05 tháng 10 năm 2019"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_have_a_zero(day: date, words: str) -> None:
    assert day_in_words(day) == words


def test_a_moment_is_written_in_vietnamese_time() -> None:
    assert moment_in_words(datetime(2019, 4, 8, 8, 5, tzinfo=ZONE)) == "08 giờ 05 phút, ngày 08 tháng 4 năm 2019"
    assert moment_in_words(datetime(2019, 4, 8, 17, 30, tzinfo=UTC)) == "00 giờ 30 phút, ngày 09 tháng 4 năm 2019"
