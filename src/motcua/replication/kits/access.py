"""Who may carry kits about? Whoever answers for the unit; whom to trust says the administrator of all."""

from datetime import datetime

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import RoleSet, may_change_anything, roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.access import may_answer_for
from motcua.replication.adoption.models import Adoption


def require_answerable(by: Staff | Actor, unit_id: int, now: datetime) -> None:
    """Raise NotAllowed unless `by` is the platform or answers for the unit."""
    if may_change_anything(by):
        return
    if not isinstance(by, Staff) or not may_answer_for(roles_of(by, now), unit_id):
        raise NotAllowed


def may_guard(roles: RoleSet) -> bool:
    """Tell whether these roles administer every unit that has adopted a model: trust holds for all. One query."""
    administered = roles.unit_ids(Role.ADMINISTRATOR)
    return bool(administered) and not Adoption.objects.open().exclude(unit__in=administered).exists()


def require_guardian(by: Staff | Actor, now: datetime) -> None:
    """Raise NotAllowed unless `by` is the platform or an administrator of every unit."""
    if may_change_anything(by):
        return
    if not isinstance(by, Staff) or not may_guard(roles_of(by, now)):
        raise NotAllowed
