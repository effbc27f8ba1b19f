"""Permit another supplement request for a dossier."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.needs import reason_given
from motcua.services.onestop.states import Action


@transaction.atomic
def allow_supplement(
    *, dossier_id: int, reason: str, by: Staff, now: datetime, expected_version: int | None = None
) -> Dossier:
    """Return the dossier, for which one more request may be made. Needs a leader of the office where it lies.

    Raises Dossier.DoesNotExist, NotAllowed, NotNow, Conflict, NeedMissing.
    """
    dossier, _roles = in_hand(
        Action.ALLOW_SUPPLEMENT, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version
    )
    move = Move(Action.ALLOW_SUPPLEMENT, payload={"reason": reason_given(reason)})
    change_state(dossier, move, by=by.as_actor(), now=now)
    return dossier
