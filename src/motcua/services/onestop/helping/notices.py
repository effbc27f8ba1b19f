"""What the citizen is told before somebody files for them: the figures they read out when they agree.

The figures are worked out when the message leaves and stand neither in the outbox nor in a backup: the helper may be
staff who read there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from motcua.foundation.messages.actions.send_message import send_message
from motcua.foundation.messages.models import Channel
from motcua.services.onestop.helping.consent_code import consent_code
from motcua.services.onestop.models import Draft, HelpedFiling

ABOUT = "helped_filing"
CONSENT_CODE = "consent_code"  # the late code of a consent


def tell_consent_code(helped: HelpedFiling, draft: Draft, *, under: str, now: datetime) -> None:
    """Put the figures into the outbox: by SMS when there is a telephone, else by e-mail."""
    with translation.override(draft.language):
        body = _(
            "%(under)s xin nộp giúp ông/bà hồ sơ: %(procedure)s. Nếu đồng ý, hãy đọc mã ở cuối tin này cho người nộp "
            "giúp. Nếu không, đừng đọc mã cho ai. Mã:"
        ) % {"under": under, "procedure": draft.procedure_version.content.title.here()}
        send_message(
            channel=Channel.SMS if helped.phone else Channel.EMAIL,
            to=helped.phone or helped.email,
            subject=_("Mã đồng ý cho nộp giúp hồ sơ"),
            body=body,
            about=(ABOUT, str(helped.pk)),
            unit_id=helped.unit_id,
            now=now,
            language=draft.language,
            link=(CONSENT_CODE, {"filing": str(helped.pk)}),
        )


def code_to_send(given: Mapping[str, str], made_at: datetime) -> str:
    """Return the figures of the last sending; "" once the citizen has agreed or the filing is given up."""
    del made_at
    helped = HelpedFiling.objects.filter(pk=given["filing"], consented_at__isnull=True).first()
    return consent_code(helped) if helped is not None else ""
