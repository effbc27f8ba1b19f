"""Open a part of the final: from now on it is scored."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.interests import bound_pairs
from motcua.replication.contest.kinds import FINAL, JUDGED, Kind, Round, State
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Contest, EntryState
from motcua.replication.contest.record import Happening, append, tell_journal
from motcua.replication.contest.refusals import Incomplete, NotNow
from motcua.replication.contest.sheets import hand_out


@transaction.atomic
def open_part(*, contest_id: int, round_kind: str, by: Staff, now: datetime) -> Contest:
    """Return the contest with the part open. Every judge gets a sheet of every finalist they are not bound to.

    Needs the organiser; a judged part needs a judge for every finalist, the knowledge test a question. Raises
    NotAllowed, NotNow, Incomplete.
    """
    contest = organised(contest_id, State.FINAL, by=by, now=now)
    part = contest.rounds.get(kind=round_kind)
    if part.opened_at is not None or round_kind == Round.PRELIMINARY:
        raise NotNow(_("Phần thi này đã mở rồi. Không có gì thay đổi."))
    part.opened_at = now
    part.save(update_fields=["opened_at"])
    append(contest, [Happening(Kind.OPENED, round_kind)], by=by, now=now)
    if round_kind in JUDGED:
        _seat(contest, round_kind, by=by, now=now)
    elif not contest.questions.exists():
        raise Incomplete(_("Chưa có câu hỏi nào cho phần kiến thức. Hãy nhập câu hỏi và đáp án trước."))
    tell_journal(contest, "open_part", by=by, now=now, detail={"part": round_kind})
    return contest


def _seat(contest: Contest, round_kind: str, *, by: Staff, now: datetime) -> None:
    finalists = list(contest.entries.filter(is_finalist=True, state=EntryState.ELIGIBLE))
    judges = list(contest.panelists.filter(panel=FINAL, left_at__isnull=True).values_list("staff_id", flat=True))
    bound = bound_pairs(contest, judges, finalists, now=now)
    pairs = [(judge, entry.pk) for entry in finalists for judge in judges if (judge, entry.pk) not in bound]
    if {entry for _judge, entry in pairs} != {entry.pk for entry in finalists} or not finalists:
        raise Incomplete(_("Có đội chưa có giám khảo nào được chấm. Hãy bổ sung giám khảo trước khi mở phần thi."))
    hand_out(contest, round_kind, pairs, by=by, now=now)
