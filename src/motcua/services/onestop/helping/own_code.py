"""The figures that go to the citizen's own telephone or e-mail when something is added to a dossier filed with help.

The consent ends with the filing, and whoever helped knows look-up code and identity number: neither proves that the
citizen wants what is added afterwards. The figures belong to a span of half an hour and are worked out, never stored.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.foundation.messages.actions.send_message import send_message
from motcua.foundation.messages.models import Channel
from motcua.services.onestop.attempts import attempts_of, count_attempt, forget_attempts, window_of
from motcua.services.onestop.helping.refusals import NoOwnContact, TooManyOwnCodes, WrongOwnCode
from motcua.services.onestop.models import Dossier

OWN_CODE = "own_code"  # the late code of the message
DIGITS = 6
SPAN = timedelta(minutes=30)  # a code is good in the span it was sent in and in the next
SENT, GUESSES = 5, 5  # a day for one dossier
_DAY = timedelta(days=1)


def send_own_code(dossier: Dossier, *, now: datetime) -> None:
    """Put the figures into the outbox, to the contacts of the consent and nowhere else.

    Raises NoOwnContact when the citizen left none, TooManyOwnCodes after `SENT` a day and while so many were
    wrong that the next would be refused as well.
    """
    if attempts_of(_whose("guesses", dossier.pk), window=_DAY, now=now) >= GUESSES:
        raise TooManyOwnCodes
    to = dossier.contact_phone or dossier.contact_email
    if not to:
        raise NoOwnContact
    if count_attempt(_whose("sent", dossier.pk), window=_DAY, now=now) > SENT:
        raise TooManyOwnCodes
    with translation.override(dossier.language):
        send_message(
            channel=Channel.SMS if dossier.contact_phone else Channel.EMAIL,
            to=to,
            subject=_("Mã xác nhận nộp bổ sung hồ sơ %(code)s") % {"code": dossier.code},
            body=_(
                "Có người muốn nộp giấy tờ bổ sung vào hồ sơ %(code)s của ông/bà. Nếu đúng ý ông/bà, hãy nhập hoặc đọc "
                "mã ở cuối tin này. Nếu không, đừng đọc mã cho ai. Mã:"
            )
            % {"code": dossier.code},
            about=("dossier", str(dossier.pk)),
            unit_id=dossier.receiving_unit_id,
            now=now,
            language=dossier.language,
            link=(OWN_CODE, {"dossier": str(dossier.pk), "span": window_of(now, SPAN).isoformat()}),
        )


def check_own_code(dossier: Dossier, told: str, *, now: datetime) -> None:
    """Raise WrongOwnCode, or TooManyOwnCodes once `GUESSES` were wrong today: then the right one does not help.

    Wrong tries are counted at once and for good: call it outside the transaction that the refusal undoes.
    """
    whose = _whose("guesses", dossier.pk)
    if count_attempt(whose, window=_DAY, now=now) > GUESSES:
        raise TooManyOwnCodes
    figures = "".join(told.split()).encode()
    spans = (window_of(now, SPAN), window_of(now - SPAN, SPAN))
    # every span is compared: how long it takes tells nothing
    right = [hmac.compare_digest(figures, own_code(dossier.pk, span.isoformat()).encode()) for span in spans]
    if not any(right):
        raise WrongOwnCode
    forget_attempts(whose)


def own_code(dossier_id: int, span: str) -> str:
    """Return the figures of a dossier for the span that began then (ISO 8601)."""
    began = datetime.fromisoformat(span).timestamp()
    digest = hmac.digest(settings.LOOKUP_KEY, f"own-code:{dossier_id}:{began}".encode(), "sha256")
    return f"{int.from_bytes(digest[:8], 'big') % 10**DIGITS:0{DIGITS}}"


def code_to_send(given: Mapping[str, str], made_at: datetime) -> str:
    """Return the figures for a message that leaves."""
    del made_at
    return own_code(int(given["dossier"]), given["span"])


def _whose(what: str, dossier_id: int) -> bytes:
    return hmac.digest(settings.LOOKUP_KEY, f"own-code-{what}:{dossier_id}".encode(), "sha256")
