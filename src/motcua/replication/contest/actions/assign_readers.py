"""Give out sheets again, after somebody was excused or had to step back."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import State
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Contest
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.seating_plan import seat_readers


@transaction.atomic
def assign_readers(*, contest_id: int, by: Staff, now: datetime, expected_version: int | None = None) -> Contest:
    """Return the contest with every entry filled up to the wanted number of readers; sheets that exist stay.

    Needs the organiser, in the preliminary round. Raises NotAllowed, NotNow, Incomplete.
    """
    contest = organised(contest_id, State.READING, by=by, now=now, expected_version=expected_version)
    new = seat_readers(contest, by=by, now=now)
    tell_journal(contest, "assign_readers", by=by, now=now, detail={"sheets": new})
    return contest
