"""What the receiver shows at the door: a code of six figures for this trip, or the look-up code of the dossier.

The look-up code of a dossier filed with help opens no door: whoever helped has seen it.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

from django.conf import settings

from motcua.services.onestop.attempts import count_attempt, forget_attempts
from motcua.services.onestop.delivery.refusals import TooManyDoorCodes, WrongDoorCode, WrongDoorCodeOfHelped
from motcua.services.onestop.models import Dossier, Parcel
from motcua.services.onestop.tokens import parse, token_hash

DIGITS = 6
GUESSES = 5  # a day: one in 200,000 gets in
_WINDOW = timedelta(days=1)


def door_code(parcel: Parcel) -> str:
    """Return the code for the parcel's present trip; the next trip has another."""
    digest = hmac.digest(settings.LOOKUP_KEY, f"door:{parcel.uid}:{parcel.trip_id}".encode(), "sha256")
    return f"{int.from_bytes(digest[:8], 'big') % 10**DIGITS:0{DIGITS}}"


def shows_right_code(dossier: Dossier, parcel: Parcel, shown: str) -> bool:
    """Tell whether what was shown is the code of this trip or the look-up code of a dossier filed without help.

    The QR code on the receipt holds an address whose end is the look-up code: scanned, it is as good as the code.
    """
    shown = shown.strip().rstrip("/").rpartition("/")[2]
    figures = "".join(shown.split())
    if hmac.compare_digest(figures.encode(), door_code(parcel).encode()):
        return True
    token = parse(shown)
    if token is None or not hmac.compare_digest(token_hash(token), bytes(dossier.token_hash)):
        return False
    return not dossier.is_helped


def check_door_code(dossier: Dossier, parcel: Parcel, shown: str, *, now: datetime) -> None:
    """Raise WrongDoorCode, or TooManyDoorCodes once `GUESSES` were wrong today: then the right one does not help.

    Wrong tries are counted at once and for good: call it outside the transaction that the refusal undoes.
    """
    whose = hmac.digest(settings.LOOKUP_KEY, f"door-guesses:{parcel.uid}".encode(), "sha256")
    if count_attempt(whose, window=_WINDOW, now=now) > GUESSES:
        raise TooManyDoorCodes
    if not shows_right_code(dossier, parcel, shown):
        raise WrongDoorCodeOfHelped if dossier.is_helped else WrongDoorCode
    forget_attempts(whose)
