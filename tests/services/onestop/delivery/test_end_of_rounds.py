"""The route sheet of a trip comes to its end before the dossiers do: whose door it was is told no more."""

from datetime import timedelta

from motcua.foundation.retention.actions.place_hold import place_hold
from motcua.services.onestop.delivery.actions.hand_over_parcel import hand_over_parcel
from motcua.services.onestop.delivery.actions.settle_trip import settle_trip
from motcua.services.onestop.delivery.retention import ROUNDS
from motcua.services.onestop.models import DeliveryTrip, Parcel
from tests.factories.delivery import LATER, Carriers, at_the_door, make_parcel, make_trip

OVER = LATER + timedelta(days=6 * 366)


def make_round(carriers: Carriers) -> DeliveryTrip:
    parcel = make_parcel(carriers)
    trip = make_trip(carriers, parcel)
    hand_over_parcel(parcel_id=parcel.pk, door=at_the_door(parcel), by=carriers.carrier, now=LATER)
    settle_trip(trip_id=trip.pk, handed=0, note="", by=carriers.office.receptionist, now=LATER)
    return trip


def over(carriers: Carriers) -> list[str]:
    return [each.name for each in ROUNDS.ended(unit_ids=[carriers.office.unit.pk], before=OVER, most=10)]


def test_doors_and_phones_go_and_the_trip_stays(carriers: Carriers) -> None:
    trip = make_round(carriers)
    assert over(carriers) == [f"{trip.pk}/CG"]
    assert ROUNDS.destroy(record_id=str(trip.pk), by=carriers.office.leader, now=OVER)
    parcel = Parcel.objects.get()
    assert (parcel.name, parcel.phone, parcel.street, parcel.place) == ("", "", "", "")
    assert DeliveryTrip.objects.get().carrier == carriers.carrier
    assert over(carriers) == []
    assert not ROUNDS.destroy(record_id=str(trip.pk), by=carriers.office.leader, now=OVER)
    found = ROUNDS.find(f"{trip.pk}/CG")
    assert found is not None
    assert found.is_destroyed


def test_a_hold_on_a_dossier_keeps_the_round_that_carried_it(carriers: Carriers) -> None:
    trip = make_round(carriers)
    dossier = Parcel.objects.get().dossier
    place_hold(
        record_class="dossier",
        record_id=str(dossier.pk),
        name=dossier.code,
        unit_id=dossier.deciding_unit_id,
        reason="Khiếu nại",
        until=OVER.date(),
        by=carriers.office.leader,
        now=LATER,
    )
    assert not ROUNDS.destroy(record_id=str(trip.pk), by=carriers.office.leader, now=OVER)
    assert Parcel.objects.get().street


def test_a_trip_under_way_is_no_record_yet(carriers: Carriers) -> None:
    trip = make_trip(carriers, make_parcel(carriers))
    assert over(carriers) == []
    assert ROUNDS.find(f"{trip.pk}/CG") is None
    assert not ROUNDS.destroy(record_id=str(trip.pk), by=carriers.office.leader, now=OVER)
