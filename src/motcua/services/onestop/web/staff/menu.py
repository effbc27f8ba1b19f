"""Which pages of the one-stop does a member of staff find in the menu?"""

from django.http import HttpRequest

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role
from motcua.services.onestop.figures.access import FIGURE_READERS
from motcua.services.onestop.helping.access import OFFICIALS
from motcua.services.onestop.models.complaint import READS
from motcua.services.onestop.models.dossier import READERS
from motcua.services.onestop.models.helping import TEAM_KEEPERS

HELPING = (Role.VOLUNTEER, *OFFICIALS, *TEAM_KEEPERS)


def reads_dossiers(request: HttpRequest) -> bool:
    """Show the work list and the figures to whoever reads dossiers."""
    roles = getattr(request, "roles", None)
    return isinstance(roles, RoleSet) and roles.somewhere(*READERS)


def reads_figures(request: HttpRequest) -> bool:
    """Show the figures of spans to whoever reads dossiers or administers a unit."""
    roles = getattr(request, "roles", None)
    return isinstance(roles, RoleSet) and roles.somewhere(*FIGURE_READERS)


def receives(request: HttpRequest) -> bool:
    """Show the counter to receptionists."""
    roles = getattr(request, "roles", None)
    return isinstance(roles, RoleSet) and roles.somewhere(Role.RECEPTIONIST)


def delivers(request: HttpRequest) -> bool:
    """Show the delivery of results to the counter, to its leaders and to volunteers."""
    roles = getattr(request, "roles", None)
    return isinstance(roles, RoleSet) and roles.somewhere(Role.RECEPTIONIST, Role.LEADER, Role.VOLUNTEER)


def helps(request: HttpRequest) -> bool:
    """Show filing for citizens to volunteers and officials who may help, and to whoever keeps the teams."""
    roles = getattr(request, "roles", None)
    return isinstance(roles, RoleSet) and roles.somewhere(*HELPING)


def answers_complaints(request: HttpRequest) -> bool:
    """Show the complaints to leaders and auditors."""
    roles = getattr(request, "roles", None)
    return isinstance(roles, RoleSet) and roles.somewhere(*READS)


def administers(request: HttpRequest) -> bool:
    """Show the procedures of a unit to its administrators."""
    roles = getattr(request, "roles", None)
    return isinstance(roles, RoleSet) and roles.somewhere(Role.ADMINISTRATOR)
