"""Tell whoever answers for an office that nobody works on some of its open dossiers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.foundation.messages.staff_messages import Words, send_to_staff
from motcua.foundation.ui.each_language import filled_in_each_language
from motcua.foundation.ui.filters import grouped_later
from motcua.foundation.units.models import Role
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.queries.owners import Held, Ownerless, answering_for


@transaction.atomic
def tell_of_ownerless(*, nobody: Iterable[Ownerless], left: Iterable[Held], now: datetime) -> int:
    """Return how many people were told; each hears of an office once a day, however often this runs.

    Its leaders hear, where it has none those above it, and where nobody leads it whoever gives roles there.

    `nobody`: dossiers at a step that nobody of the office may do; `left`: those of somebody who works there no more.
    """
    stuck, held = _by_office(nobody), _by_office(left)
    told = 0
    for unit_id, office in sorted({*stuck, *held}):
        counts = {"stuck": grouped_later(stuck[unit_id, office]), "held": grouped_later(held[unit_id, office])}
        role, people = answering_for(unit_id, now)
        told += send_to_staff(
            people,
            _words(office, counts, role),
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


def _words(office: str, counts: Mapping[str, object], role: Role) -> Words:
    body = _(
        "%(office)s: %(stuck)s hồ sơ đang ở bước không ai giữ vai trò; %(held)s hồ sơ do người không còn phụ trách "
        "đang giữ. Hãy bàn giao, hoặc nhờ quản trị viên phân vai trò."
    )
    unled = _(
        "%(office)s: %(stuck)s hồ sơ đang ở bước không ai giữ vai trò; %(held)s hồ sơ do người không còn phụ trách "
        "đang giữ. Đơn vị hiện không có lãnh đạo nào trên hệ thống: hãy phân vai trò."
    )
    leads = role is Role.LEADER
    return Words(
        filled_in_each_language(_("Hồ sơ không có người phụ trách"), {}),
        filled_in_each_language(body if leads else unled, {"office": office, **counts}),
        reverse("onestop_staff:share_out" if leads else "units:staff_list"),
    )
