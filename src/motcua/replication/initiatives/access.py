"""Who may do what with a model? The table of transitions names the states; these predicates read it."""

from datetime import datetime

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import RoleSet, may_change_anything, roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.access import may_answer_for, may_steer
from motcua.replication.initiatives.models import Initiative, InitiativeState
from motcua.replication.initiatives.states import TRANSITIONS, Action


def may(roles: RoleSet, initiative: Initiative, action: Action) -> bool:
    """Tell whether staff with these roles may do `action` with the model as it stands."""
    if may_steer(roles, initiative.keeper_id):
        return True
    is_theirs = may_answer_for(roles, initiative.origin_unit_id)
    return is_theirs and InitiativeState(initiative.state) in TRANSITIONS[action].origin_in


def may_propose(roles: RoleSet, *, origin_id: int, keeper_id: int) -> bool:
    """Tell whether a model of one unit may be put into the register of another.

    A unit proposes its own to the authority above it; a coordinator writes down those seen elsewhere.
    """
    return may_answer_for(roles, origin_id) or may_steer(roles, keeper_id)


def require(action: Action, initiative: Initiative, by: Staff | Actor, now: datetime) -> None:
    """Raise NotAllowed unless `by` is the platform itself or may do `action`."""
    if may_change_anything(by):
        return
    if not isinstance(by, Staff) or not may(roles_of(by, now), initiative, action):
        raise NotAllowed
