"""Destroy the route sheet of a settled trip: to which doors it went, and what people noted on the way."""

from datetime import datetime

import pgtrigger
from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.retention.queries import held_ids
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.services.onestop.models import DeliveryTrip, Parcel, ParcelEvent, TripSettlement
from motcua.services.onestop.retention import DOSSIERS

_GONE = "–"  # the database wants words where cash differed
_GUARDS = ("onestop.ParcelEvent:append_only", "onestop.TripSettlement:append_only")


@transaction.atomic
def destroy_round(*, record_id: str, by: Staff | Actor, now: datetime) -> bool:
    """Empty the doors of a settled trip and return True; False when they are empty, or a dossier of it is held.

    Names, phones, addresses of the parcels whose last trip it was go, and the notes of the trip. What stays: team, day,
    who carried, the cash, and that each parcel was handed over.
    """
    trip = DeliveryTrip.objects.select_for_update().filter(pk=int(record_id), settled_at__isnull=False).first()
    if trip is None:
        return False
    parcels = Parcel.objects.filter(trip=trip).exclude(name="", phone="", street="", place="")
    dossiers = [str(pk) for pk in parcels.values_list("dossier", flat=True)]
    if not dossiers or held_ids(DOSSIERS, dossiers, now):
        return False
    # nobody but this file and the end of a dossier goes past these guards (ADR 34)
    with pgtrigger.ignore(*_GUARDS):
        ParcelEvent.objects.filter(trip=trip).exclude(note="").update(note="")
        TripSettlement.objects.filter(trip=trip).exclude(note="").update(note=_GONE)
    parcels.update(name="", phone="", street="", place="")
    journal.record(
        actor=actor_of(by),
        unit_id=trip.unit_id,
        action="onestop.destroy_round",
        target=("trip", record_id),
        now=now,
    )
    return True
