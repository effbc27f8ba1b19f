"""Note that a member of staff read something about a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.foundation.people.models import Person
from motcua.foundation.privacy.models import Reading, ReadingKind
from motcua.foundation.units.models import Staff


@dataclass(frozen=True)
class Seen:
    """Whose data was read, by the person's id, and in what: ("dossier", its code), ("parcel", its number)."""

    person_id: int
    about: tuple[str, str]


def note_reading(
    *, person: Person, kind: ReadingKind, about: tuple[str, str], in_full: bool, by: Staff, now: datetime
) -> None:
    """Write one row: who read what about whom. `about` is ("dossier", its code); access was checked by the caller."""
    note_readings([Seen(person.pk, about)], kind=kind, in_full=in_full, by=by, now=now)


def note_readings(seen: Iterable[Seen], *, kind: ReadingKind, in_full: bool, by: Staff, now: datetime) -> None:
    """Write a row for each: one paper may name many people. One insert."""
    Reading.objects.bulk_create(
        Reading(
            person_id=one.person_id,
            staff=by,
            kind=kind,
            about_type=one.about[0],
            about_id=one.about[1],
            in_full=in_full,
            at=now,
        )
        for one in seen
    )
