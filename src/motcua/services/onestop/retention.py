"""How long the one-stop keeps a dossier, and which ones have come to their end."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from importlib.resources import files
from typing import Final

from django.utils.translation import gettext_lazy as _

from motcua.foundation.retention.rules import Term, term_of
from motcua.foundation.retention.schedule import Ended, Found, RecordClass
from motcua.services.onestop.actions.destroy_dossier import destroy_dossier
from motcua.services.onestop.models import Dossier

CLASS: Final = "dossier"


def ended(*, unit_ids: Collection[int], before: datetime, most: int) -> Sequence[Ended]:
    """Return the dossiers that the units decided and that were closed before a moment, oldest first. One query."""
    over = Dossier.objects.filter(deciding_unit__in=unit_ids, closed_at__lt=before, destroyed_at=None)
    rows = over.order_by("closed_at", "pk").values_list("pk", "code", "deciding_unit", "closed_at")
    return [Ended(str(pk), code, unit_id, at) for pk, code, unit_id, at in rows[:most] if at]


def find(name: str) -> Found | None:
    """Return the dossier with this code, None when there is none or it was destroyed."""
    row = Dossier.objects.filter(code=name, destroyed_at=None).values_list("pk", "deciding_unit").first()
    return None if row is None else Found(str(row[0]), row[1])


def terms_of(code: str) -> tuple[Term, ...]:
    """Return the dated terms of a class of this room, as the platform comes with them."""
    text = files("motcua.services.onestop").joinpath("data", "retention.json").read_text(encoding="utf-8")
    return tuple(term_of(row) for row in json.loads(text)[code])


DOSSIERS: Final = RecordClass(
    code=CLASS,
    label=_("Hồ sơ thủ tục hành chính"),
    begins=_("ngày kết thúc hồ sơ"),
    terms=terms_of(CLASS),
    ended=ended,
    find=find,
    destroy=destroy_dossier,
)
