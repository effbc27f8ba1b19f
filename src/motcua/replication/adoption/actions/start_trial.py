"""Begin to try a model out in a unit."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff
from motcua.replication.adoption.change_state import Move, change_state
from motcua.replication.adoption.lock import in_hand
from motcua.replication.adoption.models import Adoption
from motcua.replication.adoption.models import AdoptionState as State
from motcua.replication.adoption.states import Action


@transaction.atomic
def start_trial(*, adoption_id: int, by: Staff | Actor, now: datetime, expected_version: int | None = None) -> Adoption:
    """Return the adoption on trial: staff are trained and try; for the public nothing is switched on yet.

    Needs the leader or the coordinator of the unit. Raises Adoption.DoesNotExist, NotAllowed, Conflict, NotNow,
    NotAModelToAdopt.
    """
    adoption = in_hand(Action.START_TRIAL, adoption_id=adoption_id, by=by, now=now, expected_version=expected_version)
    change_state(adoption, Move(Action.START_TRIAL, State.TRIAL), by=by, now=now)
    return adoption
