"""The one writer of a parcel: append what happened, and move the row as the table says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import RoleSet, roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.delivery.refusals import NotThere, Objected
from motcua.services.onestop.delivery.states import LEAVES, TURNS, Hand, ParcelAction, ParcelState
from motcua.services.onestop.models import Parcel, ParcelEvent


@dataclass(frozen=True)
class ParcelMove:
    """What an act does to a parcel: where it goes (None: the usual place), which columns change, what is written."""

    action: ParcelAction
    to: ParcelState | None = None
    sets: Mapping[str, object] = field(default_factory=dict)
    note: str = ""
    fee_taken: int = 0


def parcel_in_hand(action: ParcelAction, *, parcel_id: int, by: Staff, now: datetime) -> Parcel:
    """Return the parcel, locked until the transaction ends, for an act this person may do where it is now.

    A parcel out of reach does not exist: Parcel.DoesNotExist. Raises NotAllowed, NotThere.
    """
    roles = roles_of(by, now)
    reach = Parcel.objects.visible_to(roles).filter(pk=parcel_id).values("pk")
    parcels = Parcel.objects.select_related("dossier", "trip__team").select_for_update(of=("self",))
    parcel = parcels.get(pk__in=reach)
    if not may(roles, parcel, action):
        raise NotAllowed
    check_there(parcel, action)
    return parcel


def may(roles: RoleSet, parcel: Parcel, action: ParcelAction) -> bool:
    """Tell whether somebody who sees the parcel may do `action`: the counter that keeps it, or the team with it."""
    hands = TURNS[action].hands
    keeps = roles.has(Role.RECEPTIONIST, parcel.dossier.receiving_unit_id)
    if Hand.COUNTER in hands and keeps:
        return True
    return Hand.TEAM in hands and carries(roles, parcel)


def carries(roles: RoleSet, parcel: Parcel) -> bool:
    """Tell whether they belong to the team of the parcel's open trip."""
    trip = parcel.trip
    if trip is None or trip.settled_at is not None or not roles.has(Role.VOLUNTEER, trip.unit_id):
        return False
    return trip.team.members.filter(pk=roles.staff_id).exists()


def check_there(parcel: Parcel, action: ParcelAction) -> None:
    """Raise NotThere unless the table has a way from where the parcel is."""
    if ParcelState(parcel.state) not in TURNS[action].sources:
        raise NotThere


def change_parcel(parcel: Parcel, move: ParcelMove, *, by: Staff, now: datetime) -> ParcelEvent:
    """Write what `move` does to a locked parcel (or a new one) and return the event.

    Raises NotThere, and Objected for a parcel that would leave the office.
    """
    turn = TURNS[move.action]
    if parcel.version:
        check_there(parcel, move.action)
    if move.action in LEAVES and parcel.dossier.objected_at is not None:
        raise Objected
    target = move.to or turn.targets[0]
    if target not in turn.targets:
        raise NotThere
    for name, value in move.sets.items():
        setattr(parcel, name, value)
    parcel.state, parcel.version = target, parcel.version + 1
    parcel.save()
    event = ParcelEvent.objects.create(
        parcel=parcel,
        seq=parcel.version,
        at=now,
        kind=move.action,
        to_state=target,
        trip_id=parcel.trip_id,
        fee=parcel.fee if move.action is ParcelAction.LOAD else None,
        fee_taken=move.fee_taken,
        note=move.note[:500],
        actor_staff=by,
    )
    _record(parcel, event, by.as_actor(), now)
    return event


def _record(parcel: Parcel, event: ParcelEvent, by: Actor, now: datetime) -> None:
    journal.record(
        actor=by,
        unit_id=parcel.dossier.receiving_unit_id,
        action=f"onestop.parcel_{event.kind}",
        target=("dossier", str(parcel.dossier_id)),
        now=now,
        detail={"parcel": str(parcel.uid), "to": event.to_state, "fee_taken": event.fee_taken, "trip": event.trip_id},
    )
