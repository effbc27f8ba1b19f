"""Amounts in words, as receipts in the south write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.forms.words import money_words, number_words

DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (30, "ba mươi"),
        (100, "một trăm"),
        (105, "một trăm lẻ năm"),
        (111, "một trăm mười một"),
        (1_000, "một nghìn"),
        (1_001, "một nghìn không trăm lẻ một"),
        (1_015, "một nghìn không trăm mười lăm"),
        (20_000, "hai mươi nghìn"),
        (1_000_005, "một triệu không trăm lẻ năm"),
        (1_005_000, "một triệu không trăm lẻ năm nghìn"),
        (2_101_680, "hai triệu một trăm lẻ một nghìn sáu trăm tám mươi"),
        (1_000_000_000, "một tỷ"),
        (2_000_000_001, "hai tỷ không trăm lẻ một"),
        (1_000_000_001, "một tỷ không trăm lẻ một"),
        (1_000_000_000_000, "một nghìn tỷ"),
        (10**18, "một tỷ tỷ"),
        (-21, "âm hai mươi mốt"),
    ],
)
def test_a_number_in_words(amount: int, words: str) -> None:
    assert number_words(amount) == words


def test_an_amount_of_money_begins_with_a_capital_and_ends_in_dong() -> None:
    assert money_words(0) == "Không đồng"
    assert money_words(1_263_600) == "Một triệu hai trăm sáu mươi ba nghìn sáu trăm đồng"


def count(words: str) -> int:
    """Read words back into a number, by another way than they were made."""
    total = part = group = 0
    for word in words.split():
        if word in DIGITS:
            group += DIGITS[word]
        elif word == "mươi":
            group += 9 * (group % 100)
        elif word == "trăm":
            group *= 100
        elif word in {"nghìn", "triệu"}:
            part, group = part + group * (1000 if word == "nghìn" else 1_000_000), 0
        elif word == "tỷ":
            total, part, group = (total + part + group) * 10**9, 0, 0
    return total + part + group


@given(st.integers(0, 10**15))
def test_words_read_back_as_the_number(amount: int) -> None:
    assert count(number_words(amount)) == amount
