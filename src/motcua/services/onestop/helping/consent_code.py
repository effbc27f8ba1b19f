"""The figures a citizen reads out when they agree: sent to their telephone or e-mail, worked out and never stored."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.services.onestop.attempts import attempts_of, count_attempt, forget_attempts
from motcua.services.onestop.helping.refusals import HelpRefused, TooManyConsentCodes, WrongConsentCode
from motcua.services.onestop.helping.rules import CODE_LASTS
from motcua.services.onestop.models import HelpedFiling

DIGITS = 6
GUESSES = 5  # a day: one in 200,000 gets in
SENT_TO_ONE, SENT_BY_ONE = 5, 30  # codes a day: to one telephone or address, and by one helper
_WINDOW = timedelta(days=1)


def consent_code(helped: HelpedFiling) -> str:
    """Return the code of the last sending; the next one has another."""
    # the moment, however it is spelled: what was sent is worked out before the row is read again, in another zone
    sent = helped.code_sent_at.timestamp() if helped.code_sent_at else ""
    digest = hmac.digest(settings.LOOKUP_KEY, f"consent:{helped.pk}:{sent}:{helped.codes_sent}".encode(), "sha256")
    return f"{int.from_bytes(digest[:8], 'big') % 10**DIGITS:0{DIGITS}}"


def count_sending(helped: HelpedFiling, *, now: datetime) -> None:
    """Count a code on its way; raise HelpRefused when too many went there today, or too many from this helper.

    What the refusal undoes was not sent, so the count stands at its limit until the day is over.
    """
    to = _hashed(f"consent-sent-to:{helped.phone or helped.email.casefold()}")
    if count_attempt(to, window=_WINDOW, now=now) > SENT_TO_ONE:
        raise HelpRefused(
            "too_many_codes_there",
            _("Hôm nay đã gửi quá nhiều mã tới số hoặc địa chỉ này. Hãy dùng giấy đồng ý có chữ ký, hoặc chờ đến mai."),
        )
    if count_attempt(_hashed(f"consent-sent-by:{helped.helper_id}"), window=_WINDOW, now=now) > SENT_BY_ONE:
        raise HelpRefused(
            "too_many_codes_sent",
            _("Hôm nay anh/chị đã gửi quá nhiều mã đồng ý. Hãy dùng giấy đồng ý có chữ ký, hoặc chờ đến mai."),
        )


def _hashed(whose: str) -> bytes:
    return hmac.digest(settings.LOOKUP_KEY, whose.encode(), "sha256")


def check_consent_code(helped: HelpedFiling, told: str, *, now: datetime) -> None:
    """Raise WrongConsentCode, or TooManyConsentCodes once `GUESSES` were wrong today: then no right one helps.

    Wrong tries are counted at once and for good: call it outside the transaction that the refusal undoes.
    """
    whose = _guesses_of(helped)
    guesses = count_attempt(whose, window=_WINDOW, now=now)
    if guesses > GUESSES:
        raise TooManyConsentCodes
    if not is_right(helped, told, now=now):
        raise WrongConsentCode if guesses < GUESSES else TooManyConsentCodes
    forget_attempts(whose)


def is_locked(helped: HelpedFiling, *, now: datetime) -> bool:
    """Tell whether so many figures were wrong today that no code is taken any more, and none worth sending."""
    return attempts_of(_guesses_of(helped), window=_WINDOW, now=now) >= GUESSES


def _guesses_of(helped: HelpedFiling) -> bytes:
    return _hashed(f"consent-guesses:{helped.pk}")


def is_right(helped: HelpedFiling, told: str, *, now: datetime) -> bool:
    """Tell whether these are the figures of the last sending, and not too old."""
    if helped.code_sent_at is None or now > helped.code_sent_at + CODE_LASTS:
        return False
    return hmac.compare_digest("".join(told.split()).encode(), consent_code(helped).encode())
