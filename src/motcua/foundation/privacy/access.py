"""Who may see, receive and answer what people ask about their own data?

What was asked of a unit that ended is answered where it was taken over: reading and answering are asked with the roles
that reach it (`units.access.answering_roles`), receiving is not.
"""

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role

RECEIVERS = (Role.RECEPTIONIST, Role.CLERK, Role.LEADER)
ANSWERERS = (Role.CLERK, Role.LEADER)
READERS = (*RECEIVERS, Role.AUDITOR)


def may_receive(roles: RoleSet, unit_id: int) -> bool:
    """Tell whether one stands before whoever asks something of this unit, or comes for the answer."""
    return roles.has_any(unit_id, *RECEIVERS)


def may_answer(roles: RoleSet, unit_id: int) -> bool:
    """Tell whether one answers what was asked of this unit."""
    return roles.has_any(unit_id, *ANSWERERS)
