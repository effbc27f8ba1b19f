"""Who reads which figures? Those of a unit whoever reads its dossiers or administers it; those of persons fewer."""

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role
from motcua.services.onestop.models.dossier import READERS

FIGURE_READERS = (*READERS, Role.ADMINISTRATOR)
OF_UNIT, OF_PERSONS = "so-lieu-", "so-lieu-can-bo-"  # how the name of a file begins that holds no persons, or some
OFFICER_READERS = (Role.LEADER, Role.ADMINISTRATOR)


def may_read_officers(roles: RoleSet, unit_id: int) -> bool:
    """Tell whether these roles may see whose work a figure of the unit is: its leaders and administrators."""
    return roles.has_any(unit_id, *OFFICER_READERS)
