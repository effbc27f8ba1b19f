"""Who may see, receive and answer what people ask about their own data?"""

from datetime import datetime

from motcua.foundation.units.access import RoleSet, answering_roles
from motcua.foundation.units.models import Role

RECEIVERS = (Role.RECEPTIONIST, Role.CLERK, Role.LEADER)
ANSWERERS = (Role.CLERK, Role.LEADER)
READERS = (*RECEIVERS, Role.AUDITOR)


def may_answer(roles: RoleSet, unit_id: int, *, now: datetime) -> bool:
    """Tell whether one answers what was asked of this unit: there, or where it was taken over. One query."""
    return answering_roles(roles, now).has_any(unit_id, *ANSWERERS)
