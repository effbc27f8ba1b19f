"""What does the law say about a person's request, and how is its secret code written? Pure."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.foundation.worktime.rules import Limit

DOWNLOAD_TERM = timedelta(days=7)
SHOWN_FOR = timedelta(minutes=15)
MOST_WRONG_NUMBERS = 5
MOST_UNPROVED = 4  # requests that wait, sent with one number by nobody knows whom: one of each kind
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is taken for another one
_CODE_LENGTH = 26  # 130 bits
_GROUP = 5


@dataclass(frozen=True)
class AnswerLimit:
    """How soon some kinds of request are answered, from a day on, with its source."""

    kinds: frozenset[str]
    valid_from: date
    limit: Limit
    document: str
    article: str
    verified: bool


def limit_on(limits: Iterable[AnswerLimit], kind: str, day: date) -> AnswerLimit:
    """Return the limit for a request of this kind that comes on `day`: the newest that is in force."""
    standing = [each for each in limits if kind in each.kinds and each.valid_from <= day]
    return max(standing, key=lambda each: each.valid_from)


def new_code() -> str:
    """Return a secret code as it is printed, in groups of five."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
    return "-".join(code[start : start + _GROUP] for start in range(0, _CODE_LENGTH, _GROUP))


def code_hash(code: str) -> bytes:
    """Return what is kept of a code; blanks, hyphens and case do not count, and O, I, L are read as digits."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.translate(str.maketrans("OIL", "011")).encode()).digest()
