"""VietQR: the QR code that every Vietnamese banking app reads, as EMVCo TLV with a CRC (NAPAS, GUID A000000727).

Fields: 00 version, 01 "12" with an amount and "11" without, 38 the account (BIN of the bank, number, service QRIBFTTA),
53 currency 704, 54 amount in đồng, 58 country, 62/08 what the transfer is for, 63 CRC-16/CCITT-FALSE over all before it
and "6304". A bare VietQR confirms nothing: the bank statement does.
"""

import re
import unicodedata

GUID = "A000000727"
TO_ACCOUNT = "QRIBFTTA"
LONGEST_PURPOSE = 25  # banks cut off what is longer
LONGEST_VALUE = 99
_BIN = re.compile(r"\d{6}")
_ACCOUNT = re.compile(r"[0-9A-Z]{1,19}")


def vietqr(*, bank_bin: str, account: str, amount: int | None = None, purpose: str = "") -> str:
    """Return the text of the code; `amount` in đồng, none for a code that asks the payer for it.

    `purpose` is written without diacritics and cut at 25 letters, so the code to match by comes first. Raises
    ValueError for a bank, an account or an amount that no code can hold.
    """
    if not _BIN.fullmatch(bank_bin) or not _ACCOUNT.fullmatch(account) or (amount is not None and amount <= 0):
        raise ValueError("A VietQR needs a BIN of six digits, an account of at most 19 symbols and a positive amount.")
    told = plain_purpose(purpose)
    fields = [
        _field("00", "01"),
        _field("01", "11" if amount is None else "12"),
        _field(
            "38",
            _field("00", GUID)
            + _field("01", _field("00", bank_bin) + _field("01", account))
            + _field("02", TO_ACCOUNT),
        ),
        _field("53", "704"),
        _field("54", str(amount)) if amount is not None else "",
        _field("58", "VN"),
        _field("62", _field("08", told)) if told else "",
    ]
    body = "".join(fields) + "6304"
    return body + crc(body)


def plain_purpose(text: str) -> str:
    """Return the purpose as banks take it: ASCII letters, digits and blanks, at most 25."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    kept = "".join(
        letter if letter.isascii() and letter.isalnum() else " " for letter in bare if not unicodedata.combining(letter)
    )
    return " ".join(kept.split())[:LONGEST_PURPOSE].strip()


def crc(text: str) -> str:
    """Return CRC-16/CCITT-FALSE as four capital hexadecimal digits: polynomial 0x1021, start 0xFFFF."""
    value = 0xFFFF
    for byte in text.encode():
        value ^= byte << 8
        for _bit in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return f"{value:04X}"


def fields_of(text: str) -> dict[str, str]:
    """Return the fields of a code by their ids; raise ValueError when lengths or CRC are wrong."""
    if crc(text[:-4]) != text[-4:]:
        raise ValueError("wrong CRC")
    return _split(text)


def _split(text: str) -> dict[str, str]:
    fields, at = {}, 0
    while at < len(text):
        length = int(text[at + 2 : at + 4])
        value = text[at + 4 : at + 4 + length]
        if len(value) != length:
            raise ValueError("a field is cut off")
        fields[text[at : at + 2]] = value
        at += 4 + length
    return fields


def _field(key: str, value: str) -> str:
    if len(value) > LONGEST_VALUE:
        raise ValueError(f"field {key} is too long")
    return f"{key}{len(value):02}{value}"
