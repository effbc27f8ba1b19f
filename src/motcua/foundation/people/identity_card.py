"""What does the QR code of an identity card say? Used by counter entry: one scan fills a form."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.people.rules import FEMALE, MALE, WrongNumber, check_cccd, check_cmnd
from motcua.foundation.ui.text import fold

_FIELDS = 7
_ADDRESS_PARTS = 3
_SEXES = {"nam": MALE, "nu": FEMALE}
_DAY_LENGTH = 8


class NotAnIdentityCard(Refused):
    """The scanned text is not that of an identity card."""


@dataclass(frozen=True)
class IdentityCard:
    """The content of the QR code; dates are ISO, `birth_date` may be a year alone, unknown parts are ""."""

    number: str
    old_number: str
    full_name: str
    birth_date: str
    sex: str
    address: str
    issued_on: str

    @property
    def address_parts(self) -> dict[str, str]:
        """Split "12 Ba Vân, Phường 14, Tân Bình, TP Hồ Chí Minh" into street, ward and province.

        The last part is the province, what is left the ward; an address of fewer parts is a street alone.
        """
        parts = [part.strip() for part in self.address.split(",") if part.strip()]
        if len(parts) < _ADDRESS_PARTS:
            return {"street": ", ".join(parts)}
        ward = len(parts) - 3 if len(parts) > _ADDRESS_PARTS else 1
        return {"street": ", ".join(parts[:ward]), "ward": ", ".join(parts[ward:-1]), "province": parts[-1]}


def parse_cccd_qr(text: str) -> IdentityCard:
    """Return the card behind "number|old number|name|ddMMyyyy|sex|address|ddMMyyyy"; more fields are left aside.

    Raises NotAnIdentityCard when the text has another shape or names no valid number or date of birth.
    """
    fields = [" ".join(unicodedata.normalize("NFC", part).split()) for part in text.strip("\ufeff\r\n ").split("|")]
    if len(fields) < _FIELDS or not fields[2]:
        raise NotAnIdentityCard(
            "not_an_identity_card", _("Mã vừa quét không phải mã QR trên thẻ căn cước. Quét lại hoặc nhập tay.")
        )
    try:
        number = check_cccd(fields[0])
        old_number = check_cmnd(fields[1]) if fields[1] else ""
    except WrongNumber as error:
        raise NotAnIdentityCard("wrong_number", error.message) from error
    return IdentityCard(
        number, old_number, fields[2], _birth(fields[3]), _SEXES.get(fold(fields[4]), ""), fields[5], _day(fields[6])
    )


def _birth(text: str) -> str:
    """Return a date of birth; cards of the elderly may carry the year alone, with or without zeros before it."""
    if match := re.fullmatch(r"0{0,4}([0-9]{4})", text):
        return match[1]
    if not (day := _day(text)):
        raise NotAnIdentityCard("wrong_birth_date", _("Ngày sinh trong mã QR không đọc được. Nhập tay theo thẻ."))
    return day


def _day(text: str) -> str:
    """Return ddMMyyyy as an ISO date, or "" when it is none."""
    if len(text) != _DAY_LENGTH or not (text.isascii() and text.isdecimal()):
        return ""
    try:
        day: date = datetime.strptime(text, "%d%m%Y").date()  # noqa: DTZ007 - a calendar day has no zone
    except ValueError:
        return ""
    return day.isoformat()
