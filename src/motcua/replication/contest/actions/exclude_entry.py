"""Send an entry off after the reading began."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import State
from motcua.replication.contest.leaving import leave
from motcua.replication.contest.lock import checked_entry
from motcua.replication.contest.models import Entry, EntryState
from motcua.replication.contest.refusals import ContestRefused


@transaction.atomic
def exclude_entry(*, entry_id: int, reason: str, by: Staff, now: datetime) -> Entry:
    """Return the entry, sent off by the organiser with a reason. Raises NotAllowed, NotNow, ContestRefused."""
    entry = checked_entry(entry_id, State.READING, State.FINAL, State.PROVISIONAL, by=by, now=now)
    if not reason.strip():
        raise ContestRefused("reason", _("Chưa ghi lý do. Chưa có gì thay đổi: đơn vị cần biết vì sao."))
    leave(entry, EntryState.INELIGIBLE, reason, by=by, now=now)
    return entry
