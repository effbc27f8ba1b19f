"""The look-up code of a dossier: 80 bits in Crockford base32 with a check symbol, printed 4-4-4-4-1.

The code must be printed again on every copy of the receipt, yet the database must not give it away. So it is never
stored: it is the first 80 bits of HMAC-SHA256 over the dossier's random UUID with `settings.LOOKUP_KEY`, computed when
it is printed, and found by a second HMAC of the code itself, which is what the table holds. Whoever reads the tables
without the key learns no code.

Alphabet and check symbol: Douglas Crockford, "Base 32": ten digits and the letters but I, L, O, U, so that nothing can
be misread over the phone; the check symbol is the number modulo 37, over 32 + 5 symbols.
"""

import hmac
import secrets
from collections.abc import Callable
from uuid import UUID, uuid4

from django.conf import settings

from motcua.foundation.ui.web.client import network_of

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = ALPHABET + "*~$=U"
BITS = 80
LENGTH = BITS // 5
GROUP = 4
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\u2011": None, "\u2013": None})


def token_of(uid: UUID) -> str:
    """Return the 17 symbols of the look-up code of the dossier with this UUID."""
    digest = _keyed(f"token:{uid}")
    return encode(int.from_bytes(digest[: BITS // 8], "big"))


def result_token_of(uid: UUID) -> str:
    """Return the 17 symbols of the code that opens the page of an issued result, made as that of a dossier."""
    return encode(int.from_bytes(_keyed(f"result:{uid}")[: BITS // 8], "big"))


def new_code() -> str:
    """Return a fresh random code of the same shape, for drafts (shown once, stored as `code_hash`)."""
    while True:
        code = encode(secrets.randbits(BITS))
        if code.isalnum():
            return code


def new_uid(code_of: Callable[[UUID], str] | None = None) -> UUID:
    """Return a random UUID for a dossier, or by `code_of` for a result, whose code has letters and digits only.

    One in nine would end in `*`, `~`, `$` or `=`, which nobody can say on the telephone, which lie deep in the
    keyboard of a phone, and at which messages cut off a link.
    """
    while True:
        uid = uuid4()
        if (code_of or token_of)(uid).isalnum():
            return uid


def encode(number: int) -> str:
    """Return 16 symbols and the check symbol of a number below 2**80."""
    symbols = "".join(ALPHABET[number >> shift & 31] for shift in range(BITS - 5, -1, -5))
    return symbols + CHECKS[number % len(CHECKS)]


def parse(text: str) -> str | None:
    """Return the 17 symbols of a code as people type it, or None when it cannot be one.

    Case, blanks and hyphens do not matter; O is read as 0, I and L as 1. A wrong check symbol is caught here, so a
    slip of the finger never asks the database.
    """
    symbols = text.strip().upper().translate(_READ_AS)
    if len(symbols) != LENGTH + 1 or any(symbol not in _VALUES for symbol in symbols[:-1]):
        return None
    number = 0
    for symbol in symbols[:-1]:
        number = number << 5 | _VALUES[symbol]
    return symbols if symbols[-1] == CHECKS[number % len(CHECKS)] else None


def grouped(token: str) -> str:
    """Return the code as it is printed: "7Z3K-9QWE-…-C"."""
    return "-".join(token[start : start + GROUP] for start in range(0, len(token), GROUP))


def token_hash(token: str) -> bytes:
    """Return the 32 bytes under which the table finds a parsed code."""
    return _keyed(f"stored:{token}")


def address_hash(address: str, *, purpose: str = "address") -> bytes:
    """Return the 32 bytes that stand for a visitor's network where attempts of one `purpose` are counted."""
    return _keyed(f"{purpose}:{network_of(address)}")


def identity_hash(dossier_id: int) -> bytes:
    """Return the 32 bytes that stand for a dossier where guesses of its applicant's number are counted."""
    return _keyed(f"identity:{dossier_id}")


def result_names_hash(result_id: int) -> bytes:
    """Return the 32 bytes that stand for a result where names that were tried on it are counted."""
    return _keyed(f"names:{result_id}")


def look_up_address(uid: UUID) -> str:
    """Return the web address printed as QR on the receipt."""
    return f"{settings.PUBLIC_URL}/tra-cuu/{grouped(token_of(uid))}"


def result_address(uid: UUID) -> str:
    """Return the web address printed as QR on a result."""
    return f"{settings.PUBLIC_URL}/kiem-tra-ket-qua/{grouped(result_token_of(uid))}/"


def _keyed(text: str) -> bytes:
    return hmac.digest(settings.LOOKUP_KEY, text.encode(), "sha256")
