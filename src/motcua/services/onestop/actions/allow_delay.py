"""Permit that another new day is told for a dossier that was put off already."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.needs import reason_given
from motcua.services.onestop.states import Action


@transaction.atomic
def allow_delay(
    *, dossier_id: int, reason: str, by: Staff, now: datetime, expected_version: int | None = None
) -> Dossier:
    """Return the dossier, for which one more new day may be told. Needs a leader of the deciding unit.

    The permission and its reason stay in the history. Raises Dossier.DoesNotExist, NotAllowed, NotNow, Conflict,
    NeedMissing.
    """
    dossier, _roles = in_hand(
        Action.ALLOW_DELAY, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version
    )
    move = Move(Action.ALLOW_DELAY, payload={"reason": reason_given(reason)})
    change_state(dossier, move, by=by.as_actor(), now=now)
    return dossier
