"""Confirm that a financial obligation has been met: the clock runs again."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.clocks import resumed_moments
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.rules import state_at
from motcua.services.onestop.states import Action


@transaction.atomic
def confirm_payment(
    *, dossier_id: int, by: Staff | Actor, now: datetime, evidence: str = "", expected_version: int | None = None
) -> Dossier:
    """Return the dossier, back where it was, its due time moved by the pause; `evidence` is the number of the receipt.

    Needs the counter, or a specialist or leader of the office where it lies; the platform itself confirms what it has
    seen paid. Raises Dossier.DoesNotExist, NotAllowed,
    NotNow, Conflict.
    """
    dossier, _roles = in_hand(
        Action.CONFIRM_PAYMENT, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version
    )
    move = Move(
        Action.CONFIRM_PAYMENT,
        state_at(dossier.procedure_version.content, dossier.step),
        sets=resumed_moments(dossier, now=now),
        payload={"evidence": evidence.strip()},
    )
    change_state(dossier, move, by=actor_of(by), now=now)
    return dossier
