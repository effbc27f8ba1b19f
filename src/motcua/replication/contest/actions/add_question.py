"""Add a question to the knowledge test."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import Round, State
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Contest, Question
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import ContestRefused, NotNow


@dataclass(frozen=True)
class QuestionGiven:
    """A question as it was typed; `choices` in the order A to D, at least two."""

    text: str
    choices: tuple[str, ...]
    key: str
    points: Decimal = Decimal(1)
    source: str = ""


@transaction.atomic
def add_question(*, contest_id: int, question: QuestionGiven, by: Staff, now: datetime) -> Question:
    """Return the new question, the last of the test. Needs the organiser, before the knowledge part opens.

    Raises NotAllowed, NotNow, ContestRefused.
    """
    contest = organised(contest_id, *_BEFORE, by=by, now=now)
    require_test_not_begun(contest)
    choices = (*(one.strip() for one in question.choices), "", "", "", "")[:4]
    right = "ABCD".find(question.key)
    if right < 0 or not choices[right] or not choices[0] or not choices[1]:
        raise ContestRefused(
            "key", _("Câu hỏi cần ít nhất hai phương án và đáp án phải là một phương án có ghi. Chưa lưu.")
        )
    last = contest.questions.order_by("-position").first()
    made = Question.objects.create(
        contest=contest,
        position=last.position + 1 if last else 1,
        text=question.text.strip(),
        choice_a=choices[0],
        choice_b=choices[1],
        choice_c=choices[2],
        choice_d=choices[3],
        key=question.key,
        points=question.points,
        source=question.source.strip(),
    )
    # the key stays out of the journal: auditors read it before the test
    tell_journal(contest, "add_question", by=by, now=now, detail={"question": made.pk})
    return made


_BEFORE = (State.DRAFT, State.OPEN, State.READING, State.FINAL)


def require_test_not_begun(contest: Contest) -> None:
    """Raise NotNow once the knowledge part was opened."""
    if contest.rounds.filter(kind=Round.KNOWLEDGE, opened_at__isnull=False).exists():
        raise NotNow(_("Phần thi kiến thức đã mở nên không thêm, bớt câu hỏi được nữa; câu sai thì hủy câu."))
