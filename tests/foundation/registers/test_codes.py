"""Codes of every known shape are read, what is wrong with others is said, and what we write we can read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.registers.rules import (
    CodeRefused,
    CodeShape,
    ParsedCode,
    check_pattern,
    format_code,
    normalise_code,
    parse_code,
    period_of,
)

DAY = date(2019, 4, 9)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "000.00.04.G18-190409-0001",
            ParsedCode(CodeShape.DOSSIER_2016, "000.00.04.G18-190409-0001", "000.00.04.G18", DAY, 2019, 1),
        ),
        (
            "H15.50.05.13-261008-0975",
            ParsedCode(
                CodeShape.DOSSIER_2020, "H15.50.05.13-261008-0975", "H15.50.05.13", date(2026, 10, 8), 2026, 975
            ),
        ),
        (
            "G09.20-20260609-0092637",
            ParsedCode(CodeShape.DOSSIER_NATIONAL, "G09.20-20260609-0092637", "G09.20", date(2026, 6, 9), 2026, 92637),
        ),
        (
            "H29-261123-10001",
            ParsedCode(CodeShape.DOSSIER_2020, "H29-261123-10001", "H29", date(2026, 11, 23), 2026, 10001),
        ),
        ("03706/2026/07906", ParsedCode(CodeShape.DOSSIER_INSURANCE, "03706/2026/07906", "07906", None, 2026, 3706)),
        (
            "1.000656.000.00.00.H29",
            ParsedCode(CodeShape.PROCEDURE, "1.000656.000.00.00.H29", unit_code="000.00.00.H29"),
        ),
        ("1.012756", ParsedCode(CodeShape.PROCEDURE, "1.012756")),
        ("554/UBND-CCHC", ParsedCode(CodeShape.DOCUMENT, "554/UBND-CCHC", number=554, symbol="UBND-CCHC")),
        (
            "61/2018/NĐ-CP",
            ParsedCode(CodeShape.DOCUMENT, "61/2018/NĐ-CP", year=2018, number=61, symbol="NĐ-CP"),
        ),
        (
            "1685/NQ-UBTVQH15",
            ParsedCode(CodeShape.DOCUMENT, "1685/NQ-UBTVQH15", number=1685, symbol="NQ-UBTVQH15"),
        ),
        ("72/2025/QH15", ParsedCode(CodeShape.DOCUMENT, "72/2025/QH15", year=2025, number=72, symbol="QH15")),
    ],
)
def test_each_known_shape_is_read(typed: str, expected: ParsedCode) -> None:
    assert parse_code(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        " 000.00.04.g18-190409-0001 ",
        "000.00.04.G18 - 190409 - 0001",
        "000.00.04.G18–190409—0001",
        "000.00.04.G18‑190409−0001.",
        "000.00.04.G18-190409-0001",
        "000. 00. 04. G18-190409-0001;",
    ],
)
def test_blanks_small_letters_and_long_dashes_do_not_matter(typed: str) -> None:
    assert parse_code(typed).text == "000.00.04.G18-190409-0001"


def test_a_symbol_with_a_decomposed_letter_is_read() -> None:
    assert parse_code("2304/qđ-bnnmt").text == "2304/QĐ-BNNMT"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("hồ sơ của tôi", "characters"),
        ("000.00.04.G18_190409_0001", "characters"),
        ("554/", "document"),
        ("/UBND-CCHC", "document"),
        ("0/UBND", "number"),
        ("3706/2026/07906", "document"),
        ("000.00.04.G18-190409-0001-2", "parts"),
        ("000.00.4.G18-190409-0001", "unit"),
        ("G-190409-0001", "unit"),
        ("000.00.04.G18-19049-0001", "day"),
        ("000.00.04.G18-190431-0001", "day"),
        ("000.00.04.G18-191309-0001", "day"),
        ("H29-19991231-0000001", "day"),
        ("000.00.04.G18-190409-001", "number"),
        ("000.00.04.G18-190409-0000", "number"),
        ("000.00.04.G18-190409-1234567890", "number"),
        ("000.00.04.G18-190409-ABCD", "number"),
        ("00000/2026/07906", "number"),
        ("1.000656.000.00", "procedure"),
        ("2.0006", "procedure"),
        ("MOTCUA", "unknown"),
        ("000.00.04.G18-190409", "unknown"),
        ("12345", "unknown"),
    ],
)
def test_every_wrong_shape_has_its_reason(typed: str, code: str) -> None:
    with pytest.raises(CodeRefused) as refusal:
        parse_code(typed)
    assert refusal.value.code == code
    assert str(refusal.value).endswith((".", "/"))


units_2016 = st.from_regex(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}", fullmatch=True)
units_2020 = st.from_regex(r"[A-Z][0-9]{2}(\.[0-9]{2}){0,3}", fullmatch=True)
days = st.dates(date(2000, 1, 1), date(2068, 12, 31))


@given(st.one_of(units_2016, units_2020), days, st.integers(1, 999_999))
def test_what_we_write_we_can_read(unit_code: str, day: date, number: int) -> None:
    parsed = parse_code(format_code("{unit}-{yymmdd}-{number:4}", unit_code=unit_code, day=day, number=number))
    assert (parsed.unit_code, parsed.day, parsed.number) == (unit_code, day, number)


@given(units_2020, days, st.integers(1, 9_999_999))
def test_national_codes_survive_the_round_trip(unit_code: str, day: date, number: int) -> None:
    parsed = parse_code(format_code("{unit}-{yyyymmdd}-{number:7}", unit_code=unit_code, day=day, number=number))
    assert (parsed.shape, parsed.unit_code, parsed.day, parsed.number) == (
        CodeShape.DOSSIER_NATIONAL,
        unit_code,
        day,
        number,
    )


def _read(typed: str) -> ParsedCode | CodeRefused:
    try:
        return parse_code(typed)
    except CodeRefused as refusal:
        return refusal


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_sentence(typed: str) -> None:
    read = _read(typed)
    if isinstance(read, CodeRefused):
        assert str(read)
    else:
        assert read.text == normalise_code(typed)
        assert parse_code(read.text) == read


@pytest.mark.parametrize("pattern", ["{unit}", "{number}-{number}", "{unit}-{weekday}-{number:4}", "{unit-{number:4}"])
def test_a_pattern_that_cannot_number_is_refused(pattern: str) -> None:
    with pytest.raises(CodeRefused) as refusal:
        check_pattern(pattern)
    assert refusal.value.code == "pattern"


@pytest.mark.parametrize(
    ("pattern", "period"),
    [("{unit}-{yymmdd}-{number:4}", "2019-04-09"), ("{number:5}/{yyyy}/{unit}", "2019"), ("HS{number}", "")],
)
def test_numbers_run_in_the_period_that_the_pattern_names(pattern: str, period: str) -> None:
    assert period_of(pattern, DAY) == period


def test_a_pattern_may_look_like_that_of_social_insurance() -> None:
    text = format_code("{number:5}/{yyyy}/{unit}", unit_code="07906", day=date(2026, 6, 9), number=3706)
    assert text == "03706/2026/07906"
