"""Annul a question that turned out wrong: it counts for nobody."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import Kind, Round, State
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Question
from motcua.replication.contest.queries.log import folded
from motcua.replication.contest.record import Happening, append, tell_journal
from motcua.replication.contest.refusals import ContestRefused, NotNow


@transaction.atomic
def void_question(*, question_id: int, reason: str, by: Staff, now: datetime) -> Question:
    """Return the annulled question. Its points leave the divisor of every team alike.

    Needs the organiser, in the final or while appeals are answered. Raises NotAllowed, NotNow, ContestRefused.
    """
    question = Question.objects.get(pk=question_id)
    contest = organised(question.contest_id, State.FINAL, State.PROVISIONAL, by=by, now=now)
    state = folded(contest)
    left = {one.pk for one in contest.questions.all()} - state.voided - {question.pk}
    if question.pk in state.voided or not left:
        raise NotNow(_("Câu này đã hủy, hoặc là câu cuối cùng còn tính điểm. Không có gì thay đổi."))
    if not reason.strip():
        raise ContestRefused("reason", _("Chưa ghi lý do hủy câu hỏi. Không có gì thay đổi."))
    voided = Happening(Kind.VOIDED, Round.KNOWLEDGE, question_id=question.pk, reason=reason.strip())
    append(contest, [voided], by=by, now=now)
    tell_journal(contest, "void_question", by=by, now=now, detail={"question": question.pk})
    return question
