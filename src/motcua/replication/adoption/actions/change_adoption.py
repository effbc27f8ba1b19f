"""Change who is in charge of an adoption, its days or its settings."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff
from motcua.replication.adoption.change_state import Move, change_state
from motcua.replication.adoption.lock import in_hand
from motcua.replication.adoption.models import RUNNING, Adoption
from motcua.replication.adoption.plans import Plan, changes, check
from motcua.replication.adoption.states import Action
from motcua.replication.adoption.switching import switch_on


@transaction.atomic
def change_adoption(
    *, adoption_id: int, plan: Plan, by: Staff | Actor, now: datetime, expected_version: int | None = None
) -> Adoption:
    """Return the adoption as changed; new settings of a running one hold for its service from `now` on.

    Nothing new changes nothing. Needs the leader or the coordinator of the unit. Raises Adoption.DoesNotExist,
    NotAllowed, Conflict, NotNow, SettingsRefused, AdoptionRefused.
    """
    adoption = in_hand(Action.CHANGE, adoption_id=adoption_id, by=by, now=now, expected_version=expected_version)
    sets = check(plan, initiative=adoption.initiative, unit_id=adoption.unit_id)
    changed = changes(adoption, sets)
    if not changed:
        return adoption
    change_state(adoption, Move(Action.CHANGE, sets=sets, payload={"changes": changed}), by=by, now=now)
    if "settings" in changed and adoption.state in RUNNING:
        switch_on(adoption, by=by, now=now)
    return adoption
