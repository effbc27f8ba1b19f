"""Change an entry before the deadline."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.replication.contest.actions.submit_entry import require_receiving
from motcua.replication.contest.content import Work, check_work, write_work
from motcua.replication.contest.lock import own_entry
from motcua.replication.contest.models import Entry, EntryState
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import NotNow


@transaction.atomic
def edit_entry(*, entry_id: int, work: Work, by: Staff, now: datetime, expected_version: int) -> Entry:
    """Return the changed entry; a decision about its eligibility falls, for it was about another text.

    Needs its unit, while entries are received. Raises NotAllowed, Conflict, NotNow, NotEligible, ContestRefused.
    """
    entry = own_entry(entry_id, by=by, now=now, expected_version=expected_version)
    require_receiving(entry.contest, now)
    if entry.state == EntryState.WITHDRAWN:
        raise NotNow
    check_work(entry.contest, work)
    entry.state, entry.decision_reason = EntryState.SUBMITTED, ""
    entry.version += 1
    write_work(entry, work)
    tell_journal(entry.contest, "edit_entry", by=by, now=now, detail={"entry": entry.pk, "version": entry.version})
    return entry
