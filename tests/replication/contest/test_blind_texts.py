"""Names are covered however they are typed; ages are counted as people count them."""

from datetime import date

import pytest

from motcua.replication.contest.eligibility import AgeRule, Person, age_on, findings
from motcua.replication.contest.redaction import COVER, covered, unit_words

NAMES = unit_words(["Ủy ban nhân dân Phường 6", "Phường 6"]) | {"Lê Thị Hòa"}


@pytest.mark.parametrize(
    ("text", "blind"),
    [
        ("Chị Lê Thị Hòa đề xuất", f"Chị {COVER} đề xuất"),
        ("chị LÊ THỊ HOÀ, lê thị hoà", f"chị {COVER}, {COVER}"),
        ("Le Thi Hoa đề xuất", f"{COVER} đề xuất"),
        ("Tại Ủy ban nhân dân  Phường 6 có", f"Tại {COVER} có"),
        ("UBND phường 6, P.6, P6, p. 6", f"{COVER}, {COVER}, {COVER}, {COVER}"),
        ("Phường 60 và P16 không liên quan", "Phường 60 và P16 không liên quan"),
        ("Người dân đi 6 lần", "Người dân đi 6 lần"),
    ],
)
def test_names_are_covered(text: str, blind: str) -> None:
    assert covered(text, NAMES) == blind


def test_letters_in_two_parts_are_covered_as_well() -> None:
    assert covered("Le\u0302 Thi\u0323 Hoa\u0300", {"Lê Thị Hoà"}) == COVER


def test_a_text_without_names_stays_as_it_is() -> None:
    assert covered("Trả kết quả tại nhà", set()) == "Trả kết quả tại nhà"


@pytest.mark.parametrize(
    ("born_on", "age"),
    [(date(1984, 4, 8), 35), (date(1984, 4, 9), 34), (date(1983, 4, 9), 35), (date(1983, 4, 8), 36)],
)
def test_age_is_counted_in_full_years(born_on: date, age: int) -> None:
    assert age_on(born_on, date(2019, 4, 8)) == age


def test_authors_over_the_limit_are_named_with_the_reason() -> None:
    rule = AgeRule(35, date(2019, 4, 8))
    young, older = Person("An", date(1990, 1, 1)), Person("Bình", date(1980, 1, 1))
    assert findings([young], rule) == []
    assert [str(one) for one in findings([young, older], rule)] == [
        "Bình 39 tuổi vào ngày tính tuổi, quá giới hạn 35 tuổi."
    ]
    assert findings([older], AgeRule(None, date(2019, 4, 8))) == []


def test_an_entry_without_authors_and_a_birthday_to_come_are_noticed() -> None:
    rule = AgeRule(35, date(2019, 4, 8))
    assert len(findings([], rule)) == 1
    assert "không hợp lệ" in str(findings([Person("An", date(2020, 1, 1))], rule)[0])
