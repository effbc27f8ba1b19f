"""Two codes of a charge: a short one that people type into a bank's memo, and a long one behind its link.

The short code is no secret, it stands in bank statements: "MC", eight symbols of Crockford's base32 (no I, L, O, U)
and a check symbol, so that a slip of the finger or a word of the memo is not taken for another charge. The link is 128
bits of HMAC-SHA256 over the charge's random UUID with `settings.LOOKUP_KEY`: never stored, found by a second HMAC, so
that whoever reads the tables without the key learns no link.
"""

import hmac
import re
import secrets
import unicodedata
from uuid import UUID

from django.conf import settings

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "MC"
SYMBOLS = 8
LINK_BYTES = 16
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_CODE = re.compile(rf"(?={PREFIX}([{ALPHABET}]{{{SYMBOLS}}})([{ALPHABET}]))")
_LINK = re.compile(rf"[0-9a-f]{{{2 * LINK_BYTES}}}")
_MODULUS = 37  # a prime above 32: a wrong symbol and two exchanged neighbours are both noticed


def new_code() -> str:
    """Return a fresh short code: "MC7K2M94QX3"."""
    while True:
        symbols = "".join(secrets.choice(ALPHABET) for _number in range(SYMBOLS))
        if check := check_symbol(symbols):
            return f"{PREFIX}{symbols}{check}"


def check_symbol(symbols: str) -> str:
    """Return the symbol that closes a short code; "" for the few symbols that no letter closes, which are not used."""
    number = 0
    for symbol in symbols:
        number = number << 5 | _VALUES[symbol]
    return ALPHABET[number % _MODULUS : number % _MODULUS + 1]


def codes_in(text: str) -> list[str]:
    """Return every well-formed short code in free text, each once, in order.

    Banks put blanks, hyphens and line breaks into memos and write small letters large, so all of that is left out.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    packed = "".join(letter for letter in plain if letter.isalnum())
    found = (f"{PREFIX}{symbols}{check}" for symbols, check in _CODE.findall(packed) if check == check_symbol(symbols))
    return list(dict.fromkeys(found))


def link_of(uid: UUID) -> str:
    """Return the 32 hexadecimal digits behind the link of the charge with this UUID."""
    return _keyed(f"charge:{uid}")[:LINK_BYTES].hex()


def link_hash(link: str) -> bytes | None:
    """Return the 32 bytes under which the table finds a link; None for what cannot be one."""
    return _keyed(f"charge-stored:{link}") if _LINK.fullmatch(link) else None


def pay_address(uid: UUID) -> str:
    """Return the web address where the charge is paid, as it stands in messages and QR codes."""
    return f"{settings.PUBLIC_URL}/thanh-toan/{link_of(uid)}/"


def _keyed(text: str) -> bytes:
    return hmac.digest(settings.LOOKUP_KEY, text.encode(), "sha256")
