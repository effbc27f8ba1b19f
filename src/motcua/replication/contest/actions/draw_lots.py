"""Write down lots that were drawn in public."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import FINAL, Kind, Round, State
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Contest
from motcua.replication.contest.queries.log import folded, rubric_of
from motcua.replication.contest.ranking import ranking
from motcua.replication.contest.record import Happening, append, tell_journal
from motcua.replication.contest.refusals import ContestRefused, Incomplete

_STATES = {Round.PRELIMINARY.value: (State.READING,), FINAL: (State.FINAL, State.PROVISIONAL)}


@transaction.atomic
def draw_lots(*, contest_id: int, what: str, drawn: Mapping[int, int], by: Staff, now: datetime) -> Contest:
    """Write the lots (entry id → number drawn; 1 goes first) of entries that share a rank in "preliminary" or "final".

    Needs the organiser, and scores that are open: nobody draws before it is known to be needed. Raises NotAllowed,
    NotNow, Incomplete, ContestRefused.
    """
    contest = organised(contest_id, *_STATES[what], by=by, now=now)
    state = folded(contest)
    if what == Round.PRELIMINARY and not state.is_unsealed(Round.PRELIMINARY):
        raise Incomplete(_("Điểm còn niêm phong nên chưa biết bài nào bằng điểm. Chưa ghi gì."))
    lines = ranking(state, rubric_of(contest), what)
    ranks = [line.rank for line in lines]
    tied = {line.entry for line in lines if ranks.count(line.rank) > 1}
    if not drawn or not set(drawn) <= tied or len(set(drawn.values())) != len(drawn) or min(drawn.values()) < 1:
        raise ContestRefused(
            "lots", _("Chỉ bốc thăm giữa các bài đang bằng điểm, mỗi bài một số khác nhau. Chưa ghi gì.")
        )
    happenings = [Happening(Kind.LOT, what, entry_id=entry, value=Decimal(lot)) for entry, lot in sorted(drawn.items())]
    append(contest, happenings, by=by, now=now)
    tell_journal(contest, "draw_lots", by=by, now=now, detail={"what": what, "entries": len(drawn)})
    return contest
