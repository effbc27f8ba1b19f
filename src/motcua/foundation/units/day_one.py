"""What a unit needs on its first day and has not yet: rooms above this one name it, in a list that can be read.

A room registers from its `apps.py`; the preview of a reorganisation and the page of a unit ask each one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role


@dataclass(frozen=True)
class Newcomer:
    """A unit as it begins to work at `at`: its id, None while it is only planned, and whose open work goes to it."""

    unit_id: int | None
    heir_of: frozenset[int]
    at: datetime

    @property
    def unit_ids(self) -> frozenset[int]:
        """Return the unit and those whose work goes to it."""
        return self.heir_of if self.unit_id is None else self.heir_of | {self.unit_id}


@dataclass(frozen=True)
class Missing:
    """What is not there yet, in a sentence; the name of the page where one of `roles` sets it, "" where none does."""

    text: StrOrPromise
    page: str = ""
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True)
class Reminder:
    """What is not there yet, and the address where whoever reads it sets it, "" when they do not."""

    text: StrOrPromise
    href: str = ""


Source = Callable[[Newcomer], Iterable[Missing]]
_sources: dict[str, Source] = {}


def register_day_one(code: str, source: Source) -> None:
    """Name what a unit needs on its first day; the same code again replaces it."""
    _sources[code] = source


def forget_day_one(code: str) -> None:
    """Take a registration back."""
    _sources.pop(code, None)


def reminders(newcomer: Newcomer, roles: RoleSet | None = None) -> list[Reminder]:
    """Return what the unit has not yet, each with its page for somebody of these `roles`."""
    return [
        Reminder(missing.text, _address(missing, newcomer.unit_id, roles))
        for source in _sources.values()
        for missing in source(newcomer)
    ]


def reminders_of(unit_id: int, roles: RoleSet, now: datetime) -> list[Reminder]:
    """Return what a unit that stands has not yet; nothing for whoever neither leads nor oversees it."""
    if not roles.has_any(unit_id, Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR):
        return []
    return reminders(Newcomer(unit_id, frozenset(), now), roles)


def _address(missing: Missing, unit_id: int | None, roles: RoleSet | None) -> str:
    if not missing.page or unit_id is None or roles is None or not roles.has_any(unit_id, *missing.roles):
        return ""
    return reverse(missing.page)
