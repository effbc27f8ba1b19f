"""Put a dossier back on the common list."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import Action


@transaction.atomic
def release_dossier(*, dossier_id: int, by: Staff, now: datetime, expected_version: int | None = None) -> Dossier:
    """Return the dossier, held by nobody: whoever has the step may take it. Already free changes nothing.

    Raises Dossier.DoesNotExist, NotAllowed, NotNow, HeldByColleague, Conflict.
    """
    dossier, _roles = in_hand(Action.RELEASE, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version)
    if dossier.holder_id is not None:
        change_state(dossier, Move(Action.RELEASE, sets={"holder_id": None}), by=by.as_actor(), now=now)
    return dossier
