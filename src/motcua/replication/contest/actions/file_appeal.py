"""Appeal against the provisional result."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.foundation.worktime.queries import due_time
from motcua.foundation.worktime.rules import Limit, TimeUnit
from motcua.replication.contest.kinds import State
from motcua.replication.contest.lock import own_entry
from motcua.replication.contest.models import Appeal, EntryState
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import ContestRefused, NotNow

ANSWER_WITHIN = Limit(5, TimeUnit.WORKING_DAY)


@transaction.atomic
def file_appeal(*, entry_id: int, text: str, by: Staff, now: datetime) -> Appeal:
    """Return the appeal of a unit about its own entry, to be answered within five working days.

    Needs the entry's unit, before the time for appeals ends, and no appeal still open. Raises NotAllowed, NotNow,
    ContestRefused.
    """
    entry = own_entry(entry_id, by=by, now=now)
    contest = entry.contest
    if contest.state != State.PROVISIONAL or contest.appeal_until is None or now > contest.appeal_until:
        raise NotNow(_("Không trong thời gian nhận khiếu nại. Chưa ghi gì: hãy xem thời hạn ở trang kết quả."))
    if not entry.is_finalist or entry.state == EntryState.WITHDRAWN or entry.appeals.filter(outcome="").exists():
        raise NotNow(_("Bài này không vào chung kết, hoặc đang có một khiếu nại chờ trả lời. Chưa ghi gì."))
    if not text.strip():
        raise ContestRefused("text", _("Chưa ghi nội dung khiếu nại. Chưa ghi gì: hãy nêu rõ điểm cần xem lại."))
    due = due_time(unit_id=contest.unit_id, start=now, limit=ANSWER_WITHIN)
    appeal = Appeal.objects.create(entry=entry, text=text.strip(), filed_by=by, filed_at=now, due_at=due)
    tell_journal(contest, "file_appeal", by=by, now=now, detail={"appeal": appeal.pk, "entry": entry.pk})
    return appeal
