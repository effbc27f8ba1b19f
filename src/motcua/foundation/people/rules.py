"""What makes an identity number, a tax code, a telephone number or a name right? Pure: no database, no clock."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.people.reference import birth_places, phone_plan
from motcua.foundation.ui.text import fold

MALE, FEMALE = "male", "female"
CCCD_LENGTH, CMND_LENGTH = 12, 9
TAX_CODE_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
SHOWN_DIGITS = 4
_GAPS = re.compile(r"[\s.\-\u00ad\u200b-\u200d\u2060\ufeff]+")
_PASSPORT = re.compile(r"[A-Z0-9]{6,12}\Z")
_MOBILE_LENGTH, _OLD_MOBILE_LENGTH, _LANDLINE_LENGTH = 10, 11, 11


class IdentityKind(StrEnum):
    """The papers that name a person or an organisation."""

    CCCD = "cccd"
    CMND = "cmnd"
    PASSPORT = "passport"
    TAX_CODE = "tax_code"


class WrongNumber(Refused):
    """A number is not written as its kind demands; `code` says which fault, `message` what to do."""


def digits_of(text: str) -> str:
    """Return `text` without spaces, dots, dashes and invisible characters; full-width digits become ordinary ones."""
    return _GAPS.sub("", unicodedata.normalize("NFKC", text))


def _is_digits(text: str) -> bool:
    """Tell whether `text` is digits 0-9 only; Python also knows digits of other scripts."""
    return text.isascii() and text.isdecimal()


def check_cccd(text: str, sex: str | None = None, birth_year: int | None = None) -> str:
    """Return the twelve digits of a personal identity number; raise WrongNumber with a code for each fault.

    Three digits name the province (63 of before 1 July 2025, never renumbered) or the country of birth registration,
    the fourth the century and the sex, the next two the year of birth, six are random; there is no check digit
    (Nghị định 137/2015/NĐ-CP, Điều 13). `sex` is "male" or "female"; with it and `birth_year` the number must agree.
    """
    number = digits_of(text)
    if not _is_digits(number):
        raise WrongNumber("cccd_digits", _("Số căn cước chỉ gồm chữ số, ví dụ 079090001234."))
    if len(number) == CMND_LENGTH:
        raise WrongNumber(
            "cccd_is_cmnd", _("Đây là số chứng minh nhân dân 9 số. Nhập số căn cước 12 số trên thẻ căn cước.")
        )
    if len(number) != CCCD_LENGTH:
        raise WrongNumber(
            "cccd_length", _("Số căn cước phải có đủ 12 chữ số, đã nhập %(count)s.") % {"count": len(number)}
        )
    if not birth_places().knows(number[:3]):
        raise WrongNumber("cccd_province", _("Ba số đầu của số căn cước không phải mã của tỉnh, thành phố nào."))
    _check_cccd_birth(number, sex, birth_year)
    return number


def _check_cccd_birth(number: str, sex: str | None, birth_year: int | None) -> None:
    """Hold the century, sex and year of birth in `number` against what the person declared."""
    if cccd_birth_year(number) >= 2100:  # noqa: PLR2004 - the twenty-second century
        raise WrongNumber("cccd_century", _("Số thứ tư của số căn cước không đúng: phải là 0, 1, 2 hoặc 3."))
    if sex in {MALE, FEMALE} and cccd_sex(number) != sex:
        raise WrongNumber(
            "cccd_sex", _("Số căn cước không khớp với giới tính đã khai. Xem lại số căn cước hoặc giới tính.")
        )
    if birth_year is not None and cccd_birth_year(number) != birth_year:
        raise WrongNumber(
            "cccd_birth_year", _("Số căn cước không khớp với năm sinh đã khai. Xem lại số căn cước hoặc năm sinh.")
        )


def cccd_sex(number: str) -> str:
    """Return "male" or "female" as the fourth digit of a checked number says: even is male."""
    return FEMALE if int(number[3]) % 2 else MALE


def cccd_birth_year(number: str) -> int:
    """Return the year of birth in a checked number: 0 and 1 are the twentieth century, 2 and 3 the twenty-first."""
    return 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])


def check_cmnd(text: str) -> str:
    """Return the nine digits of an old people's identity card; raise WrongNumber.

    The card was valid as a document until 31 December 2024; its number stays searchable.
    """
    number = digits_of(text)
    if not _is_digits(number):
        raise WrongNumber("cmnd_digits", _("Số chứng minh nhân dân chỉ gồm chữ số."))
    if len(number) == CCCD_LENGTH:
        raise WrongNumber(
            "cmnd_is_cccd", _("Đây là số căn cước 12 số. Nhập số chứng minh nhân dân 9 số đã cấp trước đây.")
        )
    if len(number) != CMND_LENGTH:
        raise WrongNumber(
            "cmnd_length",
            _("Số chứng minh nhân dân phải có đủ 9 chữ số, đã nhập %(count)s.") % {"count": len(number)},
        )
    return number


def check_passport(text: str) -> str:
    """Return a passport number in capitals without gaps; raise WrongNumber."""
    number = digits_of(text).upper()
    if not _PASSPORT.match(number) or not any(character.isdecimal() for character in number):
        raise WrongNumber("passport", _("Số hộ chiếu gồm 6 đến 12 chữ cái và chữ số, ví dụ C1234567."))
    return number


def check_mst(text: str) -> str:
    """Return a tax code: ten digits, ten with a branch ("0100047516-001"), or a personal identity number of twelve.

    The tenth digit is 10 - (sum of weighted digits mod 11). Since 1 July 2025 the identity number is the tax code of
    a person (Thông tư 86/2024/TT-BTC). Raises WrongNumber.
    """
    number = digits_of(text)
    if not _is_digits(number):
        raise WrongNumber("mst_digits", _("Mã số thuế chỉ gồm chữ số và dấu gạch nối, ví dụ 0100047516-001."))
    if len(number) == CCCD_LENGTH:
        return check_cccd(number)
    if len(number) not in {10, 13}:
        raise WrongNumber(
            "mst_length", _("Mã số thuế có 10 số, 13 số (đơn vị phụ thuộc) hoặc 12 số (số định danh cá nhân).")
        )
    if tax_check_digit(number[:9]) != int(number[9]):
        raise WrongNumber(
            "mst_check", _("Mã số thuế không đúng: chữ số kiểm tra thứ mười không khớp. Xem lại từng số.")
        )
    branch = number[10:]
    if branch == "000":
        raise WrongNumber("mst_branch", _("Số thứ tự đơn vị phụ thuộc trong mã số thuế từ 001 đến 999."))
    return f"{number[:10]}-{branch}" if branch else number


def tax_check_digit(prefix: str) -> int:
    """Return the check digit of nine digits; 10 means that no valid code begins so."""
    total = sum(weight * int(digit) for weight, digit in zip(TAX_CODE_WEIGHTS, prefix, strict=True))
    return 10 - total % 11


def check_phone(text: str) -> str:
    """Return a Vietnamese telephone number as it is dialled at home ("0901234567"); raise WrongNumber.

    Accepts +84, 0084 and 84, spaces, dots and brackets. Numbers of eleven digits that ended on 14 November 2018
    become their successors. Landlines are 02 with eleven digits in all (028 and eight digits in Ho Chi Minh City).
    """
    number = _home_form(text)
    plan = phone_plan()
    if len(number) == _OLD_MOBILE_LENGTH and number[:4] in plan.converted:
        number = plan.converted[number[:4]] + number[4:]
    if number.startswith(plan.landline):
        return _landline(number)
    if len(number) != _MOBILE_LENGTH:
        raise WrongNumber(
            "phone_length",
            _("Số điện thoại di động có 10 chữ số, đã nhập %(count)s.") % {"count": len(number)},
        )
    if number[:3] not in plan.mobile:
        raise WrongNumber(
            "phone_prefix", _("Đầu số %(prefix)s không có ở Việt Nam. Xem lại số điện thoại.") % {"prefix": number[:3]}
        )
    return number


def _home_form(text: str) -> str:
    """Return the digits with the leading 0; raise WrongNumber for letters and foreign numbers."""
    plain = re.sub(r"[()/]", "", digits_of(text))
    international = plain.startswith(("+", "00"))
    number = plain.removeprefix("+").removeprefix("00") if international else plain
    if not _is_digits(number):
        raise WrongNumber("phone_digits", _("Số điện thoại chỉ gồm chữ số, ví dụ 0901 234 567."))
    if international or (number.startswith("84") and len(number) in {11, 12}):
        if not number.startswith("84"):
            raise WrongNumber("phone_country", _("Chỉ nhận số điện thoại Việt Nam (đầu số 0 hoặc +84)."))
        number = "0" + number.removeprefix("84").removeprefix("0")
    if not number.startswith("0"):
        raise WrongNumber("phone_zero", _("Số điện thoại bắt đầu bằng số 0 hoặc +84."))
    return number


def _landline(number: str) -> str:
    """Return a fixed number of eleven digits; raise WrongNumber."""
    if len(number) != _LANDLINE_LENGTH:
        raise WrongNumber("phone_landline", _("Số điện thoại cố định có 11 chữ số kể cả mã vùng, ví dụ 028 3844 2392."))
    return number


def check_identity(kind: IdentityKind, text: str) -> str:
    """Return the normalised number of any kind; raise WrongNumber."""
    checks = {
        IdentityKind.CCCD: check_cccd,
        IdentityKind.CMND: check_cmnd,
        IdentityKind.PASSPORT: check_passport,
        IdentityKind.TAX_CODE: check_mst,
    }
    return checks[kind](text)


def mask_identity(number: str) -> str:
    """Return `number` with all but its last four characters as dots; a short one is hidden whole."""
    shown = number[-SHOWN_DIGITS:] if len(number) >= 2 * SHOWN_DIGITS else ""
    return "•" * (len(number) - len(shown)) + shown


def mask_phone(number: str) -> str:
    """Return a telephone number with all but its first three and last three digits as dots."""
    return f"{number[:3]}{'•' * max(0, len(number) - 6)}{number[-3:]}" if number else ""


def mask_email(address: str) -> str:
    """Return an address with its first letter and its domain."""
    local, at, domain = address.partition("@")
    return f"{local[:1]}•••@{domain}" if at else ""


def search_key(text: str) -> str:
    """Return `text` as searches compare it: no diacritics, lower case, single spaces; both "hòa" and "hoà" match."""
    return fold(text)


# Vietnamese alphabetical order, with f, j, w, z where Latin has them; digits come first
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_KEYS = dict(zip(_ALPHABET, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg", strict=True))
# level, grave, hook, tilde, acute, dot below: the order of dictionaries
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {"\u0306", "\u0302", "\u031b"}


def name_sort_key(name: str) -> str:
    """Return an ASCII key, compared byte by byte, that sorts people as Vietnamese lists do.

    The given name (the last word) comes first, then the family name (the first), then the names between. Letters
    follow the Vietnamese alphabet; within a syllable the tone decides only when all its letters are equal.
    """
    words = [key for word in name.split() if (key := _syllable_key(word))]
    return " ".join([*words[-1:], *words[:1], *words[1:-1]] if len(words) > 1 else words)


def _syllable_key(word: str) -> str:
    """Return the letters' order, then "!" (below every letter) and the tone; punctuation does not count."""
    letters: list[str] = []
    tone = "0"
    for mark in unicodedata.normalize("NFD", word.lower()):
        if mark in _TONES:
            tone = _TONES[mark]
        elif mark in _SHAPES and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + mark)
        elif mark.isalnum():
            letters.append(mark)
    if not letters:
        return ""
    return "".join(_LETTER_KEYS.get(letter, letter if letter.isascii() else "~") for letter in letters) + "!" + tone
