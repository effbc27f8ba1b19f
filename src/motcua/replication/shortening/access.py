"""Who may? Leaders and coordinators of a unit draft and drop; its leader signs."""

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role
from motcua.replication.access import may_answer_for


def may_draft(roles: RoleSet, unit_id: int) -> bool:
    """Tell whether a promise of the unit may be drafted or dropped."""
    return may_answer_for(roles, unit_id)


def may_sign(roles: RoleSet, unit_id: int) -> bool:
    """Tell whether a promise of the unit may be signed: only by its leader."""
    return roles.has(Role.LEADER, unit_id)
