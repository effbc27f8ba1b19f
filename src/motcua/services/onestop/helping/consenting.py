"""How a consent comes about: the code is sent, the consent is written down. Inside the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.units.models import Staff
from motcua.services.onestop.helping.access import Capacity
from motcua.services.onestop.helping.consent_code import count_sending, is_locked
from motcua.services.onestop.helping.notices import ABOUT, tell_consent_code
from motcua.services.onestop.helping.refusals import HelpRefused, TooManyConsentCodes
from motcua.services.onestop.helping.rules import under
from motcua.services.onestop.models import HelpedFiling
from motcua.services.onestop.models.helping import MOST_CODES


def send_code(helped: HelpedFiling, capacity: Capacity, *, now: datetime) -> None:
    """Send the citizen figures of their own; those sent before count no more.

    Raises HelpRefused after some: for the filing, for where they go, and for whoever helps; TooManyConsentCodes when
    so many were wrong today that the next would be refused as well.
    """
    if is_locked(helped, now=now):
        raise TooManyConsentCodes
    if helped.codes_sent >= MOST_CODES or helped.draft is None:
        raise HelpRefused(
            "no_more_codes", _("Đã gửi mã nhiều lần. Hãy bỏ lần nộp giúp này và dùng giấy đồng ý có chữ ký.")
        )
    count_sending(helped, now=now)
    helped.code_sent_at, helped.codes_sent = now, helped.codes_sent + 1
    helped.save(update_fields=["code_sent_at", "codes_sent"])
    with translation.override(helped.draft.language):
        whose = under(capacity.team.name_here if capacity.team else "", capacity.unit_name)
    tell_consent_code(helped, helped.draft, under=whose, now=now)


def note_consent(helped: HelpedFiling, *, by: Staff, now: datetime) -> None:
    """Write down that the citizen agreed, and into the journal how."""
    helped.consented_at = now
    helped.save(update_fields=["consented_at"])
    _record("onestop.help_consented", helped, by=by, now=now)


def note_begun(helped: HelpedFiling, *, by: Staff, now: datetime) -> None:
    """Write into the journal that somebody began to file for a citizen."""
    _record("onestop.help_begun", helped, by=by, now=now)


def note_given_up(helped: HelpedFiling, *, by: Staff, now: datetime) -> None:
    """Write into the journal that what was begun is given up."""
    _record("onestop.help_given_up", helped, by=by, now=now)


def _record(action: str, helped: HelpedFiling, *, by: Staff, now: datetime) -> None:
    """Write it down; nothing of the citizen stands there."""
    journal.record(
        actor=by.as_actor(),
        unit_id=helped.unit_id,
        action=action,
        target=(ABOUT, str(helped.pk)),
        now=now,
        detail={"way": str(helped.way), "text": helped.text_version, "team": helped.team_id or 0},
    )
