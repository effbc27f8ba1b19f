"""Close a part of the final: no score is taken any more."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.fold import Folded
from motcua.replication.contest.kinds import Kind, Round, State
from motcua.replication.contest.lock import open_round, organised
from motcua.replication.contest.models import Contest
from motcua.replication.contest.queries.log import folded
from motcua.replication.contest.record import Happening, append, tell_journal
from motcua.replication.contest.refusals import Incomplete


@transaction.atomic
def close_part(*, contest_id: int, round_kind: str, by: Staff, now: datetime) -> Contest:
    """Return the contest with the part closed. Needs the organiser, and everybody scored or answered.

    Raises NotAllowed, NotNow, RoundClosed, Incomplete.
    """
    contest = organised(contest_id, State.FINAL, by=by, now=now)
    part = open_round(contest, round_kind)
    if not _is_whole(folded(contest), round_kind):
        raise Incomplete(_("Còn phiếu chấm chưa gửi hoặc đội chưa ghi câu trả lời. Phần thi vẫn mở."))
    part.closed_at = now
    part.save(update_fields=["closed_at"])
    append(contest, [Happening(Kind.CLOSED, round_kind)], by=by, now=now)
    tell_journal(contest, "close_part", by=by, now=now, detail={"part": round_kind})
    return contest


def _is_whole(state: Folded, round_kind: str) -> bool:
    if round_kind != Round.KNOWLEDGE:
        return state.is_unsealed(round_kind)
    answered = {entry for entry, _question in state.answers}
    return state.finalists - state.left <= answered
