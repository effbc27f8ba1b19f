"""Take a question out of the knowledge test before it begins."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.replication.contest.actions.add_question import require_test_not_begun
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Question
from motcua.replication.contest.record import tell_journal


@transaction.atomic
def remove_question(*, question_id: int, by: Staff, now: datetime) -> None:
    """Remove the question. Needs the organiser. Raises NotAllowed, NotNow."""
    question = Question.objects.get(pk=question_id)
    contest = organised(question.contest_id, by=by, now=now)
    require_test_not_begun(contest)
    question.delete()
    tell_journal(contest, "remove_question", by=by, now=now, detail={"question": question_id})
