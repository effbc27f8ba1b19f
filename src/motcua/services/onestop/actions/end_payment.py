"""Stop waiting for a charge that has been cancelled: the clock runs again."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.services.onestop.change_state import Move, change_state
from motcua.services.onestop.clocks import resumed_moments
from motcua.services.onestop.lock import in_hand
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.rules import state_at
from motcua.services.onestop.states import Action


@transaction.atomic
def end_payment(*, dossier_id: int, charge: str, by: Actor, now: datetime) -> Dossier:
    """Return the dossier, back where it was, its due time moved by the pause; `charge` is the code of what fell away.

    It is no confirmation that anything was paid. Only the platform does this. Raises Dossier.DoesNotExist, NotAllowed,
    NotNow.
    """
    dossier, _roles = in_hand(Action.END_PAYMENT, dossier_id=dossier_id, by=by, now=now, expected_version=None)
    move = Move(
        Action.END_PAYMENT,
        state_at(dossier.procedure_version.content, dossier.step),
        sets=resumed_moments(dossier, now=now),
        payload={"charge": charge},
    )
    change_state(dossier, move, by=by, now=now)
    return dossier
