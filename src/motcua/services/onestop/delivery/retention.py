"""How long the route sheet of a delivery round is kept: whose door, which phone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.foundation.retention.rules import key_in, terms_in
from motcua.foundation.retention.schedule import Ended, Found, RecordClass
from motcua.services.onestop.delivery.actions.destroy_round import destroy_round
from motcua.services.onestop.models import DeliveryTrip, Parcel
from motcua.services.onestop.retention import ROOM

CLASS: Final = "delivery_round"


def ended(*, unit_ids: Collection[int], before: datetime, most: int) -> Sequence[Ended]:
    """Return the trips of the units that were settled before a moment and still name doors. One query."""
    over = _with_doors().filter(unit__in=unit_ids, settled_at__lt=before).order_by("settled_at", "pk")
    rows = over.values_list("pk", "unit", "settled_at")[:most]
    return [Ended(str(pk), f"{pk}/CG", unit_id, at) for pk, unit_id, at in rows if at]


def find(name: str) -> Found | None:
    """Return the settled trip with this number ("12/CG"), None when there is none."""
    trip = DeliveryTrip.objects.filter(pk=key_in(name, ending="/CG"), settled_at__isnull=False).first()
    if trip is None:
        return None
    return Found(str(trip.pk), trip.unit_id, is_destroyed=not _with_doors().filter(pk=trip.pk).exists())


def _with_doors() -> QuerySet[DeliveryTrip]:
    doors = Parcel.objects.filter(trip=OuterRef("pk")).exclude(name="", phone="", street="", place="")
    return DeliveryTrip.objects.filter(Exists(doors))


ROUNDS: Final = RecordClass(
    code=CLASS,
    label=_("Chuyến giao kết quả: tờ đi giao, nhà và điện thoại người nhận"),
    begins=_("ngày quyết toán chuyến"),
    terms=terms_in(ROOM, CLASS),
    ended=ended,
    find=find,
    destroy=destroy_round,
    covers=("onestop.DeliveryTeam", "onestop.DeliveryTrip", "onestop.TripSettlement", "onestop.Parcel"),
)
