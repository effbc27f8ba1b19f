"""Begin a contest."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.access import may_steer
from motcua.replication.contest.call import Call, check_call, write_call
from motcua.replication.contest.models import Contest, ContestRound, Criterion, TieBreak
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.reference import starting_rubric


@transaction.atomic
def create_contest(*, unit_id: int, call: Call, by: Staff, now: datetime) -> Contest:
    """Return a new contest in draft, organised by `unit_id`, with the rubric and tie rules that come along.

    Needs the unit's coordinator. Raises NotAllowed, ContestRefused.
    """
    if not may_steer(roles_of(by, now), unit_id):
        raise NotAllowed
    check_call(call)
    contest = Contest(unit_id=unit_id, created_at=now)
    write_call(contest, call)
    contest.save(force_insert=True)
    contest.units.set(call.unit_ids)
    _write_rubric(contest)
    tell_journal(contest, "create", by=by, now=now, detail={"title": contest.title})
    return contest


def _write_rubric(contest: Contest) -> None:
    start = starting_rubric()
    criteria: dict[tuple[str, int], Criterion] = {}
    for given in start["rounds"]:
        made = ContestRound.objects.create(contest=contest, kind=given["kind"], weight=Decimal(given["weight"]))
        for position, one in enumerate(given["criteria"], start=1):
            criteria[given["kind"], position] = Criterion.objects.create(
                round=made,
                position=position,
                title=one["title"],
                weight=Decimal(one["weight"]),
                scale=Decimal(one["scale"]),
            )
    for position, (kind, place) in enumerate(start["ties"], start=1):
        criterion = criteria[place[0], place[1]] if place else None
        TieBreak.objects.create(contest=contest, position=position, kind=kind, criterion=criterion)
