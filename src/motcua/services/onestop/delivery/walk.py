"""What did a trip carry, and how did each parcel end on it? Read from what happened, for a parcel goes on to others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.services.onestop.delivery.rules import route_key
from motcua.services.onestop.delivery.states import ParcelAction, ParcelState
from motcua.services.onestop.models import DeliveryTrip, Parcel, ParcelEvent

_ENDS: Final[Mapping[ParcelAction, str | Promise]] = {
    ParcelAction.HAND_OVER: ParcelState.HANDED_OVER.label,
    ParcelAction.BRING_BACK: _("Đã nhận lại tại quầy"),
    ParcelAction.REPORT_LOST: ParcelState.LOST.label,
}
_TONES: Final[Mapping[ParcelAction, str]] = {
    ParcelAction.LOAD: "info",
    ParcelAction.NOT_AT_HOME: "warn",
    ParcelAction.BRING_BACK: "warn",
    ParcelAction.REPORT_LOST: "bad",
}


@dataclass(frozen=True)
class Carried:
    """One parcel of a trip. `last`: what happened to it there last; what came after the trip's end is not of it.

    `fee`: what was to be taken, in đồng, when the trip was handed it. `is_here`: no later trip has it, and nothing was
    put in its place. `was_corrected`: name or door is another one than the trip was handed.
    """

    parcel: Parcel
    last: ParcelAction
    fee: int
    is_here: bool
    was_corrected: bool = False

    @property
    def has_ended(self) -> bool:
        """Tell whether the team has it no more."""
        return self.last in _ENDS

    @property
    def state(self) -> str | Promise:
        """Return how it stands on this trip, in words for staff."""
        standing = ParcelState.NOT_AT_HOME if self.last is ParcelAction.NOT_AT_HOME else ParcelState.ON_THE_WAY
        return _ENDS.get(self.last, standing.label)

    @property
    def tone(self) -> str:
        """Return how its tag is coloured."""
        return _TONES.get(self.last, "good")


def walk_of(trip: DeliveryTrip) -> tuple[Carried, ...]:
    """Return everything the trip was handed, in the order of the walk. Three queries."""
    told: dict[int, list[ParcelEvent]] = {}
    for event in ParcelEvent.objects.filter(trip=trip).order_by("parcel", "seq"):
        told.setdefault(event.parcel_id, []).append(event)
    found = Parcel.objects.filter(pk__in=told).select_related("dossier")
    corrected = dict(
        ParcelEvent.objects.filter(parcel__in=told, kind=ParcelAction.CORRECT)
        .order_by("seq")
        .values_list("parcel", "seq")
    )
    walk = sorted(found, key=lambda parcel: (route_key(parcel.street, parcel.place), parcel.pk))
    return tuple(_carried(parcel, told[parcel.pk], corrected.get(parcel.pk, 0), trip) for parcel in walk)


def _carried(parcel: Parcel, events: Sequence[ParcelEvent], corrected: int, trip: DeliveryTrip) -> Carried:
    """Return how the parcel stands; `corrected` is the number of the last event that changed its door."""
    loaded = next((event.fee for event in events if event.fee is not None), parcel.fee)
    kinds = [ParcelAction(event.kind) for event in events]
    return Carried(parcel, last_on_trip(kinds), loaded, parcel.trip_id == trip.pk, corrected > events[0].seq)


def last_on_trip(kinds: Iterable[ParcelAction]) -> ParcelAction:
    """Return the act that ended a parcel's way on a trip, or the last one. Pure.

    `kinds` in their order: a parcel keeps naming its last trip while the counter corrects it, posts it, hands it over.
    """
    last = ParcelAction.LOAD
    for last in kinds:
        if last in _ENDS:
            break
    return last
