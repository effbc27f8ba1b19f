"""What can be asked of parcels and trips? Each in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from motcua.foundation.payments.actions.hand_in_round import taken_on
from motcua.foundation.people.rules import mask_phone
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.delivery.actions.form_team import FORMERS
from motcua.services.onestop.delivery.actions.settle_trip import CARRIED
from motcua.services.onestop.delivery.change_parcel import carries
from motcua.services.onestop.delivery.door_money import owed_at_door, round_code
from motcua.services.onestop.delivery.rules import route_key
from motcua.services.onestop.delivery.states import DONE, TURNS, Hand, ParcelAction, ParcelState
from motcua.services.onestop.delivery.walk import Carried, walk_of
from motcua.services.onestop.models import DeliveryTeam, DeliveryTrip, Parcel, ParcelEvent, TripSettlement, Way
from motcua.services.onestop.models.parcel import KEEPERS

MOST = 200  # parcels on one page: the oldest first


@dataclass(frozen=True)
class Desk:
    """What waits, what is on its way, and the trips that are not settled.

    `with_doors`: the parcels whose street the reader sees. `has_more`: the list was cut.
    """

    parcels: tuple[Parcel, ...]
    with_doors: frozenset[int]
    trips: tuple[DeliveryTrip, ...]
    may_send: bool
    has_more: bool


@dataclass(frozen=True)
class TripPage:
    """One trip: what it was handed in the order of the walk, what was taken (đồng), and its settlement.

    `keeps`: the reader sees its parcels wherever they went afterwards.
    """

    trip: DeliveryTrip
    office: str
    walk: tuple[Carried, ...]
    keeps: bool
    taken: int
    settlement: TripSettlement | None
    may_settle: bool
    is_carried: bool
    shows_doors: bool


@dataclass(frozen=True)
class ParcelPage:
    """One parcel, its history, and what the reader may do.

    `keeps`: they may see whose dossier it is; `shows_doors`: street and telephone, which others read masked; `owed`:
    what is still to be taken for it, in đồng.
    """

    parcel: Parcel
    events: tuple[ParcelEvent, ...]
    acts: tuple[ParcelAction, ...]
    keeps: bool
    shows_doors: bool
    owed: int

    @property
    def phone(self) -> str:
        """Return the telephone number as the reader may see it."""
        return self.parcel.phone if self.shows_doors else mask_phone(self.parcel.phone)


def shows_doors(roles: RoleSet, unit_id: int) -> bool:
    """Tell whether street and telephone are shown: to the counter and to volunteers, not to who only oversees them."""
    overseers = (Role.LEADER, Role.CLERK, Role.AUDITOR)
    return roles.has_any(unit_id, Role.RECEPTIONIST, Role.VOLUNTEER) or not roles.has_any(unit_id, *overseers)


def delivery_desk(*, roles: RoleSet) -> Desk:
    """Return what is on the desk of whoever has these roles. Two queries."""
    parcels = Parcel.objects.visible_to(roles).exclude(state__in=sorted(DONE)).select_related("dossier", "trip__team")
    rows = list(parcels.order_by("pk")[: MOST + 1])
    trips = DeliveryTrip.objects.visible_to(roles).filter(settled_at__isnull=True)
    left = Count("parcels", filter=Q(parcels__state__in=CARRIED), distinct=True)
    return Desk(
        parcels=tuple(rows[:MOST]),
        with_doors=frozenset(row.pk for row in rows if shows_doors(roles, row.dossier.receiving_unit_id)),
        trips=tuple(trips.select_related("team", "carrier").annotate(left=left)),
        may_send=roles.somewhere(Role.RECEPTIONIST),
        has_more=len(rows) > MOST,
    )


def trip_page(*, trip_id: int, roles: RoleSet, now: datetime) -> TripPage:
    """Return a trip; raise DeliveryTrip.DoesNotExist when it is out of reach."""
    trip = DeliveryTrip.objects.visible_to(roles).select_related("team", "carrier").get(pk=trip_id)
    walk = walk_of(trip)
    settlement = TripSettlement.objects.filter(trip=trip).select_related("by").first()
    return TripPage(
        trip=trip,
        office=unit_names([trip.unit_id], day_of(now)).get(trip.unit_id, ""),
        walk=walk,
        keeps=roles.has_any(trip.unit_id, *KEEPERS),
        taken=taken_on(round_code(trip)),
        settlement=settlement,
        may_settle=settlement is None
        and roles.has(Role.RECEPTIONIST, trip.unit_id)
        and trip.carrier_id != roles.staff_id
        and all(carried.has_ended for carried in walk),
        is_carried=roles.has(Role.VOLUNTEER, trip.unit_id),
        shows_doors=shows_doors(roles, trip.unit_id),
    )


def parcel_page(*, uid: UUID, roles: RoleSet) -> ParcelPage:
    """Return a parcel; raise Parcel.DoesNotExist when it is out of reach."""
    parcel = Parcel.objects.visible_to(roles).select_related("dossier", "trip__team").get(uid=uid)
    return ParcelPage(
        parcel=parcel,
        events=tuple(parcel.events.select_related("actor_staff").order_by("seq")),
        acts=acts_open(roles, parcel),
        keeps=roles.has_any(parcel.dossier.receiving_unit_id, *KEEPERS),
        shows_doors=shows_doors(roles, parcel.dossier.receiving_unit_id),
        owed=owed_at_door(parcel),
    )


def acts_open(roles: RoleSet, parcel: Parcel) -> tuple[ParcelAction, ...]:
    """Return what state and hands allow; loading is done for a whole trip, collecting with the dossier."""
    hands = set()
    if roles.has(Role.RECEPTIONIST, parcel.dossier.receiving_unit_id):
        hands.add(Hand.COUNTER)
    if carries(roles, parcel):
        hands.add(Hand.TEAM)
    by_whole = {ParcelAction.LOAD, ParcelAction.COLLECT}
    wrong_way = {ParcelAction.POST} if parcel.way != Way.POST else set()
    return tuple(
        action
        for action, turn in TURNS.items()
        if ParcelState(parcel.state) in turn.sources
        and not hands.isdisjoint(turn.hands)
        and action not in by_whole | wrong_way
    )


def parcels_to_send(unit_ids: frozenset[int]) -> tuple[Parcel, ...]:
    """Return what waits for volunteers in these units, in the order of a walk."""
    waiting = Parcel.objects.filter(dossier__receiving_unit__in=unit_ids, way=Way.HOME, state=ParcelState.READY)
    found = waiting.exclude(street="").select_related("dossier").order_by("pk")[:MOST]
    return tuple(sorted(found, key=lambda parcel: (route_key(parcel.street, parcel.place), parcel.pk)))


def teams_of(roles: RoleSet) -> tuple[DeliveryTeam, ...]:
    """Return the teams of the units where one may form teams, each with its members. Two queries."""
    teams = DeliveryTeam.objects.filter(unit__in=roles.unit_ids(*FORMERS))
    return tuple(teams.prefetch_related("members"))


def volunteers_in(unit_ids: frozenset[int], now: datetime) -> tuple[Staff, ...]:
    """Return the volunteers of these units, by name."""
    day = day_of(now)
    held = Q(roles__unit__in=unit_ids, roles__role=Role.VOLUNTEER, roles__valid__contains=day)
    standing = Q(roles__ended_at__isnull=True) | Q(roles__ended_at__gt=now)
    return tuple(Staff.objects.filter(held & standing, is_active=True).distinct().order_by("full_name"))
