"""What people type to find a dossier: a parcel in words, a telephone number, part of a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.services.onestop.search_terms import (
    is_part_of_number,
    parcel_asked,
    phone_asked,
    phone_part_asked,
    search_key,
)
from tests.factories.forms import make_definition, make_field


@pytest.mark.parametrize(
    ("term", "word"),
    [
        ("thửa 12 tờ 5", "thua12to5"),
        ("Thửa đất số 12, tờ bản đồ số 5", "thua12to5"),
        ("tờ bản đồ 5 thửa 12", "thua12to5"),
        ("THUA 12A TO 5", "thua12ato5"),
        ("thửa 12", "thua12to"),  # the beginning of the words for every sheet
        ("thửa đất số 12a", "thua12ato"),
        ("thửa 12 của ông Ba", ""),
        ("Nguyễn Văn Thửa", ""),
        ("000.04.20.H29-261128-0001", ""),
        ("", ""),
    ],
)
def test_a_parcel_is_read_from_words(term: str, word: str) -> None:
    assert parcel_asked(term) == word


@pytest.mark.parametrize(
    ("term", "number"), [("0901 234 567", "0901234567"), ("+84901234567", "0901234567"), ("26112", ""), ("An", "")]
)
def test_a_telephone_number_is_told_from_a_code(term: str, number: str) -> None:
    assert phone_asked(term) == number


@pytest.mark.parametrize(
    ("term", "digits"),
    [
        ("4567", "4567"),
        ("0901 23", "090123"),
        ("567", ""),
        ("0901234567", ""),
        ("000.04", ""),
        ("45a7", ""),
        ("٤٥٦٧", ""),
    ],
)
def test_some_digits_alone_are_a_part_of_a_telephone(term: str, digits: str) -> None:
    assert phone_part_asked(term) == digits


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(term: str) -> None:
    assert isinstance(parcel_asked(term), str)
    assert isinstance(phone_asked(term), str)
    assert isinstance(phone_part_asked(term), str)


def test_a_dossier_is_found_by_what_its_parcel_is_asked_with() -> None:
    form = make_definition(
        sections=[
            {"key": "land", "title": {"vi": "Thửa đất", "en": "Parcel"}, "fields": [make_field("parcel", "parcel")]}
        ]
    )
    parcel = {"sheet": "05", "number": "12a", "area": 60.5, "place": "Phường 4"}
    words = search_key(["Nguyễn Văn Ánh", "NGUYEN VAN ANH"], form, {"parcel": parcel}).split()
    assert words == ["nguyen", "van", "anh", parcel_asked("thửa số 12A, tờ bản đồ 05")]
    assert search_key(["Nguyễn Văn Ánh", "Trần Bình"], form, {}) == "nguyen van anh tran binh"


@pytest.mark.parametrize(
    ("term", "is_found", "is_part"),
    [
        ("0790", False, True),
        ("0790", True, True),  # some other number ends so
        ("0790 5643 80", False, True),  # ten digits that are nobody's telephone
        ("0790564380", True, False),
        ("07905643805", False, True),
        ("079056438057", False, False),
        ("000.04.20", False, False),
        ("thửa 12", False, False),
        ("", False, False),
    ],
)
def test_digits_that_are_too_few_for_an_identity_number_are_known(term: str, is_found: bool, is_part: bool) -> None:
    assert is_part_of_number(term, is_found=is_found) is is_part
