"""Who may? Reading is `Directive.objects.visible_to`; whoever steers the unit that keeps a directive works on it."""

from datetime import datetime

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import RoleSet, may_change_anything, roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.access import may_steer
from motcua.replication.directives.models import Directive


def may_edit(roles: RoleSet, directive: Directive) -> bool:
    """Tell whether staff with these roles may correct, confirm, and set targets."""
    return may_steer(roles, directive.steward_id)


def require_steward(unit_id: int, by: Staff | Actor, now: datetime) -> None:
    """Raise NotAllowed unless `by` is the platform itself or steers the unit."""
    if may_change_anything(by):
        return
    if not isinstance(by, Staff) or not may_steer(roles_of(by, now), unit_id):
        raise NotAllowed
