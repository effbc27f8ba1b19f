"""Answer an appeal."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import State
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Appeal, Outcome
from motcua.replication.contest.notices import tell
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import ContestRefused, NotNow


@transaction.atomic
def answer_appeal(*, appeal_id: int, outcome: Outcome, answer: str, by: Staff, now: datetime) -> Appeal:
    """Return the answered appeal; whoever filed it is told. An upheld one is put right by annulling a question,
    barring a judge or sending an entry off, and settling the results again.

    Needs the organiser. Raises NotAllowed, NotNow when it is answered already, ContestRefused.
    """
    contest_id = Appeal.objects.values_list("entry__contest_id", flat=True).get(pk=appeal_id)
    contest = organised(contest_id, State.PROVISIONAL, by=by, now=now)
    appeal = Appeal.objects.select_related("filed_by__user").get(pk=appeal_id)
    if appeal.outcome:
        raise NotNow(_("Khiếu nại này đã được trả lời. Câu trả lời cũ được giữ nguyên."))
    if not answer.strip():
        raise ContestRefused("answer", _("Chưa ghi câu trả lời. Không có gì thay đổi: đơn vị cần biết lý do."))
    appeal.outcome, appeal.answer = outcome, answer.strip()
    appeal.answered_by, appeal.answered_at = by, now
    appeal.save()
    tell(
        contest,
        [appeal.filed_by],
        _("Trả lời khiếu nại: %(title)s"),
        _("Ban tổ chức hội thi “%(title)s” đã trả lời khiếu nại của đơn vị. Hãy xem ở trang kết quả của hội thi."),
        now=now,
        once=f"appeal:{appeal.pk}",
    )
    tell_journal(contest, "answer_appeal", by=by, now=now, detail={"appeal": appeal.pk, "outcome": outcome.value})
    return appeal
