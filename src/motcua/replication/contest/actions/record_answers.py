"""Write down what a team answered in the knowledge test."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import Kind, Round, State
from motcua.replication.contest.lock import checked_entry, open_round
from motcua.replication.contest.models import Entry, EntryState
from motcua.replication.contest.queries.log import folded
from motcua.replication.contest.record import Happening, append, tell_journal
from motcua.replication.contest.refusals import ContestRefused, NotNow


@transaction.atomic
def record_answers(*, entry_id: int, answers: Mapping[int, str], by: Staff, now: datetime) -> Entry:
    """Append the team's choices by question id ("" = no answer); what is the same as before is not written again.

    Needs the organiser, while the part is open. Raises NotAllowed, NotNow, RoundClosed, ContestRefused.
    """
    entry = checked_entry(entry_id, State.FINAL, by=by, now=now)
    if not entry.is_finalist or entry.state != EntryState.ELIGIBLE:
        raise NotNow
    open_round(entry.contest, Round.KNOWLEDGE)
    known = {one.pk: {letter for letter, _words in one.choices} | {""} for one in entry.contest.questions.all()}
    if any(choice not in known.get(question, set()) for question, choice in answers.items()):
        raise ContestRefused("choice", _("Có câu trả lời không phải là phương án của câu hỏi. Chưa ghi gì."))
    before = folded(entry.contest).answers
    changed = {question: choice for question, choice in answers.items() if before.get((entry.pk, question)) != choice}
    happenings = [
        Happening(Kind.ANSWERED, Round.KNOWLEDGE, entry_id=entry.pk, question_id=question, choice=choice)
        for question, choice in sorted(changed.items())
    ]
    append(entry.contest, happenings, by=by, now=now)
    tell_journal(entry.contest, "record_answers", by=by, now=now, detail={"entry": entry.pk, "answers": len(changed)})
    return entry
