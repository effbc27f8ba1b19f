"""Lists sort by given name in the order of the Vietnamese alphabet; searches ignore diacritics."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.people.rules import name_sort_key, search_key

IN_ORDER = [
    "Trần Thị An",
    "Lê Anh",
    "Nguyễn Anh",
    "Lê Ánh",
    "Nguyễn Văn Ân",
    "Trần Bình",
    "Lê Công",
    "Đỗ Dũng",
    "Phạm Đức",
    "Lê Giang",
    "Trần Hoa",
    "Lý Hòa",
    "Lê Lan Hương",
    "Lê Ngọc Hương",
    "Trần Hường",
    "Vũ Khánh",
    "Bùi Nam",
    "Hồ Oanh",
    "Hồ Ổn",
    "Ngô Ơn",
    "Lê Tú",
    "Lê Tư",
    "Lê Từ",
    "Đặng Vy",
    "Đặng Ý",
]


def test_people_are_listed_by_given_name_in_the_vietnamese_alphabet() -> None:
    mixed = random.Random(1).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(mixed, key=name_sort_key) == IN_ORDER


def test_tones_follow_the_order_of_dictionaries() -> None:
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=name_sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_a_shorter_given_name_comes_first_whatever_its_tone() -> None:
    assert sorted(["Lê Anh", "Lê Ạn"], key=name_sort_key) == ["Lê Ạn", "Lê Anh"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Lê Hoà", "Lê Hòa"),
        ("LÊ VĂN AN", "Lê Văn An"),
        ("Lê  Văn  An ", "Lê Văn An"),
        ("H'Hen Niê", "H’Hen Niê"),
        (unicodedata.normalize("NFD", "Đỗ Thị Thưởng"), "Đỗ Thị Thưởng"),
    ],
)
def test_two_spellings_of_a_name_sort_alike(left: str, right: str) -> None:
    assert name_sort_key(left) == name_sort_key(right)


def test_a_name_of_one_word_is_a_given_name() -> None:
    assert sorted(["Y Bhum", "An", "Lê Bé"], key=name_sort_key) == ["An", "Lê Bé", "Y Bhum"]


@given(st.text(max_size=40))
def test_every_name_has_an_ascii_key(name: str) -> None:
    key = name_sort_key(name)
    assert key.isascii() or key == ""


@pytest.mark.parametrize("text", ["Phường Hòa Hưng", "phuong hoa hung", "PHƯỜNG  HOÀ HƯNG"])
def test_a_search_key_ignores_diacritics_case_and_spaces(text: str) -> None:
    assert search_key(text) == "phuong hoa hung"
