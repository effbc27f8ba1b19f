"""How long is what kept? Each room registers its classes of record with their dated schedule.

The room says which records ended before a moment and destroys one when two people have said so; the rest is here.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.retention.rules import Term
from motcua.foundation.units.models import Staff


@dataclass(frozen=True)
class Ended:
    """A record whose keeping began: its id, what people call it, the unit that keeps it, and when it ended."""

    record_id: str
    name: str
    unit_id: int
    at: datetime


@dataclass(frozen=True)
class Found:
    """A record that somebody named: its id, the unit that keeps it, and whether what it told is gone."""

    record_id: str
    unit_id: int
    is_destroyed: bool = False


class FindEnded(Protocol):
    """How a room finds the records that ended."""

    def __call__(self, *, unit_ids: Collection[int], before: datetime, most: int) -> Sequence[Ended]:
        """Return those of the units that ended before a moment, oldest first, never one that was destroyed already."""


class Destroy(Protocol):
    """How a room destroys one record."""

    def __call__(self, *, record_id: str, by: Staff | Actor, now: datetime) -> bool:
        """Destroy inside the caller's transaction; False when it is gone already or may not be destroyed now.

        An Actor stands for the schedule itself.
        """


class Ending(Enum):
    """By whose hand the records of a class end when their time is over."""

    TWO_PEOPLE = _("Văn thư đề nghị, một lãnh đạo khác duyệt")
    NIGHTLY = _("Hệ thống tiêu hủy hằng đêm, có ghi sổ tiêu hủy")
    SWEPT = _("Hệ thống xóa hằng đêm")
    NEVER = _("Không tiêu hủy")


@dataclass(frozen=True)
class RecordClass:
    """One class of record. `terms` are dated; `begins` says in words from when the years count.

    `find(name)` returns the record that people call so. `held_with` names the classes whose record of the same id is
    part of this one, or has this one as a part: whoever holds one of them holds it here too.

    `covers` names the models ("payments.StatementLine") whose personal data come to their end with the class; no model
    with such data may be without one. `messages_about`: what messages are about ("dossier") that go along.
    """

    code: str
    label: StrOrPromise
    begins: StrOrPromise
    terms: Sequence[Term]
    ended: FindEnded
    find: Callable[[str], Found | None]
    destroy: Destroy
    held_with: Collection[str] = ()
    covers: Collection[str] = ()
    ending: Ending = Ending.TWO_PEOPLE
    messages_about: Collection[str] = ()

    @property
    def comes_to_an_end(self) -> bool:
        """Tell whether its records are previewed, held and destroyed here, under the two hands or every night."""
        return self.ending in {Ending.TWO_PEOPLE, Ending.NIGHTLY}

    @property
    def holding(self) -> tuple[str, ...]:
        """Return the classes a hold on which keeps a record of this one."""
        return (self.code, *self.held_with)

    def term_on(self, day: date) -> Term | None:
        """Return the term in force on `day`, None when there is none yet."""
        standing = [term for term in self.terms if term.valid_from <= day]
        return max(standing, key=lambda term: term.valid_from, default=None)


def kept_for_ever(
    code: str, label: StrOrPromise, begins: StrOrPromise, terms: Sequence[Term], *, covers: Collection[str] = ()
) -> RecordClass:
    """Return a class whose records are never destroyed by the platform: the schedule names it all the same."""
    named = RecordClass(code, label, begins, terms, _none_ended, lambda _name: None, _none_destroyed)
    return replace(named, covers=covers, ending=Ending.NEVER)


def swept(
    code: str, label: StrOrPromise, begins: StrOrPromise, terms: Sequence[Term], *, covers: Collection[str]
) -> RecordClass:
    """Return a class that a nightly job of its room deletes after days, too young to be held: it is named here."""
    return replace(kept_for_ever(code, label, begins, terms, covers=covers), ending=Ending.SWEPT)


def _none_ended(*, unit_ids: Collection[int], before: datetime, most: int) -> Sequence[Ended]:
    del unit_ids, before, most
    return ()


def _none_destroyed(*, record_id: str, by: Staff | Actor, now: datetime) -> bool:
    del record_id, by, now
    return False


_classes: dict[str, RecordClass] = {}


def register_class(record_class: RecordClass) -> None:
    """Name a class of record; the same code again replaces it."""
    _classes[record_class.code] = record_class


def all_classes() -> tuple[RecordClass, ...]:
    """Return what has been registered, in order."""
    return tuple(_classes.values())


def class_of(code: str) -> RecordClass:
    """Return a class; raises KeyError for a code nobody registered."""
    return _classes[code]
