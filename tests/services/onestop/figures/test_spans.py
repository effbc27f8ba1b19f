"""The spans of figures: years, quarters and months, whole ones only."""

from datetime import date

import pytest

from motcua.services.onestop.figures.spans import month_of, span_of, spans_between


@pytest.mark.parametrize(
    ("code", "first", "last", "name"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "Năm 2026"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "Quý 1/2026"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "Quý 4/2026"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "Tháng 2/2024"),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), "Tháng 12/2026"),
    ],
)
def test_a_code_is_a_span_of_whole_months(code: str, first: date, last: date, name: str) -> None:
    span = span_of(code)
    assert span is not None
    assert (span.first, span.last, span.name) == (first, last, name)


@pytest.mark.parametrize("code", ["", "26", "2026-13", "2026-0", "2026-Q5", "2026-Q", "1999", "2026-09-01", "٢٠٢٦"])
def test_anything_else_is_none(code: str) -> None:
    assert span_of(code) is None


def test_a_span_knows_its_months() -> None:
    span = span_of("2026-Q3")
    assert span is not None
    assert [each.code for each in span.months()] == ["2026-07", "2026-08", "2026-09"]
    assert month_of(date(2026, 12, 31)).code == "2026-12"


def test_only_spans_with_days_that_were_counted_can_be_chosen() -> None:
    codes = [each.code for each in spans_between(date(2025, 11, 3), date(2026, 2, 1))]
    assert codes == ["2026", "2026-Q1", "2026-02", "2026-01", "2025", "2025-Q4", "2025-12", "2025-11"]
    assert spans_between(date(2026, 2, 1), date(2026, 1, 31)) == []


def test_every_span_lies_in_a_year() -> None:
    years = {each.code: each.year for each in spans_between(date(2025, 12, 3), date(2026, 1, 1))}
    assert years == {code: code[:4] for code in ("2026", "2026-Q1", "2026-01", "2025", "2025-Q4", "2025-12")}
