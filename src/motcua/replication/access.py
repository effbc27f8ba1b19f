"""Who may steer the spread of models? The coordinator of an authority, for it and the units below."""

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role

# who reads what a unit does with its models; the figures hold nothing about citizens
WATCHERS = (Role.COORDINATOR, Role.LEADER, Role.SPECIALIST, Role.AUDITOR, Role.ADMINISTRATOR)


def may_steer(roles: RoleSet, unit_id: int) -> bool:
    """Tell whether directives, assessments and follow-up of the unit may be written: its coordinator's work."""
    return roles.has(Role.COORDINATOR, unit_id)


def may_answer_for(roles: RoleSet, unit_id: int) -> bool:
    """Tell whether a unit's own adoptions and reports may be decided: by its leader, or by its coordinator."""
    return roles.has_any(unit_id, Role.LEADER, Role.COORDINATOR)
