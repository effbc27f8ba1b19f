"""Fix what decides between equal totals."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import State, Tie
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Contest, Criterion, TieBreak
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import ContestRefused
from motcua.replication.contest.rubric import TieRule


@transaction.atomic
def set_tie_rules(
    *, contest_id: int, rules: Sequence[TieRule], by: Staff, now: datetime, expected_version: int
) -> Contest:
    """Write the tie rules in the order in which they are asked; drawing lots is always the last.

    Needs the organiser and a draft. Raises NotAllowed, Conflict, NotNow, ContestRefused.
    """
    contest = organised(contest_id, State.DRAFT, by=by, now=now, expected_version=expected_version)
    known = set(Criterion.objects.filter(round__contest=contest).values_list("pk", flat=True))
    if any((rule.kind == Tie.CRITERION) != (rule.criterion_id in known) for rule in rules):
        raise ContestRefused("criterion", _("Quy tắc theo tiêu chí phải nêu một tiêu chí của hội thi. Chưa lưu gì."))
    if len(set(rules)) != len(rules):
        raise ContestRefused("twice", _("Một quy tắc được chọn hai lần. Chưa lưu gì: hãy bỏ bớt một."))
    chosen = [rule for rule in rules if rule.kind != Tie.LOT] + [TieRule(Tie.LOT)]
    contest.tie_breaks.all().delete()
    for position, rule in enumerate(chosen, start=1):
        TieBreak.objects.create(contest=contest, position=position, kind=rule.kind, criterion_id=rule.criterion_id)
    contest.version += 1
    contest.save(update_fields=["version"])
    tell_journal(contest, "set_tie_rules", by=by, now=now, detail={"rules": [rule.kind for rule in chosen]})
    return contest
