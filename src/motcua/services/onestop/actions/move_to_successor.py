"""Move the open work of a unit that ended to the unit that took over."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import may_change_anything
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime.recounting import begin_recounting
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.models import Dossier, Draft, ProcedureOffer
from motcua.services.onestop.states import Action

CLOSED_BECAUSE = "Đơn vị đã kết thúc hoạt động theo sắp xếp đơn vị hành chính."


@transaction.atomic
def move_to_successor(*, unit_id: int, successor_id: int, by: Actor, now: datetime) -> int:
    """Return how many open dossiers were moved, each with an event; codes and due times stay as they are.

    What the old unit received the new one receives; what it decided for others the new one decides; what somebody is
    still filling in is handed in there. Where the new one works on other days to come, a job counts again after the
    commit and tells the applicants (decision 41). Only the platform does this, in a reorganisation. Raises NotAllowed.
    """
    if not may_change_anything(by):
        raise NotAllowed
    # drafts, offers, dossiers: the order in which a filing locks them, which is over before this goes on
    Draft.objects.filter(unit=unit_id, submitted=None).update(unit=successor_id)
    _move_offers(unit_id, successor_id, now)
    anywhere = Q(receiving_unit=unit_id) | Q(deciding_unit=unit_id) | Q(office_unit=unit_id)
    # locked in the order of their numbers, as whoever counts many due times again locks them
    chosen = Dossier.objects.filter(anywhere, closed_at__isnull=True).order_by("pk")
    chosen = chosen.select_related("procedure_version").defer("procedure_version__document")
    chosen = chosen.select_for_update(of=("self",))
    # every row is locked before the first entry in the journal: whoever works on one of them holds its row already
    # and moved by office, because the journal's chains are locked in the order of their units
    dossiers = sorted(chosen, key=lambda dossier: (dossier.office_unit_id, dossier.pk))
    for dossier in dossiers:
        _move(dossier, unit_id, successor_id, by, now)
    if dossiers:
        begin_recounting(units=[successor_id], by=by, now=now)
    return len(dossiers)


def _move(dossier: Dossier, unit_id: int, successor_id: int, by: Actor, now: datetime) -> None:
    places = {name: getattr(dossier, name) for name in ("receiving_unit_id", "deciding_unit_id")}
    sets: dict[str, int | None] = {name: successor_id for name, place in places.items() if place == unit_id}
    office = successor_id if dossier.office_unit_id == unit_id else dossier.office_unit_id
    if office == successor_id:
        sets["holder_id"] = None
    payload = {"from_unit": unit_id, "to_unit": successor_id}
    move = Move(Action.MOVE_UNIT, office_unit_id=office, sets=sets, payload=payload)
    change_state(dossier, move, by=by, now=now)


def _move_offers(unit_id: int, successor_id: int, now: datetime) -> None:
    ProcedureOffer.objects.filter(deciding_unit=unit_id).exclude(unit=unit_id).update(deciding_unit=successor_id)
    for offer in ProcedureOffer.objects.filter(unit=unit_id, closed_at__isnull=True):
        deciding = successor_id if offer.deciding_unit_id == unit_id else offer.deciding_unit_id
        ProcedureOffer.objects.get_or_create(
            procedure_id=offer.procedure_id,
            unit_id=successor_id,
            defaults={"deciding_unit_id": deciding, "opened_at": now},
        )
    ended = ProcedureOffer.objects.filter(unit=unit_id, closed_at__isnull=True)
    ended.update(closed_at=now, closed_reason=CLOSED_BECAUSE)
