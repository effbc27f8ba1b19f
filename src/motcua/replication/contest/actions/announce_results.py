"""Announce the results: the letter goes out, the winners enter the register of models."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import FINAL, State
from motcua.replication.contest.letter import Signer, issue_letter
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Appeal, Contest, Entry, Ranking
from motcua.replication.contest.notices import tell_units
from motcua.replication.contest.queries.log import is_true_to_log
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import ContestRefused, Incomplete, NotNow
from motcua.replication.contest.winners import register_winners


@transaction.atomic
def announce_results(
    *, contest_id: int, signer: Signer, by: Staff, now: datetime, expected_version: int | None = None
) -> Contest:
    """Return the contest, announced: places written, letter issued, each winner recognised in the register of models.

    Needs the organiser, the end of the time for appeals, every appeal answered, and a ranking that equals its log.
    Raises NotAllowed, Conflict, NotNow, Incomplete, ContestRefused.
    """
    contest = organised(contest_id, State.PROVISIONAL, by=by, now=now, expected_version=expected_version)
    if contest.appeal_until is None or now < contest.appeal_until:
        raise NotNow(_("Chưa hết thời gian khiếu nại nên chưa thông báo kết quả chính thức được."))
    if Appeal.objects.filter(entry__contest=contest, outcome="").exists():
        raise Incomplete(_("Còn khiếu nại chưa trả lời. Hãy trả lời hết rồi thông báo."))
    if not signer.name.strip() or not signer.title.strip():
        raise ContestRefused("signer", _("Chưa ghi người ký và chức vụ. Chưa có gì thay đổi."))
    ranked = _decided(contest)
    contest.state, contest.announced_at = State.ANNOUNCED, now
    contest.version += 1
    contest.save(update_fields=["state", "announced_at", "version"])
    for line in ranked.lines.all():
        Entry.objects.filter(pk=line.entry_id).update(place=line.rank)
    letter = issue_letter(contest, ranked, signer, by=by, now=now)
    register_winners(contest, ranked, letter, by=by, now=now)
    tell_units(
        contest,
        _("Kết quả chính thức: %(title)s"),
        _("Đã có thông báo kết quả hội thi “%(title)s”. Hãy xem ở trang kết quả của hội thi."),
        now=now,
        once="announced",
    )
    tell_journal(contest, "announce", by=by, now=now, detail={"ranking": ranked.pk, "letter": letter.number})
    return contest


def _decided(contest: Contest) -> Ranking:
    """Return the last ranking of the final; raise Incomplete when something happened after it."""
    ranked = Ranking.objects.filter(contest=contest, what=FINAL).order_by("-pk").first()
    if ranked is None or ranked.last_seq != contest.last_seq or not is_true_to_log(ranked):
        raise Incomplete(_("Có thay đổi sau lần tính kết quả gần nhất. Hãy tính lại kết quả rồi thông báo."))
    return ranked
