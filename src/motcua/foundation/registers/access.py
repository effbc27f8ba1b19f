"""Who may look into official books, who needs all of a line, and who may put one right?

The books of a unit that ended are kept by whatever took it over: people come back with what stands in them.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet

from motcua.foundation.registers.masks import Sight
from motcua.foundation.registers.models import Book
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role
from motcua.foundation.units.queries import answered_for_by, main_successor
from motcua.foundation.units.rules import day_of

CORRECTORS = (Role.CLERK, Role.LEADER)
READERS = (Role.RECEPTIONIST, Role.CLERK, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR)
KEEPERS = (Role.RECEPTIONIST, Role.CLERK, Role.LEADER)  # they write the lines and call people; others only look


def readable_books(roles: RoleSet, *, now: datetime) -> QuerySet[Book]:
    """Return the books of the units where a role reads books, and of those they took over. One query for the units."""
    return Book.objects.filter(unit__in=_kept_where(roles, *READERS, now=now))


def correctable_books(roles: RoleSet, *, now: datetime) -> QuerySet[Book]:
    """Return the books of the units where a role puts lines right, and of those they took over."""
    return Book.objects.filter(unit__in=_kept_where(roles, *CORRECTORS, now=now))


def sight_of(roles: RoleSet, book: Book, *, now: datetime) -> Sight:
    """Return how much of a line is shown as written.

    Who runs the platform looks after the book and not into people's affairs: they see no name.
    """
    kept_by = main_successor(book.unit_id, day=day_of(now)) or book.unit_id
    if roles.has_any(kept_by, *KEEPERS):
        return Sight.WHOLE
    return Sight.NAMES if roles.has_any(kept_by, Role.AUDITOR) else Sight.OUTLINE


def _kept_where(roles: RoleSet, *readers: Role, now: datetime) -> Mapping[int, int]:
    """Return the units whose books these roles reach, each with the unit that keeps them."""
    return answered_for_by(roles.unit_ids(*readers), day=day_of(now))
