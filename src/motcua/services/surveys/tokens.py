"""The token that lets somebody answer once: it says of which office and week, and nothing of whom.

It is made when the notice leaves and kept nowhere: twelve random bytes and a code of authenticity (HMAC-SHA256 cut to
twelve bytes) over them and over what is asked about. Of an answered token the hash is kept, which tells nothing.

A notice that is handed over again leaves with the same link, or one person could answer twice. So its bytes are drawn
with a secret of its day that is in the memory of the process alone, and gone after two days or with the process. In a
demo nothing leaves, its one page shows everybody's messages, and the secret may be one that is kept.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock

from django.conf import settings

from motcua.foundation.messages.late_links import MESSAGE
from motcua.foundation.units.rules import day_of
from motcua.services.surveys.rules import monday_of

_HEAD = struct.Struct(">IH")
NONCE, _MAC = 12, 12  # bytes
_FIRST = date(2000, 1, 3)  # a Monday, from which weeks are counted
_LONGEST = 120
_DAYS_REMEMBERED = 2  # longer than a notice is tried again by itself
_secrets: dict[date, bytes] = {}
_drawing = Lock()


@dataclass(frozen=True)
class Asked:
    """What a token asks about."""

    unit_id: int
    week: date
    nonce: bytes

    @property
    def hash(self) -> bytes:
        """Return what is kept of an answered token."""
        return hashlib.sha256(b"voice-used:" + self.nonce).digest()


def new_address(given: Mapping[str, str], made_at: datetime) -> str:
    """Return the address for the late link {"unit": id} of a notice written at `made_at`, a fresh one of no notice."""
    day = day_of(made_at)
    message = given.get(MESSAGE)
    nonce = _drawn_for(message, day) if message else secrets.token_bytes(NONCE)
    return f"{settings.PUBLIC_URL}/danh-gia/{write(Asked(int(given['unit']), monday_of(day), nonce))}/"


def _drawn_for(message: str, day: date) -> bytes:
    secret = settings.LOOKUP_KEY if settings.DEMO else _secret_of(day)
    return hmac.digest(secret, f"voice-drawn:{message}".encode(), "sha256")[:NONCE]


def _secret_of(day: date) -> bytes:
    """Return the secret by which the links of this day's notices are drawn; older ones are forgotten."""
    with _drawing:
        secret = _secrets.setdefault(day, secrets.token_bytes(32))
        for old in sorted(_secrets)[:-_DAYS_REMEMBERED]:
            del _secrets[old]
    return secret


def write(asked: Asked) -> str:
    """Return the token as letters for an address."""
    body = _HEAD.pack(asked.unit_id, (asked.week - _FIRST).days // 7) + asked.nonce
    return base64.urlsafe_b64encode(_code(body) + body).decode().rstrip("=")


def read(token: str) -> Asked | None:
    """Return what the token asks about, None for one that is not ours."""
    if len(token) > _LONGEST:
        return None
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    code, body = raw[:_MAC], raw[_MAC:]
    if len(body) != _HEAD.size + NONCE or not hmac.compare_digest(code, _code(body)):
        return None
    unit_id, weeks = _HEAD.unpack_from(body)
    return Asked(unit_id, _FIRST + timedelta(weeks=weeks), body[_HEAD.size :])


def _code(body: bytes) -> bytes:
    return hmac.digest(settings.LOOKUP_KEY, b"voice:" + body, "sha256")[:_MAC]
