"""Tell the leaders of an office that nobody works on some of its open dossiers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.foundation.messages.staff_messages import Words, holders, send_to_staff
from motcua.foundation.ui.filters import number_vn
from motcua.foundation.units.models import Role
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.queries.owners import Held, Ownerless


@transaction.atomic
def tell_of_ownerless(*, nobody: Iterable[Ownerless], left: Iterable[Held], now: datetime) -> int:
    """Return how many leaders were told; each hears of an office once a day, however often this runs.

    `nobody`: dossiers at a step that nobody of the office may do; `left`: those of somebody who works there no more.
    """
    stuck, held = _by_office(nobody), _by_office(left)
    told = 0
    for unit_id, office in sorted({*stuck, *held}):
        counts = {"stuck": number_vn(stuck[unit_id, office]), "held": number_vn(held[unit_id, office])}
        told += send_to_staff(
            holders([unit_id], Role.LEADER, now),
            _words(office, counts),
            about=("ownerless", str(unit_id)),
            unit_id=unit_id,
            now=now,
            once=f"ownerless:{unit_id}:{day_of(now).isoformat()}",
        )
    return told


def _by_office(found: Iterable[Ownerless | Held]) -> Counter[tuple[int, str]]:
    counts: Counter[tuple[int, str]] = Counter()
    for each in found:
        counts[each.unit_id, each.office] += each.count
    return counts


def _words(office: str, counts: Mapping[str, str]) -> Words:
    with translation.override("vi"):
        body = _(
            "%(office)s: %(stuck)s hồ sơ đang ở bước không ai giữ vai trò; %(held)s hồ sơ do người không còn phụ trách "
            "đang giữ. Hãy bàn giao, hoặc nhờ quản trị viên phân vai trò."
        ) % {"office": office, **counts}
        return Words(_("Hồ sơ không có người phụ trách"), body, reverse("onestop_staff:share_out"))
