"""How a consent comes about: the code is sent, the consent is written down. Inside the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.units.models import Staff
from motcua.services.onestop.helping.access import Capacity
from motcua.services.onestop.helping.notices import ABOUT, tell_consent_code
from motcua.services.onestop.helping.refusals import HelpRefused
from motcua.services.onestop.helping.rules import under
from motcua.services.onestop.models import HelpedFiling
from motcua.services.onestop.models.helping import MOST_CODES


def send_code(helped: HelpedFiling, capacity: Capacity, *, now: datetime) -> None:
    """Send the citizen figures of their own; those sent before count no more. Raises HelpRefused after some."""
    if helped.codes_sent >= MOST_CODES or helped.draft is None:
        raise HelpRefused(
            "no_more_codes", _("Đã gửi mã nhiều lần. Hãy bỏ lần nộp giúp này và dùng giấy đồng ý có chữ ký.")
        )
    helped.code_sent_at, helped.codes_sent = now, helped.codes_sent + 1
    helped.save(update_fields=["code_sent_at", "codes_sent"])
    whose = under(capacity.team.name if capacity.team else "", capacity.unit_name)
    tell_consent_code(helped, helped.draft, under=whose, now=now)


def note_consent(helped: HelpedFiling, *, by: Staff, now: datetime) -> None:
    """Write down that the citizen agreed, and into the journal how; nothing of the citizen stands there."""
    helped.consented_at = now
    helped.save(update_fields=["consented_at"])
    journal.record(
        actor=by.as_actor(),
        unit_id=helped.unit_id,
        action="onestop.help_consented",
        target=(ABOUT, str(helped.pk)),
        now=now,
        detail={"way": str(helped.way), "text": helped.text_version, "team": helped.team_id or 0},
    )
