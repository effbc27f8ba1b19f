"""What the law asks, case by case, and the shape of the shipped tables."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.payments.fee_tables import shipped
from motcua.foundation.payments.fees import Asked, FeeRule, compute, price_of, total_of
from motcua.foundation.payments.models import ChargeLine
from motcua.foundation.payments.refusals import FeeRefused

RULES: dict[str, FeeRule] = {rule.code: rule for rule in shipped()}

# TT 226/2016/TT-BTC: pages of the original → đồng for one copy
COPIES = [
    (1, 2_000),
    (2, 4_000),
    (3, 5_000),
    (10, 12_000),
    (50, 52_000),
    (197, 199_000),
    (198, 200_000),
    (199, 200_000),
]
# (fee, pieces, pages, exemption) → đồng
CASES = [
    ("certification.copy", 3, 10, "", 36_000),
    ("certification.copy", 2, 300, "", 400_000),
    ("certification.signature", 1, 0, "", 10_000),  # one paper with four signatures is one case
    ("certification.signature", 4, 0, "", 40_000),  # four papers with one signature each
    ("certification.contract", 1, 0, "", 50_000),
    ("certification.contract", 1, 0, "farm_credit", 0),
    ("certification.amendment", 1, 0, "", 30_000),
    ("certification.correction", 1, 0, "", 25_000),
    ("civil_status.extract", 3, 0, "", 24_000),
    ("civil_status.single", 2, 0, "", 6_000),
    ("civil_status.change", 1, 0, "", 15_000),
    ("civil_status.change", 1, 0, "poor", 0),
    ("civil_status.recognition", 1, 0, "merit", 0),
    ("civil_status.foreign_marriage", 1, 0, "", 1_000_000),
    ("business.household", 1, 0, "", 100_000),
    ("business.tobacco", 2, 0, "", 800_000),
    ("food_safety.knowledge", 3, 0, "", 90_000),
]


@pytest.mark.parametrize(("pages", "price"), COPIES)
def test_a_certified_copy_costs_by_the_pages_of_the_original(pages: int, price: int) -> None:
    assert price_of(RULES["certification.copy"], pages) == price


@pytest.mark.parametrize(("code", "count", "pages", "exemption", "total"), CASES)
def test_a_case_of_the_tables(code: str, count: int, pages: int, exemption: str, total: int) -> None:
    assert total_of(compute(RULES, [Asked(code, count, pages, exemption)])) == total


def test_a_line_names_document_ground_and_pages() -> None:
    copy, change = compute(RULES, [Asked("certification.copy", 1, 10), Asked("civil_status.change", 1, 0, "poor")])
    assert (copy.document, copy.verified) == ("Thông tư 226/2016/TT-BTC", True)
    assert copy.label.endswith("(10 trang)")
    assert change.ground == "Người thuộc hộ nghèo (Luật Hộ tịch 60/2014/QH13, Điều 11)"
    assert not change.verified


@given(pages=st.integers(min_value=1, max_value=4999), count=st.integers(min_value=1, max_value=50))
def test_more_pages_never_cost_less_and_never_more_than_the_cap(pages: int, count: int) -> None:
    rule = RULES["certification.copy"]
    assert price_of(rule, pages) <= price_of(rule, pages + 1) <= 200_000
    assert total_of(compute(RULES, [Asked(rule.code, count, pages)])) == count * price_of(rule, pages)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Asked("certification.nothing"), "no_fee"),
        (Asked("certification.signature", 0), "count"),
        (Asked("certification.signature", 1001), "count"),
        (Asked("certification.copy", 1, 0), "pages"),
        (Asked("certification.copy", 1, 5001), "pages"),
        (Asked("certification.signature", 1, 0, "poor"), "exemption"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked: Asked, code: str) -> None:
    with pytest.raises(FeeRefused) as refused:
        compute(RULES, [asked])
    assert refused.value.code == code


def test_a_part_of_a_fee_is_rounded_for_whoever_pays() -> None:
    plain = RULES["civil_status.single"].model_dump(mode="json")
    plain["amount"], plain["exemptions"][0]["percent"] = 1001, 33
    rule = FeeRule.model_validate(plain)
    (line,) = compute({rule.code: rule}, [Asked(rule.code, 1, 0, rule.exemptions[0].key)])
    assert (line.reduction, line.total) == (331, 670)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "pages"},
        {"kind": "pages", "tiers": [{"up_to": 2, "amount": 1}]},
        {"kind": "pages", "tiers": [{"up_to": 3, "amount": 1}, {"up_to": 2, "amount": 1}, {"amount": 1}]},
        {"cap": 5},
        {"valid_to": "2016-01-01"},
        {"amount": -1},
    ],
)
def test_a_rule_that_makes_no_sense_cannot_be_written(wrong: dict[str, object]) -> None:
    plain = RULES["certification.signature"].model_dump(mode="json") | wrong
    with pytest.raises(ValueError, match=r"validation error"):
        FeeRule.model_validate(plain)


def test_every_line_is_named_in_english_too() -> None:
    for rule in RULES.values():
        (line,) = compute(RULES, [Asked(rule.code, 1, 1 if rule.kind == "pages" else 0)])
        assert line.label_en, rule.code
        assert all(one.label.en for one in rule.exemptions), rule.code


def test_a_line_is_read_in_the_language_of_the_page() -> None:
    copy, change = compute(RULES, [Asked("certification.copy", 1, 10), Asked("civil_status.change", 1, 0, "poor")])
    assert copy.label_here == copy.label
    with translation.override("en"):
        assert copy.label_here == "Certification of copies from the original (10 pages)"
        assert change.ground_here == "Poor household (Luật Hộ tịch 60/2014/QH13, Article 11)"
        assert copy.ground_here == ""


def test_a_kept_line_reads_as_the_computed_one() -> None:
    (line,) = compute(RULES, [Asked("civil_status.change", 1, 0, "poor")])
    kept = ChargeLine(label=line.label, label_en=line.label_en, ground=line.ground, ground_en=line.ground_en)
    for language in ("vi", "en"):
        with translation.override(language):
            assert (kept.label_here, kept.ground_here) == (line.label_here, line.ground_here)
    assert ChargeLine(label=line.label).ground_here == ""
