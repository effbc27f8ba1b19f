"""Freeze the board on the screen, or let it run again."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import State
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Contest
from motcua.replication.contest.record import tell_journal


@transaction.atomic
def freeze_board(*, contest_id: int, is_frozen: bool, by: Staff, now: datetime) -> Contest:
    """Return the contest; a frozen board shows the log up to now whatever comes after. Scoring goes on.

    Needs the organiser, in the final or before the announcement. Raises NotAllowed, NotNow.
    """
    contest = organised(contest_id, State.FINAL, State.PROVISIONAL, by=by, now=now)
    contest.board_frozen_seq = contest.last_seq if is_frozen else None
    contest.save(update_fields=["board_frozen_seq"])
    tell_journal(contest, "freeze_board" if is_frozen else "run_board", by=by, now=now)
    return contest
