"""From when may the report of a period be signed? Dated data, before, in and after the validity of each rule."""

from datetime import date, timedelta

import pytest

from motcua.replication.reporting.models import ReportKind
from motcua.replication.reporting.reference import signing_rule, signing_rules
from motcua.replication.reporting.refusals import NoSuchPeriod
from motcua.replication.reporting.rules import period

HALF, QUARTER = ReportKind.HALF_YEAR, ReportKind.QUARTER
LETTER = "Công văn 554/UBND-CCHC ngày 09/4/2019 của UBND quận Tân Bình"


@pytest.mark.parametrize(
    ("kind", "year", "part", "first", "source"),
    [
        # before the letter: the period has to be over
        (HALF, 2018, 1, date(2018, 7, 1), "Mặc định của hệ thống"),
        (HALF, 2018, 2, date(2019, 1, 1), "Mặc định của hệ thống"),
        # the half year the letter is about is due before 25 May 2019
        (HALF, 2019, 1, date(2019, 5, 20), f"{LETTER}, mục 2.5"),
        # after it: the letter says nothing of later half years
        (HALF, 2019, 2, date(2020, 1, 1), "Mặc định của hệ thống"),
        (HALF, 2026, 1, date(2026, 7, 1), "Mặc định của hệ thống"),
        (QUARTER, 2018, 4, date(2019, 1, 1), f"{LETTER}, mục 2.6"),
        (QUARTER, 2019, 2, date(2019, 7, 1), f"{LETTER}, mục 2.6"),
        (QUARTER, 2026, 4, date(2027, 1, 1), f"{LETTER}, mục 2.6"),
    ],
)
def test_a_report_may_be_signed_from_the_day_of_its_rule(
    kind: ReportKind, year: int, part: int, first: date, source: str
) -> None:
    asked = period(kind, year, part)
    rule = signing_rule(asked)

    assert (rule.first_day(asked), rule.source) == (first, source)


def test_there_is_no_rule_for_a_time_before_the_first() -> None:
    with pytest.raises(NoSuchPeriod):
        signing_rule(period(HALF, 2017, 2))


def test_a_rule_holds_from_its_first_day_to_the_day_before_its_end() -> None:
    letter = next(one for one in signing_rules() if one.article == "mục 2.5")
    edges = [letter.valid_from, date(2019, 7, 1)]

    assert [letter.is_valid_on(day + timedelta(days=shift)) for day in edges for shift in (-1, 0)] == [
        False,
        True,
        True,
        False,
    ]


def test_our_reading_of_a_document_is_marked_and_explained() -> None:
    assert [one.source for one in signing_rules() if not one.verified and not (one.note.vi and one.note.en)] == []
    assert any(not one.verified for one in signing_rules())
