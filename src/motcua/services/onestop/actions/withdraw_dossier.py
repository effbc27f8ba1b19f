"""Withdraw a dossier at the applicant's wish."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import Action, State


@transaction.atomic
def withdraw_dossier(
    *, dossier_id: int, by: Staff | Actor, now: datetime, reason: str = "", expected_version: int | None = None
) -> Dossier:
    """Return the withdrawn dossier. The applicant comes to the counter, or uses the look-up code (Actor.citizen()).

    Possible until it is decided. Raises Dossier.DoesNotExist, NotAllowed, NotNow, Conflict.
    """
    dossier, _roles = in_hand(Action.WITHDRAW, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version)
    move = Move(Action.WITHDRAW, State.WITHDRAWN, sets={"holder_id": None}, payload={"reason": reason.strip()})
    change_state(dossier, move, by=actor_of(by), now=now)
    return dossier
