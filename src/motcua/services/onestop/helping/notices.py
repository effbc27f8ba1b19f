"""What the citizen is told before somebody files for them: the figures they read out when they agree."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from motcua.foundation.messages.actions.send_message import send_message
from motcua.foundation.messages.models import Channel
from motcua.services.onestop.helping.consent_code import consent_code
from motcua.services.onestop.models import Draft, HelpedFiling

ABOUT = "helped_filing"


def tell_consent_code(helped: HelpedFiling, draft: Draft, *, under: str, now: datetime) -> None:
    """Put the figures into the outbox: by SMS when there is a telephone, else by e-mail."""
    with translation.override(draft.language):
        body = _(
            "%(under)s xin nộp giúp ông/bà hồ sơ: %(procedure)s. Nếu đồng ý, hãy đọc mã %(code)s cho người nộp giúp. "
            "Nếu không, đừng đọc mã cho ai."
        ) % {
            "under": under,
            "procedure": draft.procedure_version.content.title.here(),
            "code": consent_code(helped),
        }
        send_message(
            channel=Channel.SMS if helped.phone else Channel.EMAIL,
            to=helped.phone or helped.email,
            subject=_("Mã đồng ý cho nộp giúp hồ sơ"),
            body=body,
            about=(ABOUT, str(helped.pk)),
            unit_id=helped.unit_id,
            now=now,
            language=draft.language,
        )
