"""Settle the results provisionally: the ranking of the final, open to appeal."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.foundation.worktime.queries import due_time
from motcua.foundation.worktime.rules import Limit, TimeUnit
from motcua.replication.contest.deciding import keep_ranking
from motcua.replication.contest.kinds import FINAL, PARTS, State
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Contest
from motcua.replication.contest.notices import tell_units
from motcua.replication.contest.ranking import is_tied_at
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import Incomplete, OpenTie


@transaction.atomic
def settle_results(*, contest_id: int, by: Staff, now: datetime, expected_version: int | None = None) -> Contest:
    """Return the contest with provisional results and the end of the time for appeals.

    A second call, after an appeal was upheld, keeps a new ranking beside the first. A part that was never opened is
    left out for all, and so is its weight. Needs the organiser, no part open, and no open tie among the winners. Raises
    NotAllowed, Conflict, NotNow, Incomplete, OpenTie.
    """
    contest = organised(contest_id, State.FINAL, State.PROVISIONAL, by=by, now=now, expected_version=expected_version)
    parts = list(contest.rounds.filter(kind__in=PARTS))
    if any(part.is_open for part in parts) or not any(part.closed_at for part in parts):
        raise Incomplete(_("Còn phần thi đang mở, hoặc chưa phần nào thi xong. Hãy đóng các phần thi trước."))
    ranked, lines = keep_ranking(contest, FINAL, by=by, now=now)
    if any(is_tied_at(lines, places) for places in range(1, contest.winners + 1)):
        raise OpenTie
    if contest.state == State.FINAL:
        _open_appeals(contest, now)
    contest.board_frozen_seq = None
    contest.version += 1
    contest.save()
    tell_journal(contest, "settle_results", by=by, now=now, detail={"ranking": ranked.pk, "seq": ranked.last_seq})
    return contest


def _open_appeals(contest: Contest, now: datetime) -> None:
    contest.state = State.PROVISIONAL
    days = contest.appeal_days
    limit = Limit(days, TimeUnit.WORKING_DAY) if days else None
    contest.appeal_until = due_time(unit_id=contest.unit_id, start=now, limit=limit) if limit else now
    tell_units(
        contest,
        _("Kết quả tạm công bố: %(title)s"),
        _("Đã có kết quả tạm công bố của hội thi “%(title)s”. Đơn vị xem và khiếu nại (nếu có) ở mục Hội thi."),
        now=now,
        once="provisional",
    )
