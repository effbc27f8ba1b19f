"""Who may look into official books, and who may put a line right?"""

from django.db.models import QuerySet

from motcua.foundation.registers.models import Book
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role

CORRECTORS = (Role.CLERK, Role.LEADER)
READERS = (Role.RECEPTIONIST, Role.CLERK, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR)


def readable_books(roles: RoleSet) -> QuerySet[Book]:
    """Return the books of the units where a role reads books."""
    return Book.objects.filter(unit__in=roles.unit_ids(*READERS))


def correctable_books(roles: RoleSet) -> QuerySet[Book]:
    """Return the books of the units where a role puts lines right."""
    return Book.objects.filter(unit__in=roles.unit_ids(*CORRECTORS))
