"""Who may do what with a dossier? The table of transitions names role and place; these predicates read it."""

from datetime import datetime

from motcua.foundation.audit.actor import Actor, ActorKind
from motcua.foundation.units.access import RoleSet, may_change_anything, roles_of
from motcua.foundation.units.models import Role, Staff, UnitService
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.offers import SERVICE
from motcua.services.onestop.procedure_acts import may_be_done_by
from motcua.services.onestop.states import STEP_BOUND, Action
from motcua.services.onestop.transitions import TRANSITIONS, Place


def may(roles: RoleSet, dossier: Dossier, action: Action) -> bool:
    """Tell whether a member of staff with these roles may do `action`, whatever the state.

    The table names roles and places; the procedure may leave the act to some of them only.
    """
    units = {
        Place.RECEIVING: dossier.receiving_unit_id,
        Place.DECIDING: dossier.deciding_unit_id,
        Place.OFFICE: dossier.office_unit_id,
    }
    document = dossier.procedure_version.content
    if not any(
        roles.has(role, units[place]) and may_be_done_by(document, action, dossier.step, role)
        for role, place in TRANSITIONS[action].roles
    ):
        return False
    return action not in STEP_BOUND or has_the_step(roles, dossier)


def has_the_step(roles: RoleSet, dossier: Dossier) -> bool:
    """Tell whether the present step belongs to one of these roles, or they lead the office where it lies."""
    return roles.has_any(dossier.office_unit_id, step_role(dossier), Role.LEADER)


def may_charge(roles: RoleSet, dossier: Dossier) -> bool:
    """Tell whether somebody with these roles may ask for the fee of a dossier: it is paid to the receiving unit."""
    unit_id = dossier.receiving_unit_id
    if roles.has(Role.RECEPTIONIST, unit_id):
        return True
    return has_the_step(roles, dossier) and roles.has_any(unit_id, Role.SPECIALIST, Role.LEADER)


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


def may_design(roles: RoleSet, now: datetime) -> bool:
    """Tell whether these roles may write procedures: they administer every unit that runs the one-stop. One query.

    A version holds for all units that receive the procedure, so it is for the authority above them to publish it.
    """
    administered = roles.unit_ids(Role.ADMINISTRATOR)
    running = UnitService.objects.live(now).filter(service=SERVICE)
    return bool(administered) and not running.exclude(unit__in=administered).exists()


def require_designer(by: Staff | Actor, now: datetime) -> None:
    """Raise NotAllowed unless `by` is the platform itself or may write procedures."""
    if may_change_anything(by):
        return
    if not isinstance(by, Staff) or not may_design(roles_of(by, now), now):
        raise NotAllowed
