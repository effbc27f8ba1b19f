"""Close the preliminary round and take the best into the final."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.deciding import keep_ranking
from motcua.replication.contest.kinds import Kind, Round, State
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Contest, ContestRound, Entry
from motcua.replication.contest.notices import tell_units
from motcua.replication.contest.queries.log import folded
from motcua.replication.contest.ranking import is_tied_at
from motcua.replication.contest.record import Happening, append, tell_journal
from motcua.replication.contest.refusals import Incomplete, OpenTie


@transaction.atomic
def choose_finalists(*, contest_id: int, by: Staff, now: datetime, expected_version: int | None = None) -> Contest:
    """Return the contest in its final, with the finalists of the ranking, which is kept.

    Needs the organiser, every sheet handed in, and no open tie at the cut. Raises NotAllowed, Conflict, NotNow,
    Incomplete, OpenTie.
    """
    contest = organised(contest_id, State.READING, by=by, now=now, expected_version=expected_version)
    if not folded(contest).is_unsealed(Round.PRELIMINARY):
        raise Incomplete(_("Còn phiếu chấm chưa gửi nên điểm vẫn niêm phong. Hãy nhắc hoặc thay người chấm."))
    ranked, lines = keep_ranking(contest, Round.PRELIMINARY, by=by, now=now)
    if is_tied_at(lines, contest.finalists):
        raise OpenTie
    chosen = [line.entry for line in lines if line.rank <= contest.finalists and line.raw is not None]
    Entry.objects.filter(pk__in=chosen).update(is_finalist=True)
    ContestRound.objects.filter(contest=contest, kind=Round.PRELIMINARY).update(closed_at=now)
    happenings = [Happening(Kind.CLOSED, Round.PRELIMINARY)]
    happenings += [Happening(Kind.FINALIST, entry_id=entry) for entry in chosen]
    append(contest, happenings, by=by, now=now)
    contest.state = State.FINAL
    contest.version += 1
    contest.save(update_fields=["state", "version"])
    tell_units(
        contest,
        _("Kết quả sơ khảo: %(title)s"),
        _("Đã có danh sách vào chung kết hội thi “%(title)s”. Hãy vào mục Hội thi để xem."),
        now=now,
        once="finalists",
    )
    tell_journal(contest, "choose_finalists", by=by, now=now, detail={"ranking": ranked.pk, "entries": chosen})
    return contest
