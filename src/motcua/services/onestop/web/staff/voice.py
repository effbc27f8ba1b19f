"""The way to judge the office for whoever left neither telephone nor e-mail: a QR code on the screen, shown once.

The code is made for the one page after the result was handed over and kept nowhere; loading the page again shows none,
so that nobody at the counter collects codes.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from motcua.foundation.documents.qr import qr_svg
from motcua.foundation.messages.late_links import late_link
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.notices import voice_link

RETURNED = "onestop_just_returned"  # in the session: the code of the dossier whose result was just handed over


def offer_voice(request: HttpRequest, dossier: Dossier) -> None:
    """Let the next page of this dossier show the code, unless the applicant gets a message with a link."""
    if not (dossier.contact_email or dossier.contact_phone):
        request.session[RETURNED] = dossier.code


def voice_code(request: HttpRequest, dossier: Dossier, now: datetime) -> SafeString | None:
    """Return the code as a picture, once; None when nothing was just handed over, or the unit does not ask."""
    if request.session.get(RETURNED) != dossier.code:
        return None
    del request.session[RETURNED]
    link = voice_link(dossier, now)
    if link is None:
        return None
    return mark_safe(qr_svg(late_link(*link, now), title=_("Mã QR để đánh giá phục vụ")))  # noqa: S308 - our own SVG
