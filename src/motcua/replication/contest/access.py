"""Who may do what in a contest? The organiser's coordinator steers; units enter; judges see their own sheets only."""

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role
from motcua.replication.access import may_steer
from motcua.replication.contest.models import Contest, Entry
from motcua.replication.contest.models.call import ENTERERS


def organises(roles: RoleSet, contest: Contest) -> bool:
    """Tell whether the contest may be steered."""
    return may_steer(roles, contest.unit_id)


def oversees(roles: RoleSet, contest: Contest) -> bool:
    """Tell whether everything but sealed scores may be read: by the organiser and whoever audits the unit."""
    return organises(roles, contest) or roles.has(Role.AUDITOR, contest.unit_id)


def entering_units(roles: RoleSet, contest: Contest) -> frozenset[int]:
    """Return the units for which an entry may be handed in."""
    invited = frozenset(contest.units.values_list("pk", flat=True))
    return roles.unit_ids(*ENTERERS) & invited


def owns(roles: RoleSet, entry: Entry) -> bool:
    """Tell whether the entry may be changed or withdrawn: by its unit."""
    return roles.has_any(entry.unit_id, *ENTERERS)
