"""Take a dossier in hand."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import Action


@transaction.atomic
def take_dossier(*, dossier_id: int, by: Staff, now: datetime, expected_version: int | None = None) -> Dossier:
    """Return the dossier, held by `by`, also when a colleague held it. Held by oneself already changes nothing.

    Needs whoever may do the present step. Raises Dossier.DoesNotExist, NotAllowed, NotNow, Conflict.
    """
    dossier, _roles = in_hand(Action.TAKE, dossier_id=dossier_id, by=by, now=now, expected_version=expected_version)
    if dossier.holder_id != by.pk:
        payload = {"from_staff_id": dossier.holder_id}
        move = Move(Action.TAKE, sets={"holder_id": by.pk}, payload=payload)
        change_state(dossier, move, by=by.as_actor(), now=now)
    return dossier
