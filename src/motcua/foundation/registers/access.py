"""Who may look into official books, who needs all of a line, and who may put one right?"""

from django.db.models import QuerySet

from motcua.foundation.registers.models import Book
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role

CORRECTORS = (Role.CLERK, Role.LEADER)
READERS = (Role.RECEPTIONIST, Role.CLERK, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR)
KEEPERS = (Role.RECEPTIONIST, Role.CLERK, Role.LEADER)  # they write the lines and call people; others only look


def readable_books(roles: RoleSet) -> QuerySet[Book]:
    """Return the books of the units where a role reads books."""
    return Book.objects.filter(unit__in=roles.unit_ids(*READERS))


def correctable_books(roles: RoleSet) -> QuerySet[Book]:
    """Return the books of the units where a role puts lines right."""
    return Book.objects.filter(unit__in=roles.unit_ids(*CORRECTORS))


def reads_in_full(roles: RoleSet, book: Book) -> bool:
    """Tell whether the columns that say how people are reached are shown as written, and not masked."""
    return roles.has_any(book.unit_id, *KEEPERS)
