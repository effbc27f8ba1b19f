"""Take a model in hand: locked, in reach of whoever asks, and as they last saw it."""

from datetime import datetime

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.replication.initiatives.access import require
from motcua.replication.initiatives.change_state import check_possible
from motcua.replication.initiatives.models import Initiative
from motcua.replication.initiatives.refusals import Conflict
from motcua.replication.initiatives.states import Action


def in_hand(
    action: Action, *, initiative_id: int, by: Staff | Actor, now: datetime, expected_version: int | None = None
) -> Initiative:
    """Return the model, locked until the transaction ends, for an act this person may do in its present state.

    A model out of reach does not exist: Initiative.DoesNotExist. Raises NotAllowed; Conflict with what happened
    meanwhile when its version is not `expected_version`; NotNow.
    """
    reach = Initiative.objects.all()
    if isinstance(by, Staff):
        reach = reach.visible_to(roles_of(by, now))
    initiative = reach.select_for_update(of=("self",)).get(pk=initiative_id)
    require(action, initiative, by, now)
    if expected_version is not None and initiative.version != expected_version:
        raise Conflict(list(initiative.events.filter(seq__gt=expected_version)))
    check_possible(initiative, action)
    return initiative
