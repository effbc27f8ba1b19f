"""Who may see, receive and answer what people ask about their own data?"""

from datetime import datetime

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role
from motcua.foundation.units.queries import main_successor
from motcua.foundation.units.rules import day_of

RECEIVERS = (Role.RECEPTIONIST, Role.CLERK, Role.LEADER)
ANSWERERS = (Role.CLERK, Role.LEADER)
READERS = (*RECEIVERS, Role.AUDITOR)


def may_answer(roles: RoleSet, unit_id: int, *, now: datetime) -> bool:
    """Tell whether one answers what was asked of this unit: there, or where it was taken over. One query at most."""
    if roles.has_any(unit_id, *ANSWERERS):
        return True
    heir = main_successor(unit_id, day=day_of(now))
    return heir is not None and roles.has_any(heir, *ANSWERERS)
