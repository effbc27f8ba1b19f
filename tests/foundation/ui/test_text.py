"""Folding: text that a reader takes for the same is the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.ui.text import fold, listing_key


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Chứng thực bản sao", "chung thuc ban sao"),
        ("ĐĂNG KÝ KHAI SINH", "dang ky khai sinh"),
        ("hoà giải", "hoa giai"),
        ("hòa giải", "hoa giai"),
        ("Đường  Hoàng\tVăn Thụ\n", "duong hoang van thu"),
        ("Ðất đai", "dat dai"),
        ("Phường 15", "phuong 15"),
        ("", ""),
    ],
)
def test_diacritics_case_and_blanks_do_not_matter(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_composed_and_decomposed_letters_are_the_same() -> None:
    name = "Nguyễn Thị Ngọc Ánh"
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name))


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_titles_and_names_are_listed_as_people_look_for_them() -> None:
    right = ["Cấp bản sao", "Chứng thực chữ ký", "Đăng ký khai sinh", "Phường 2", "Phường 10", "Thay đổi", "Ủy ban"]
    assert sorted(sorted(right), key=listing_key) == right
