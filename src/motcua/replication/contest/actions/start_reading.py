"""Close the entries, give them blind codes and begin the preliminary round."""

import random
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.blind import copy_file, give_codes
from motcua.replication.contest.kinds import Kind, Round, State
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Contest, ContestRound, Entry, EntryState
from motcua.replication.contest.record import Happening, append, tell_journal
from motcua.replication.contest.refusals import Incomplete, NotNow
from motcua.replication.contest.seating_plan import seat_readers


@transaction.atomic
def start_reading(*, contest_id: int, by: Staff, now: datetime, expected_version: int | None = None) -> Contest:
    """Return the contest in its preliminary round: eligible entries have codes, readers have their sheets.

    Needs the organiser, after the deadline, with every entry decided on and enough readers. Raises NotAllowed,
    Conflict, NotNow, Incomplete.
    """
    contest = organised(contest_id, State.OPEN, by=by, now=now, expected_version=expected_version)
    if now < contest.entries_until:
        raise NotNow(_("Chưa hết hạn nộp bài nên chưa bắt đầu chấm được."))
    entries = _decided(contest)
    give_codes(entries, random.SystemRandom())
    for entry in entries:
        for number, attached in enumerate(entry.files.filter(is_anonymous=True).select_related("stored"), start=1):
            attached.entry = entry
            copy_file(attached, number, by=by, now=now)
    contest.state = State.READING
    contest.version += 1
    contest.save(update_fields=["state", "version"])
    ContestRound.objects.filter(contest=contest, kind=Round.PRELIMINARY).update(opened_at=now)
    entered = [Happening(Kind.ENTERED, entry_id=entry.pk) for entry in entries]
    append(contest, [*entered, Happening(Kind.OPENED, Round.PRELIMINARY)], by=by, now=now)
    seat_readers(contest, by=by, now=now)
    tell_journal(contest, "start_reading", by=by, now=now, detail={"entries": len(entries)})
    return contest


def _decided(contest: Contest) -> list[Entry]:
    """Return the eligible entries; raise Incomplete while one is undecided or there are none."""
    entries = contest.entries.prefetch_related("files")
    if entries.filter(state=EntryState.SUBMITTED).exists():
        raise Incomplete(_("Còn bài chưa kiểm tra điều kiện. Hãy kiểm tra hết các bài rồi bắt đầu chấm."))
    found = list(entries.filter(state=EntryState.ELIGIBLE))
    if not found:
        raise Incomplete(_("Chưa có bài dự thi hợp lệ nào để chấm."))
    return found
