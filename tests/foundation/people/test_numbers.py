"""Identity numbers, tax codes and telephone numbers: right ones are normalised, each wrong one has its own reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.people.reference import birth_places, phone_plan
from motcua.foundation.people.rules import (
    IdentityKind,
    WrongNumber,
    cccd_birth_year,
    cccd_sex,
    check_cccd,
    check_cmnd,
    check_identity,
    check_mst,
    check_passport,
    check_phone,
    mask_identity,
    tax_check_digit,
)
from tests.factories.people import make_cccd


def test_the_sixty_three_provinces_of_before_2025_are_known() -> None:
    assert len(birth_places().provinces) == 63
    assert birth_places().name("079") == "Thành phố Hồ Chí Minh"
    assert birth_places().name("101") == ""


@pytest.mark.parametrize(
    "text", ["079090001234", " 079 090 001 234 ", "079.090.001.234", "079\u200b090001234", "０７９０９０００１２３４"]
)
def test_a_cccd_is_normalised(text: str) -> None:
    assert check_cccd(text) == "079090001234"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("07909000123", "cccd_length"),
        ("0790900012345", "cccd_length"),
        ("023456789", "cccd_is_cmnd"),
        ("07909000123O", "cccd_digits"),
        ("", "cccd_digits"),
        ("٠٧٩٠٩٠٠٠١٢٣٤", "cccd_digits"),
        ("000090001234", "cccd_province"),
        ("003090001234", "cccd_province"),
        ("999090001234", "cccd_province"),
        ("079490001234", "cccd_century"),
    ],
)
def test_a_wrong_cccd_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(WrongNumber) as refusal:
        check_cccd(text)
    assert refusal.value.code == code
    assert str(refusal.value.message)


def test_a_cccd_agrees_with_sex_and_year_of_birth() -> None:
    assert check_cccd("079190001234", sex="female", birth_year=1990) == "079190001234"
    assert check_cccd("079305001234", sex="female", birth_year=2005) == "079305001234"


@pytest.mark.parametrize(("sex", "year", "code"), [("male", None, "cccd_sex"), (None, 1991, "cccd_birth_year")])
def test_a_cccd_that_contradicts_the_declaration_is_refused(sex: str | None, year: int | None, code: str) -> None:
    with pytest.raises(WrongNumber) as refusal:
        check_cccd("079190001234", sex=sex, birth_year=year)
    assert refusal.value.code == code


@given(
    province=st.sampled_from(sorted(birth_places().provinces)),
    year=st.integers(1900, 2099),
    female=st.booleans(),
    serial=st.integers(0, 999_999),
)
def test_every_number_made_by_the_rule_is_accepted_and_read_back(
    province: str, year: int, female: bool, serial: int
) -> None:
    number = make_cccd(serial, province=province, birth_year=year, female=female)
    assert check_cccd(number, sex="female" if female else "male", birth_year=year) == number
    assert (cccd_birth_year(number), cccd_sex(number)) == (year, "female" if female else "male")


def test_a_cmnd_has_nine_digits() -> None:
    assert check_cmnd("023 456 789") == "023456789"


@pytest.mark.parametrize(
    ("text", "code"),
    [("02345678", "cmnd_length"), ("079090001234", "cmnd_is_cccd"), ("02345678a", "cmnd_digits")],
)
def test_a_wrong_cmnd_is_refused(text: str, code: str) -> None:
    with pytest.raises(WrongNumber) as refusal:
        check_cmnd(text)
    assert refusal.value.code == code


def test_a_passport_number_is_written_in_capitals() -> None:
    assert check_passport("c 123 4567") == "C1234567"


@pytest.mark.parametrize("text", ["C123", "ABCDEFGH", "C12345678901234", "C-12é4567"])
def test_a_wrong_passport_number_is_refused(text: str) -> None:
    with pytest.raises(WrongNumber):
        check_passport(text)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("0100047516", "0100047516"),
        ("0100047516-001", "0100047516-001"),
        ("0100047516001", "0100047516-001"),
        ("0100 047 516 - 999", "0100047516-999"),
        ("079090001234", "079090001234"),
    ],
)
def test_a_tax_code_is_normalised(text: str, normal: str) -> None:
    assert check_mst(text) == normal


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0100047517", "mst_check"),
        ("0100047516-000", "mst_branch"),
        ("010004751", "mst_length"),
        ("01000475160", "mst_length"),
        ("0100O47516", "mst_digits"),
        ("999090001234", "cccd_province"),
    ],
)
def test_a_wrong_tax_code_is_refused(text: str, code: str) -> None:
    with pytest.raises(WrongNumber) as refusal:
        check_mst(text)
    assert refusal.value.code == code


def test_the_check_digit_of_the_worked_example_is_six() -> None:
    assert tax_check_digit("010004751") == 6


@given(st.integers(0, 10**9 - 1), st.integers(0, 9), st.integers(1, 9))
def test_a_tax_code_with_one_changed_digit_is_refused(prefix: int, place: int, step: int) -> None:
    digits = f"{prefix:09}"
    check = tax_check_digit(digits)
    if check == 10:
        with pytest.raises(WrongNumber):
            check_mst(f"{digits}0")
        return
    code = f"{digits}{check}"
    wrong = code[:place] + str((int(code[place]) + step) % 10) + code[place + 1 :]
    assert check_mst(code) == code
    with pytest.raises(WrongNumber):
        check_mst(wrong)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("0901234567", "0901234567"),
        ("+84 90 123 45 67", "0901234567"),
        ("84901234567", "0901234567"),
        ("0084901234567", "0901234567"),
        ("+84 (0)90 123 4567", "0901234567"),
        ("090.123.4567", "0901234567"),
        ("0122 123 4567", "0771234567"),
        ("0168-123-4567", "0381234567"),
        ("0199 123 4567", "0591234567"),
        ("028 3844 2392", "02838442392"),
        ("(028) 38442392", "02838442392"),
        ("0251 3822 123", "02513822123"),
    ],
)
def test_a_telephone_number_is_written_as_dialled_at_home(text: str, normal: str) -> None:
    assert check_phone(text) == normal


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("090123456", "phone_length"),
        ("09012345678", "phone_length"),
        ("0401234567", "phone_prefix"),
        ("901234567", "phone_zero"),
        ("+1 212 555 0100", "phone_country"),
        ("090123456x", "phone_digits"),
        ("02838442", "phone_landline"),
        ("", "phone_digits"),
    ],
)
def test_a_wrong_telephone_number_is_refused(text: str, code: str) -> None:
    with pytest.raises(WrongNumber) as refusal:
        check_phone(text)
    assert refusal.value.code == code


@given(st.sampled_from(sorted(phone_plan().mobile)), st.integers(0, 9_999_999))
def test_every_mobile_number_of_the_plan_reads_the_same_in_both_forms(prefix: str, rest: int) -> None:
    number = f"{prefix}{rest:07}"
    assert check_phone(number) == number
    assert check_phone(f"+84{number[1:]}") == number


def test_every_old_prefix_leads_to_a_new_one() -> None:
    assert set(phone_plan().converted.values()) <= phone_plan().mobile


@given(st.text(max_size=20), st.sampled_from(list(IdentityKind)))
def test_any_text_is_accepted_as_normal_or_refused(text: str, kind: IdentityKind) -> None:
    try:
        number = check_identity(kind, text)
    except WrongNumber:
        return
    assert check_identity(kind, number) == number


@pytest.mark.parametrize(
    ("number", "masked"), [("079090001234", "••••••••1234"), ("023456789", "•••••6789"), ("123456", "••••••"), ("", "")]
)
def test_a_masked_number_shows_its_last_four_characters_at_most(number: str, masked: str) -> None:
    assert mask_identity(number) == masked
