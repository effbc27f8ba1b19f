"""Who may look into official books, who needs all of a line, and who may put one right?

The books of a unit that ended are kept by whatever took it over: people come back with what stands in them. So these
are asked with the roles that reach what was taken over (`units.access.answering_roles`).
"""

from django.db.models import QuerySet

from motcua.foundation.registers.masks import Sight
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


def sight_of(roles: RoleSet, book: Book) -> Sight:
    """Return how much of a line is shown as written.

    Who runs the platform looks after the book and not into people's affairs: they see no name.
    """
    if roles.has_any(book.unit_id, *KEEPERS):
        return Sight.WHOLE
    return Sight.NAMES if roles.has_any(book.unit_id, Role.AUDITOR) else Sight.OUTLINE
