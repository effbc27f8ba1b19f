"""Settle a trip at the counter: nothing is on the way any more, and the cash is counted into the till."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.payments.actions.hand_in_round import hand_in_round, taken_on
from motcua.foundation.units.access import require_role, roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.services.onestop.delivery.door_money import round_code
from motcua.services.onestop.delivery.refusals import NotThere, ParcelRefused
from motcua.services.onestop.delivery.states import ParcelState
from motcua.services.onestop.models import DeliveryTrip, Parcel, TripSettlement

CARRIED = (ParcelState.ON_THE_WAY, ParcelState.NOT_AT_HOME)


@transaction.atomic
def settle_trip(*, trip_id: int, handed: int, note: str, by: Staff, now: datetime) -> TripSettlement:
    """Return the settlement; `handed` is the cash on the table in đồng, a difference needs a `note`.

    From then on the cash stands in the books of the day as handed in. Needs a receptionist of the unit who did not
    carry the parcels. Raises DeliveryTrip.DoesNotExist, NotAllowed, NotThere when it is settled already,
    ParcelRefused, PaymentRefused for a difference nobody explains.
    """
    seen = DeliveryTrip.objects.visible_to(roles_of(by, now)).filter(pk=trip_id).values("pk")
    trip = DeliveryTrip.objects.select_for_update().get(pk__in=seen)
    require_role(by, trip.unit_id, (Role.RECEPTIONIST,), now)
    _check(trip, by)
    expected = taken_on(round_code(trip))
    if handed or expected:
        _hand_in(trip, handed, note, by, now)
    trip.settled_at = now
    trip.save(update_fields=["settled_at"])
    settlement = TripSettlement.objects.create(
        trip=trip, expected=expected, handed=handed, note=note.strip()[:500], by=by, at=now
    )
    journal.record(
        actor=by.as_actor(),
        unit_id=trip.unit_id,
        action="onestop.trip_settled",
        target=("trip", str(trip.pk)),
        now=now,
        detail={"expected": expected, "handed": handed},
    )
    return settlement


def _hand_in(trip: DeliveryTrip, handed: int, note: str, by: Staff, now: datetime) -> None:
    hand_in_round(
        unit_id=trip.unit_id,
        round_code=round_code(trip),
        title=f"{trip.team.name}, {trip.day:%d/%m/%Y}",
        handed=handed,
        note=note,
        by=by,
        now=now,
    )


def _check(trip: DeliveryTrip, by: Staff) -> None:
    """Wait for whoever is at a door, and see that nothing is left on the way."""
    if trip.settled_at is not None:
        raise NotThere
    if trip.carrier_id == by.pk:
        raise ParcelRefused("own_cash", _("Người đi giao không tự quyết toán: hãy nhờ đồng nghiệp ở quầy."))
    parcels = list(Parcel.objects.filter(trip=trip).select_for_update().order_by("pk"))
    if any(ParcelState(parcel.state) in CARRIED for parcel in parcels):
        raise ParcelRefused("still_carried", _("Còn kết quả chưa giao xong. Hãy nhận lại từng kết quả rồi quyết toán."))
