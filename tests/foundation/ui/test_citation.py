"""A place of law is called in the reader's language; titles and numbers stay as they are written."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

import motcua
from motcua.foundation.ui.citation import cited, in_english

PLATFORM = Path(motcua.__file__).parent
LAWS = ("Nghị quyết", "Pháp lệnh")  # named by what it is about: there is no English of it

PLACES = [
    ("Nghị định 61/2018/NĐ-CP, Điều 19", "Decree 61/2018/NĐ-CP, Article 19"),
    ("Thông tư 226/2016/TT-BTC", "Circular 226/2016/TT-BTC"),
    ("Thông tư liên tịch 20/2014/TTLT-BTP-BTNMT", "Joint Circular 20/2014/TTLT-BTP-BTNMT"),
    ("Thông tư 01/2018/TT-VPCP, Mẫu số 06", "Circular 01/2018/TT-VPCP, Form No. 06"),
    ("Nghị quyết 28/2026/QH16", "Resolution 28/2026/QH16"),
    ("Quyết định 766/QĐ-TTg", "Decision 766/QĐ-TTg"),
    ("Công văn 554/UBND-CCHC ngày 09/4/2019", "Dispatch 554/UBND-CCHC of 09/4/2019"),
    ("Luật số 136/2025/QH15", "Law 136/2025/QH15"),
    (
        "Nghị định 43/2014/NĐ-CP (sửa đổi bởi Nghị định 01/2017/NĐ-CP)",
        "Decree 43/2014/NĐ-CP (amended by Decree 01/2017/NĐ-CP)",
    ),
    ("Điều 5 khoản 3, Điều 33, Điều 34", "Article 5 clause 3, Article 33, Article 34"),
    ("Điều 13 đến Điều 16", "Article 13 to Article 16"),
    ("các Điều 33, 36, 37", "Articles 33, 36, 37"),
    ("điểm a khoản 2 Điều 7", "point a clause 2 Article 7"),
    ("Phụ lục, mục 2, số 3", "Annex, section 2, No. 3"),
    # a title is no number: it stays, what is in it as well
    ("Luật Hộ tịch 60/2014/QH13, Điều 11", "Luật Hộ tịch 60/2014/QH13, Article 11"),
    ("Nghị quyết của HĐND về lệ phí địa chính", "Nghị quyết của HĐND về lệ phí địa chính"),
    ("Quy định về công tác văn thư", "Quy định về công tác văn thư"),
    ("", ""),
    # of the platform itself
    ("Mặc định của hệ thống", "The platform's own rule"),
    ("Nghị định 13/2023/NĐ-CP (72 giờ)", "Decree 13/2023/NĐ-CP (72 hours)"),
]


@pytest.mark.parametrize(("vietnamese", "english"), PLACES)
def test_kinds_and_parts_are_said_in_english(vietnamese: str, english: str) -> None:
    assert in_english(vietnamese) == english


@pytest.mark.parametrize(
    ("language", "said"),
    [("vi", "Nghị định 61/2018/NĐ-CP, Điều 19"), ("en", "Decree 61/2018/NĐ-CP, Article 19")],
)
def test_a_reader_has_it_in_their_language(language: str, said: str) -> None:
    with translation.override(language):
        assert cited("Nghị định 61/2018/NĐ-CP", "Điều 19") == said


def test_a_document_without_an_article_stands_alone() -> None:
    assert (cited("Nghị định 61/2018/NĐ-CP"), cited("", "Điều 2"), cited("")) == (
        "Nghị định 61/2018/NĐ-CP",
        "Điều 2",
        "",
    )


def rows_of(told: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(told, dict):
        if told.get("document") and isinstance(told["document"], str):
            yield told
        told = list(told.values())
    if isinstance(told, list):
        yield from chain.from_iterable(map(rows_of, told))


def unproven() -> list[Mapping[str, Any]]:
    """Return what our data says without proof and without a number to look a law up by."""
    read = (json.loads(file.read_text(encoding="utf-8")) for file in PLATFORM.rglob("data/**/*.json"))
    return [
        row for row in rows_of(list(read)) if not row.get("verified", True) and not re.search(r"\d", row["document"])
    ]


def test_whatever_stands_in_for_a_document_in_our_data_says_so_in_english() -> None:
    own = [row for row in unproven() if not row["document"].startswith(LAWS)]
    assert len({row["document"] for row in own}) > 10
    assert [row["document"] for row in own if not row.get("document_en")] == []


def test_what_our_data_calls_it_in_english_is_what_a_reader_sees() -> None:
    said = {(row["document"], row["document_en"]) for row in unproven() if "document_en" in row}
    assert [document for document, english in said if in_english(document) != english] == []
    assert len(said) == len({document for document, _english in said}), "the same words are said in one way"


def test_a_document_that_is_law_is_not_said_anew() -> None:
    for document in ("Nghị quyết của HĐND Thành phố Hồ Chí Minh về lệ phí địa chính", "Mặc định"):
        assert in_english(document) == document
