"""Hand parcels over to a team for today's round."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.payments.receipts import require_book
from motcua.foundation.units.access import require_role
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.delivery.change_parcel import ParcelMove, change_parcel
from motcua.services.onestop.delivery.door_money import owed_at_doors
from motcua.services.onestop.delivery.notices import tell_receiver
from motcua.services.onestop.delivery.refusals import NotThere, NoWayToSendCode, ParcelRefused
from motcua.services.onestop.delivery.states import ParcelAction, ParcelState
from motcua.services.onestop.models import DeliveryTeam, DeliveryTrip, Parcel, Way


@transaction.atomic
def start_trip(*, team_id: int, carrier_id: int, parcels: Collection[int], by: Staff, now: datetime) -> DeliveryTrip:
    """Return the trip with these parcels (ids) on the way; every receiver is sent the code for the door.

    What is owed for a dossier is what is to be taken at its door. Needs a receptionist of the team's unit. Raises
    DeliveryTeam.DoesNotExist, NotAllowed, NotThere when a parcel is not waiting there any more, ParcelRefused without
    parcels, without an address, or while the carrier has not settled, NoWayToSendCode, BookFull when there is money to
    take and no book of receipts.
    """
    team = DeliveryTeam.objects.get(pk=team_id, is_active=True)
    require_role(by, team.unit_id, (Role.RECEPTIONIST,), now)
    if not team.members.filter(pk=carrier_id).exists():
        raise ParcelRefused("not_of_the_team", _("Người nhận bàn giao phải là thành viên của tổ."))
    chosen = _chosen(team, parcels)
    fees = owed_at_doors(chosen)
    if any(fees.values()):
        require_book(team.unit_id)
    trip = _trip(team, carrier_id, by, now)
    for parcel in chosen:
        sets = {"trip": trip, "fee": fees[parcel.pk]}
        change_parcel(parcel, ParcelMove(ParcelAction.LOAD, sets=sets), by=by, now=now)
        tell_receiver(parcel.dossier, parcel, ParcelAction.LOAD, now=now)
    return trip


def _chosen(team: DeliveryTeam, ids: Collection[int]) -> list[Parcel]:
    waiting = Parcel.objects.filter(
        pk__in=ids, dossier__receiving_unit=team.unit_id, way=Way.HOME, state=ParcelState.READY
    )
    chosen = list(waiting.select_related("dossier").select_for_update(of=("self",)).order_by("pk"))
    if not ids:
        raise ParcelRefused("no_parcels", _("Chưa chọn kết quả nào để giao."))
    if len(chosen) != len(set(ids)):
        raise NotThere
    if any(not parcel.street for parcel in chosen):
        raise ParcelRefused(
            "no_street", _("Có kết quả chưa ghi số nhà, tên đường. Hãy sửa nơi giao trước khi bàn giao.")
        )
    _check_codes_reach(chosen)
    return chosen


def _check_codes_reach(chosen: Collection[Parcel]) -> None:
    """Raise NoWayToSendCode: a door that only the code of the trip opens needs a receiver who can be told it."""
    for parcel in chosen:
        dossier = parcel.dossier
        if dossier.is_helped and not (dossier.contact_phone or dossier.contact_email):
            raise NoWayToSendCode(dossier.code)


def _trip(team: DeliveryTeam, carrier_id: int, by: Staff, now: datetime) -> DeliveryTrip:
    try:
        with transaction.atomic():
            return DeliveryTrip.objects.create(
                unit_id=team.unit_id, team=team, carrier_id=carrier_id, day=day_of(now), started_at=now, started_by=by
            )
    except IntegrityError as open_trip:
        raise ParcelRefused(
            "trip_open", _("Người này còn một chuyến chưa quyết toán. Hãy quyết toán chuyến đó trước.")
        ) from open_trip
