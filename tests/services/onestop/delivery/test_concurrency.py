"""Two of a team at one door: one hand-over. And what goes wrong without the locks."""

from unittest.mock import patch

import pytest
from django.db import IntegrityError

from motcua.services.onestop.delivery.actions.hand_over_parcel import hand_over_parcel
from motcua.services.onestop.models import Delivery, Dossier, Parcel, ParcelEvent
from tests.factories.delivery import LATER, Carriers, at_the_door, make_carriers, make_parcel, make_trip
from tests.hands import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HANDS = 4
HAND_OVER = "motcua.services.onestop.delivery.actions.hand_over_parcel"


@pytest.fixture
def place() -> Carriers:
    return make_carriers()


def test_many_hand_overs_of_one_parcel_at_once_hand_it_over_once(place: Carriers) -> None:
    parcel = make_parcel(place, fee=15_000)
    make_trip(place, parcel)
    door = at_the_door(parcel)
    got = at_once(lambda: hand_over_parcel(parcel_id=parcel.pk, door=door, by=place.carrier, now=LATER), HANDS)
    assert got == ["", *["parcel_not_there"] * (HANDS - 1)]
    assert Delivery.objects.count() == 1
    assert sum(event.fee_taken for event in ParcelEvent.objects.all()) == 15_000


def test_without_the_locks_the_database_alone_stops_the_second(place: Carriers) -> None:
    parcel = make_parcel(place)
    make_trip(place, parcel)
    door = at_the_door(parcel)

    def seen(**_given: object) -> Parcel:
        return Parcel.objects.select_related("dossier", "trip__team").get(pk=parcel.pk)

    def dossier_seen(_parcel_id: int) -> Dossier:
        return Dossier.objects.select_related("procedure_version", "applicant").get(parcel=parcel.pk)

    def hand_over() -> None:
        try:
            hand_over_parcel(parcel_id=parcel.pk, door=door, by=place.carrier, now=LATER)
        except IntegrityError:
            faults.append(1)

    faults: list[int] = []
    with (
        patch(f"{HAND_OVER}.parcel_in_hand", lambda _action, **given: seen(**given)),
        patch(f"{HAND_OVER}.locked_dossier", dossier_seen),
    ):
        at_once(hand_over, HANDS)
    assert faults
    assert Delivery.objects.count() == 1
