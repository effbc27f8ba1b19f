"""How dates, numbers, money and sizes are written, in both languages."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.text import format_lazy

from motcua.foundation.ui import filters
from motcua.foundation.ui.each_language import in_each_language


@dataclass
class Left:
    """Working time as the legal clock gives it."""

    minutes: int
    is_late: bool = False

    def text(self) -> str:
        return "2 ngày 3 giờ làm việc"


def test_a_moment_is_written_in_vietnamese_time() -> None:
    late = datetime(2019, 4, 7, 18, 5, tzinfo=UTC)
    assert filters.moment_vn(late) == "01:05 08/04/2019"
    assert filters.date_vn(late) == "08/04/2019"
    assert filters.time_vn(late) == "01:05"
    assert filters.day_vn(late) == "thứ Hai, 08/04/2019"


def test_a_day_stays_the_day_it_is() -> None:
    assert filters.date_vn(date(2019, 4, 8)) == "08/04/2019"
    assert filters.day_vn(date(2019, 4, 14)) == "Chủ nhật, 14/04/2019"
    assert filters.time_vn(time(7, 30)) == "07:30"


def test_nothing_is_written_for_nothing() -> None:
    written = [write(None) for write in (filters.date_vn, filters.day_vn, filters.time_vn, filters.moment_vn)]
    assert [*written, filters.number_vn(None), filters.money_vn(None)] == [""] * 6


@pytest.mark.parametrize(
    ("amount", "vietnamese", "english"),
    [
        (0, "0", "0"),
        (1_263_600, "1.263.600", "1,263,600"),
        (-5000, "-5.000", "-5,000"),
        (Decimal("1000000.00"), "1.000.000", "1,000,000"),
    ],
)
def test_money_is_grouped_as_the_language_does(amount: int | Decimal, vietnamese: str, english: str) -> None:
    assert filters.money_vn(amount) == f"{vietnamese} đồng"
    with translation.override("en"):
        assert filters.number_vn(amount) == english


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (0, "0 byte"),
        (1023, "1.023 byte"),
        (1024, "1 KB"),
        (300 * 1024, "300 KB"),
        (1024**2, "1,0 MB"),
        (2_516_582, "2,4 MB"),
        (3 * 1024**3, "3,0 GB"),
        (2048 * 1024**4, "2.048,0 TB"),
    ],
)
def test_a_size_is_written_in_the_unit_a_person_would_choose(size: int, written: str) -> None:
    assert filters.file_size(size) == written


def test_a_share_of_nothing_is_a_dash() -> None:
    assert filters.percent_vn(39, 40) == "97,5%"
    assert filters.percent_vn(0, 0) == "–"


def test_time_left_tells_late_from_early() -> None:
    assert filters.time_left(Left(60)) == "Còn 2 ngày 3 giờ làm việc"
    assert filters.time_left(Left(-60, is_late=True)) == "Quá hạn 2 ngày 3 giờ làm việc"
    assert filters.time_left(Left(0)) == "Hết thời gian làm việc"


def test_what_has_passed_is_late_before_the_office_opens_again() -> None:
    assert filters.time_left(Left(0, is_late=True)) == "Quá hạn"


def test_a_code_is_written_in_groups_that_can_be_said() -> None:
    assert filters.grouped("7K2M94QX") == "7K2M-94QX"
    assert filters.grouped("7K2M 94Q", 2) == "7K-2M-94-Q"


def test_a_number_of_a_kept_sentence_is_grouped_as_each_language_does() -> None:
    assert in_each_language(format_lazy("{rows}", rows=filters.grouped_later(9008))) == {"vi": "9.008", "en": "9,008"}
