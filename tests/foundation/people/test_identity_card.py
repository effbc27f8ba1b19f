"""The QR code of an identity card fills a form; anything else is refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.people.identity_card import IdentityCard, NotAnIdentityCard, parse_cccd_qr

CARD = "079190001234|023456789|Nguyễn Thị Ánh|02031990|Nữ|12 Ấp Bắc, Phường 2, Tân Bình, TP. Hồ Chí Minh|15042021"


def test_a_card_is_read() -> None:
    assert parse_cccd_qr(CARD) == IdentityCard(
        number="079190001234",
        old_number="023456789",
        full_name="Nguyễn Thị Ánh",
        birth_date="1990-03-02",
        sex="female",
        address="12 Ấp Bắc, Phường 2, Tân Bình, TP. Hồ Chí Minh",
        issued_on="2021-04-15",
    )


@pytest.mark.parametrize("text", [f"\ufeff{CARD}\r\n", f"{CARD}|thêm|nữa", CARD.replace("|Nữ|", "| NỮ |")])
def test_a_scanner_may_add_to_it(text: str) -> None:
    assert parse_cccd_qr(text) == parse_cccd_qr(CARD)


@pytest.mark.parametrize(("field", "birth"), [("1950", "1950"), ("00001950", "1950"), ("31121950", "1950-12-31")])
def test_the_elderly_may_have_a_year_of_birth_only(field: str, birth: str) -> None:
    card = f"079050001234||Lê Văn Ba|{field}|Nam|Tân Bình|01012021"
    assert parse_cccd_qr(card).birth_date == birth


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_an_identity_card"),
        ("https://example.vn/tra-cuu/ABCD", "not_an_identity_card"),
        (CARD.replace("Nguyễn Thị Ánh", " "), "not_an_identity_card"),
        (CARD.replace("079190001234", "07919000123"), "wrong_number"),
        (CARD.replace("023456789", "02345"), "wrong_number"),
        (CARD.replace("02031990", "31021990"), "wrong_birth_date"),
    ],
)
def test_what_is_no_card_is_refused(text: str, code: str) -> None:
    with pytest.raises(NotAnIdentityCard) as refusal:
        parse_cccd_qr(text)
    assert refusal.value.code == code


@given(st.text(alphabet="0123456789|aĐ /", max_size=80))
def test_any_scan_is_a_card_or_refused(text: str) -> None:
    try:
        card = parse_cccd_qr(text)
    except NotAnIdentityCard:
        return
    assert card.full_name
