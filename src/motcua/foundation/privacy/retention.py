"""How long a request about personal data is kept, and which ones have come to their end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from motcua.foundation.privacy.actions.destroy_request import destroy_request
from motcua.foundation.privacy.models import SubjectRequest
from motcua.foundation.privacy.notices import ABOUT, WORK
from motcua.foundation.retention.rules import terms_in
from motcua.foundation.retention.schedule import Ended, Found, RecordClass

CLASS: Final = "subject_request"
LONGEST_KEY: Final = 18  # digits of a number that the database can hold


def ended(*, unit_ids: Collection[int], before: datetime, most: int) -> Sequence[Ended]:
    """Return the requests that the units answered before a moment, oldest first. One query."""
    over = SubjectRequest.objects.filter(unit__in=unit_ids, answered_at__lt=before, destroyed_at=None)
    rows = over.order_by("answered_at", "pk")[:most]
    return [Ended(str(row.pk), row.number, row.unit_id, row.answered_at) for row in rows if row.answered_at]


def find(name: str) -> Found | None:
    """Return the request with this number ("12/YCDL"), None when there is none."""
    key = name.partition("/")[0].strip()
    if not (key.isascii() and key.isdecimal()) or len(key) > LONGEST_KEY:
        return None
    row = SubjectRequest.objects.filter(pk=int(key)).values_list("pk", "unit", "destroyed_at").first()
    return None if row is None else Found(str(row[0]), row[1], is_destroyed=row[2] is not None)


REQUESTS: Final = RecordClass(
    code=CLASS,
    label=_("Yêu cầu về dữ liệu cá nhân"),
    begins=_("ngày trả lời"),
    terms=terms_in("motcua.foundation.privacy", CLASS),
    ended=ended,
    find=find,
    destroy=destroy_request,
    covers=("privacy.SubjectRequest",),
    messages_about=(ABOUT, WORK),
)
