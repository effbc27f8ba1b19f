"""How long a consent to be helped is kept, and which ones have come to their end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from motcua.foundation.retention.rules import terms_in
from motcua.foundation.retention.schedule import Ended, Found, RecordClass
from motcua.services.onestop.helping.actions.destroy_consent import destroy_consent
from motcua.services.onestop.helping.notices import ABOUT
from motcua.services.onestop.models import HelpedFiling
from motcua.services.onestop.retention import CLASS as DOSSIER
from motcua.services.onestop.retention import CONSENT, ROOM

CLASS: Final = CONSENT


def ended(*, unit_ids: Collection[int], before: datetime, most: int) -> Sequence[Ended]:
    """Return the consents to dossiers that the units decided and that were closed before a moment. One query."""
    over = HelpedFiling.objects.filter(
        dossier__deciding_unit__in=unit_ids, dossier__closed_at__lt=before, destroyed_at=None
    )
    rows = over.order_by("dossier__closed_at", "dossier").values_list(
        "dossier", "dossier__code", "dossier__deciding_unit", "dossier__closed_at"
    )
    return [Ended(str(pk), code, unit_id, at) for pk, code, unit_id, at in rows[:most] if at]


def find(name: str) -> Found | None:
    """Return the consent to the dossier with this code, None when there is none."""
    rows = HelpedFiling.objects.filter(dossier__code=name)
    row = rows.values_list("dossier", "dossier__deciding_unit", "destroyed_at").first()
    return None if row is None else Found(str(row[0]), row[1], is_destroyed=row[2] is not None)


CONSENTS: Final = RecordClass(
    code=CLASS,
    label=_("Đồng ý cho nộp giúp hồ sơ"),
    begins=_("ngày kết thúc hồ sơ"),
    terms=terms_in(ROOM, CLASS),
    ended=ended,
    find=find,
    destroy=destroy_consent,
    held_with=(DOSSIER,),
    covers=("onestop.HelpedFiling",),
    messages_about=(ABOUT,),
)
