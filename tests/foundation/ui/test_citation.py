"""A place of law is called in the reader's language; titles and numbers stay as they are written."""

import json
from pathlib import Path

import pytest
from django.utils import translation

import motcua
from motcua.foundation.ui.citation import cited, in_english

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


def test_whatever_stands_in_for_a_document_in_our_data_is_said_in_english() -> None:
    said = {
        row["document"]
        for file in Path(motcua.__file__).parent.rglob("data/**/retention.json")
        for rows in json.loads(file.read_text(encoding="utf-8")).values()
        for row in rows
    }
    own = {document for document in said if not any(letter.isdigit() for letter in document)}
    assert len(own) > 5
    assert [document for document in own if in_english(document) == document] == []
