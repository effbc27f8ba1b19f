"""Give out sheets and take them back: the row that opens the door, and the event that counts."""

from collections.abc import Iterable
from datetime import datetime

from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import Kind
from motcua.replication.contest.models import Assignment, Contest
from motcua.replication.contest.record import Happening, append


def hand_out(contest: Contest, round_kind: str, pairs: Iterable[tuple[int, int]], *, by: Staff, now: datetime) -> int:
    """Assign each (judge, entry) that has no sheet in the round yet; return how many are new.

    The database refuses a pair with a conflict of interest. The contest must be locked.
    """
    there = set(Assignment.objects.filter(entry__contest=contest, round=round_kind).values_list("judge_id", "entry_id"))
    new = [pair for pair in pairs if pair not in there]
    for judge_id, entry_id in new:
        Assignment.objects.create(entry_id=entry_id, judge_id=judge_id, round=round_kind, assigned_at=now)
    happenings = [Happening(Kind.ASSIGNED, round_kind, entry_id=entry, judge_id=judge) for judge, entry in new]
    append(contest, happenings, by=by, now=now)
    return len(new)


def bar(contest: Contest, sheets: Iterable[Assignment], reason: str, *, by: Staff, now: datetime) -> int:
    """Take sheets away from their judges: what was scored stays in the log and counts no longer. Return how many."""
    barred = [sheet for sheet in sheets if sheet.barred_at is None]
    for sheet in barred:
        sheet.barred_at, sheet.committed_at = now, None
        sheet.save(update_fields=["barred_at", "committed_at"])
    happenings = [
        Happening(Kind.BARRED, sheet.round, entry_id=sheet.entry_id, judge_id=sheet.judge_id, reason=reason)
        for sheet in barred
    ]
    append(contest, happenings, by=by, now=now)
    return len(barred)
