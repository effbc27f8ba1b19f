"""Retire a model: nobody takes it over any more."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff
from motcua.replication.initiatives.change_state import Move, change_state
from motcua.replication.initiatives.lock import in_hand
from motcua.replication.initiatives.models import Initiative
from motcua.replication.initiatives.needs import reason_given
from motcua.replication.initiatives.states import Action


@transaction.atomic
def retire_initiative(
    *, initiative_id: int, reason: str, by: Staff | Actor, now: datetime, expected_version: int | None = None
) -> Initiative:
    """Return the retired model; units that run it go on until they stop. A proposal is turned down in this way too.

    Needs a coordinator of the authority that keeps the register. Raises Initiative.DoesNotExist, NotAllowed, Conflict,
    NotNow, InitiativeRefused without a reason.
    """
    initiative = in_hand(Action.RETIRE, initiative_id=initiative_id, by=by, now=now, expected_version=expected_version)
    change_state(initiative, Move(Action.RETIRE, reason=reason_given(reason)), by=by, now=now)
    return initiative
