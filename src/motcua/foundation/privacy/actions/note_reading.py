"""Note that a member of staff read something about a person."""

from datetime import datetime

from motcua.foundation.people.models import Person
from motcua.foundation.privacy.models import Reading, ReadingKind
from motcua.foundation.units.models import Staff


def note_reading(
    *, person: Person, kind: ReadingKind, about: tuple[str, str], in_full: bool, by: Staff, now: datetime
) -> None:
    """Write one row: who read what about whom. `about` is ("dossier", its code); access was checked by the caller."""
    Reading.objects.bulk_create(
        [Reading(person=person, staff=by, kind=kind, about_type=about[0], about_id=about[1], in_full=in_full, at=now)]
    )
