"""An entry leaves the contest: its state, the log and the journal, in one place."""

from datetime import datetime

from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import Kind, State
from motcua.replication.contest.models import Entry, EntryState
from motcua.replication.contest.record import Happening, append, tell_journal
from motcua.replication.contest.refusals import NotNow


def leave(entry: Entry, state: EntryState, reason: str, *, by: Staff, now: datetime) -> None:
    """Take a locked entry out; its sheets count no longer. Raises NotNow when it has left or all is announced."""
    contest = entry.contest
    if contest.state == State.ANNOUNCED or entry.state in {EntryState.WITHDRAWN, EntryState.INELIGIBLE}:
        raise NotNow
    entry.state, entry.decision_reason = state, reason.strip()
    entry.version += 1
    entry.save(update_fields=["state", "decision_reason", "version"])
    append(contest, [Happening(Kind.LEFT, entry_id=entry.pk, reason=reason.strip())], by=by, now=now)
    tell_journal(contest, f"entry_{state}", by=by, now=now, detail={"entry": entry.pk})
