"""Show somebody what is masked, for a reason and for a while."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.people.models import Person
from motcua.foundation.privacy.models import Reading, ReadingKind
from motcua.foundation.privacy.refusals import ReasonMissing
from motcua.foundation.units.models import Staff


@transaction.atomic
def show_in_full(
    *, person: Person, about: tuple[str, str], reason: str, unit_id: int | None, by: Staff, now: datetime
) -> Reading:
    """Write down who wants to see it and why, and journal it; for a quarter of an hour `is_shown_to` then says yes.

    The caller has checked that the thing is in reach. Raises ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    reading = Reading(
        person=person,
        staff=by,
        kind=ReadingKind.SHOWN,
        about_type=about[0],
        about_id=about[1],
        in_full=True,
        reason=reason.strip()[:500],
        at=now,
    )
    reading.save(force_insert=True)
    journal.record(
        actor=by.as_actor(),
        unit_id=unit_id,
        action="privacy.show_in_full",
        target=about,
        now=now,
        detail={"reading": reading.pk},
    )
    return reading
