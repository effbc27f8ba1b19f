"""Stop a model in a unit."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff
from motcua.replication.adoption.change_state import Move, change_state
from motcua.replication.adoption.lock import in_hand
from motcua.replication.adoption.models import RUNNING, Adoption
from motcua.replication.adoption.models import AdoptionState as State
from motcua.replication.adoption.needs import words_given
from motcua.replication.adoption.states import Action
from motcua.replication.adoption.switching import switch_off


@transaction.atomic
def stop_adoption(
    *, adoption_id: int, reason: str, by: Staff | Actor, now: datetime, expected_version: int | None = None
) -> Adoption:
    """Return the stopped adoption. The service stops, keeps all it holds and tells those who use it, with `reason`.

    The unit may plan the model again later. Needs the leader or the coordinator of the unit. Raises
    Adoption.DoesNotExist, NotAllowed, Conflict, NotNow, AdoptionRefused without a reason.
    """
    adoption = in_hand(Action.STOP, adoption_id=adoption_id, by=by, now=now, expected_version=expected_version)
    words, was_running = words_given(reason), adoption.state in RUNNING
    change_state(adoption, Move(Action.STOP, State.STOPPED, reason=words), by=by, now=now)
    if was_running:
        switch_off(adoption, reason=words, by=by, now=now)
    return adoption
