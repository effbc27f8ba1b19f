"""Put a model to use in a unit."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff
from motcua.replication.adoption.change_state import Move, change_state
from motcua.replication.adoption.lock import in_hand
from motcua.replication.adoption.models import Adoption
from motcua.replication.adoption.models import AdoptionState as State
from motcua.replication.adoption.plans import Plan, check
from motcua.replication.adoption.states import Action
from motcua.replication.adoption.switching import switch_on


@transaction.atomic
def go_live(*, adoption_id: int, by: Staff | Actor, now: datetime, expected_version: int | None = None) -> Adoption:
    """Return the adoption in use; the service that carries the model runs for the unit from `now` on.

    Nothing else of the platform switches a service on. Needs the leader or the coordinator of the unit. Raises
    Adoption.DoesNotExist, NotAllowed, Conflict, NotNow, NotAModelToAdopt, SettingsRefused when the service has come to
    ask for other settings since the plan was made, AdoptionRefused when whoever is in charge has left.
    """
    adoption = in_hand(Action.GO_LIVE, adoption_id=adoption_id, by=by, now=now, expected_version=expected_version)
    plan = Plan(adoption.owner_id, adoption.trial_on, adoption.live_on, adoption.settings)
    sets = check(plan, initiative=adoption.initiative, unit_id=adoption.unit_id)
    change_state(adoption, Move(Action.GO_LIVE, State.LIVE, sets=sets), by=by, now=now)
    switch_on(adoption, by=by, now=now)
    return adoption
