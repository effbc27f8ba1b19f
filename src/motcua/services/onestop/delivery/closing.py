"""The dossier is returned when its parcel reaches its receiver."""

from __future__ import annotations

from datetime import datetime

from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.services.onestop.access import require
from motcua.services.onestop.books import complete_return
from motcua.services.onestop.change_state import Move, change_state, check_possible
from motcua.services.onestop.models import Delivery, Dossier
from motcua.services.onestop.needs import meet_procedure
from motcua.services.onestop.states import Action, State


def locked_dossier(parcel_id: int) -> Dossier:
    """Return the dossier of a parcel, locked; a parcel is locked after its dossier, everywhere."""
    dossiers = Dossier.objects.select_related("procedure", "procedure_version", "applicant")
    found = dossiers.defer("procedure_version__document").select_for_update(of=("self",))
    return found.get(parcel=parcel_id)


def return_dossier(dossier: Dossier, delivery: Delivery, *, by: Staff, now: datetime) -> None:
    """Close the locked dossier with its hand-over, as the table of states has it; raise NotAllowed,
    NotNow, and NeedMissing for what the procedure asks."""
    require(Action.RETURN, dossier, by.as_actor(), roles_of(by, now))
    check_possible(dossier, Action.RETURN)
    meet_procedure(dossier, Action.RETURN)
    delivery.save(force_insert=True)
    complete_return(dossier, delivery, by=by.as_actor(), now=now)
    told = {"relation": str(delivery.relation), "identity_check": str(delivery.identity_check)}
    if delivery.signature is not None:
        told["signature_sha256"] = delivery.signature.content_sha256
    change_state(dossier, Move(Action.RETURN, State.RETURNED, payload=told), by=by.as_actor(), now=now)
