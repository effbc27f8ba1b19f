"""Withdraw an entry."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.replication.contest.leaving import leave
from motcua.replication.contest.lock import own_entry
from motcua.replication.contest.models import Entry, EntryState


@transaction.atomic
def withdraw_entry(*, entry_id: int, reason: str, by: Staff, now: datetime) -> Entry:
    """Return the entry, withdrawn by its unit before the results are announced. Raises NotAllowed, NotNow."""
    entry = own_entry(entry_id, by=by, now=now)
    leave(entry, EntryState.WITHDRAWN, reason, by=by, now=now)
    return entry
