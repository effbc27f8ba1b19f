"""Who may do what with a dossier? The table of transitions names role and place; these predicates read it."""

from motcua.foundation.audit.actor import Actor, ActorKind
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import TRANSITIONS, Action, Place

# acts that belong to whoever the present step belongs to, or to a leader of that office
STEP_BOUND = frozenset(
    {Action.HAND_OVER, Action.TAKE, Action.RELEASE, Action.REQUEST_SUPPLEMENT, Action.REQUEST_PAYMENT}
)


def may(roles: RoleSet, dossier: Dossier, action: Action) -> bool:
    """Tell whether a member of staff with these roles may do `action`, whatever the state."""
    units = {
        Place.RECEIVING: dossier.receiving_unit_id,
        Place.DECIDING: dossier.deciding_unit_id,
        Place.OFFICE: dossier.office_unit_id,
    }
    if not any(roles.has(role, units[place]) for role, place in TRANSITIONS[action].roles):
        return False
    return action not in STEP_BOUND or has_the_step(roles, dossier)


def has_the_step(roles: RoleSet, dossier: Dossier) -> bool:
    """Tell whether the present step belongs to one of these roles, or they lead the office where it lies."""
    return roles.has_any(dossier.office_unit_id, step_role(dossier), Role.LEADER)


def works_on(roles: RoleSet, dossier: Dossier) -> bool:
    """Tell whether the dossier is open and its present step belongs to one of these roles: they need all of it."""
    return not dossier.is_closed and has_the_step(roles, dossier)


def step_role(dossier: Dossier) -> Role:
    """Return the role of the present step; before acceptance the counter has it."""
    if not dossier.step:
        return Role.RECEPTIONIST
    return dossier.procedure_version.content.step(dossier.step).role


def is_free_for(roles: RoleSet, dossier: Dossier) -> bool:
    """Tell whether nobody else holds the dossier: it is free, one's own, or that of the colleague one stands in for."""
    holder = dossier.holder_id
    if holder is None or holder == roles.staff_id:
        return True
    return holder in roles.absent_for(step_role(dossier), dossier.office_unit_id)


def require(action: Action, dossier: Dossier, by: Actor, roles: RoleSet | None) -> None:
    """Raise NotAllowed unless the table lets this actor do `action`."""
    allowed = (
        may(roles, dossier, action)
        if roles is not None
        else by.kind is ActorKind.SYSTEM or (by.kind is ActorKind.CITIZEN and TRANSITIONS[action].by_applicant)
    )
    if not allowed:
        raise NotAllowed
