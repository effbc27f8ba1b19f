"""Who is helped, and is it the person who agreed?"""

from datetime import date

import pytest

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.people.identity_card import parse_cccd_qr
from motcua.services.onestop.helping.consent_texts import consent_texts, text_of, text_on
from motcua.services.onestop.helping.prefill import prefilled
from motcua.services.onestop.helping.rules import Agreed, check_consent, check_same_person, checked_identity, under
from motcua.services.onestop.models import ConsentWay
from tests.factories.onestop import make_document

CARD = "079190000123|023456789|Nguyễn Thị Ánh|02031990|Nữ|12 Ba Vân, Phường 14, Tân Bình, TP. Hồ Chí Minh|01012022"


@pytest.mark.parametrize(
    ("typed", "kept"), [("079 190 000 123", "079190000123"), ("023.456.789", "023456789"), ("c1234567", "C1234567")]
)
def test_a_card_an_old_card_or_a_passport_names_the_citizen(typed: str, kept: str) -> None:
    assert checked_identity(typed) == kept


@pytest.mark.parametrize("typed", ["", "12345", "999190000123", "Ánh"])
def test_what_is_no_number_names_nobody(typed: str) -> None:
    with pytest.raises(Refused):
        checked_identity(typed)


@pytest.mark.parametrize(
    ("way", "given", "code"),
    [
        (ConsentWay.PAPER, {"has_paper": False, "witness": "A", "has_contact": True}, "no_paper"),
        (ConsentWay.WITNESS, {"has_paper": True, "witness": " ", "has_contact": True}, "no_witness"),
        (ConsentWay.CODE, {"has_paper": True, "witness": "A", "has_contact": False}, "nowhere_to_send"),
    ],
)
def test_each_way_to_agree_needs_its_own(way: ConsentWay, given: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_consent(way, **given)  # type: ignore[arg-type]
    assert refusal.value.code == code
    check_consent(way, has_paper=True, witness="A", has_contact=True)


@pytest.mark.parametrize(
    ("name", "number", "is_same"),
    [
        ("NGUYỄN THỊ ÁNH", "079190000123", True),
        ("Nguyễn Thị Ảnh Hồng", "079190000123", False),
        ("Nguyễn Thị Ánh", "079190000124", False),
        ("Nguyễn Thị Ánh", "", False),
    ],
)
def test_the_answers_name_the_person_who_agreed(name: str, number: str, is_same: bool) -> None:
    answers = {"full_name": name} | ({"identity_number": number} if number else {})
    agreed = Agreed("Nguyễn Thị Ánh", "079190000123")
    if is_same:
        check_same_person(make_document(), answers, agreed)
        return
    with pytest.raises(Refused) as refusal:
        check_same_person(make_document(), answers, agreed)
    assert refusal.value.code == "another_person"


def test_the_card_answers_what_the_form_asks_of_the_applicant() -> None:
    known = prefilled(
        make_document(),
        full_name="Nguyễn Thị Ánh",
        identity_number="079190000123",
        phone="0901234567",
        email="",
        card=parse_cccd_qr(CARD),
        today=date(2026, 11, 28),
    )
    assert {key: known[key] for key in ("full_name", "identity_number", "phone")} == {
        "full_name": "Nguyễn Thị Ánh",
        "identity_number": "079190000123",
        "phone": "0901234567",
    }
    address = known["address"]
    assert isinstance(address, dict)
    assert (address["street"], address["province"]) == ("12 Ba Vân", "TP. Hồ Chí Minh")


def test_a_consent_text_holds_from_its_day_and_none_is_claimed_to_be_checked() -> None:
    assert [text_on(day).version for day in (date(2019, 4, 8), date(2023, 7, 1), date(2026, 11, 28))] == [
        "2018-1",
        "2023-1",
        "2026-1",
    ]
    assert all(text_of(each.version) == each and not each.verified for each in consent_texts())


def test_whose_hand_it_was_is_said_without_a_name() -> None:
    assert [under("Tổ 3", "Phường 10"), under("", "Phường 10")] == ["Tổ 3 (Phường 10)", "Phường 10"]
