"""Fix how a round is scored."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.replication.contest.call import HIGHEST_WEIGHT, CriterionGiven
from motcua.replication.contest.kinds import State
from motcua.replication.contest.lock import organised
from motcua.replication.contest.models import Contest, ContestRound, Criterion, TieBreak
from motcua.replication.contest.record import tell_journal
from motcua.replication.contest.refusals import ContestRefused


@transaction.atomic
def set_rubric(
    *,
    contest_id: int,
    round_kind: str,
    weight: Decimal,
    criteria: Sequence[CriterionGiven],
    by: Staff,
    now: datetime,
    expected_version: int,
) -> Contest:
    """Write weight and criteria of a round, in order; a tie rule about a criterion that is gone goes with it.

    Needs the organiser and a draft. Raises NotAllowed, Conflict, NotNow, ContestRefused.
    """
    contest = organised(contest_id, State.DRAFT, by=by, now=now, expected_version=expected_version)
    _check(weight, criteria)
    found = ContestRound.objects.get(contest=contest, kind=round_kind)
    found.weight = weight
    found.save(update_fields=["weight"])
    _write(found, criteria)
    contest.version += 1
    contest.save(update_fields=["version"])
    tell_journal(contest, "set_rubric", by=by, now=now, detail={"round": round_kind, "criteria": len(criteria)})
    return contest


def _check(weight: Decimal, criteria: Sequence[CriterionGiven]) -> None:
    weights = [weight, *(one.weight for one in criteria)]
    if any(not 0 < one <= HIGHEST_WEIGHT for one in weights):
        raise ContestRefused("weight", _("Trọng số phải lớn hơn 0 và không quá 100. Chưa lưu gì: hãy sửa lại."))
    if any(not 0 < one.scale <= HIGHEST_WEIGHT or not one.title.strip() for one in criteria):
        raise ContestRefused("scale", _("Mỗi tiêu chí cần tên và thang điểm từ trên 0 đến 100. Chưa lưu gì."))
    if criteria and all(one.is_optional for one in criteria):
        raise ContestRefused("all_optional", _("Phải có ít nhất một tiêu chí bắt buộc chấm. Chưa lưu gì."))


def _write(found: ContestRound, criteria: Sequence[CriterionGiven]) -> None:
    surplus = found.criteria.filter(position__gt=len(criteria))
    TieBreak.objects.filter(criterion__in=surplus).delete()
    surplus.delete()
    for position, one in enumerate(criteria, start=1):
        Criterion.objects.update_or_create(
            round=found,
            position=position,
            defaults={
                "title": one.title.strip(),
                "weight": one.weight,
                "scale": one.scale,
                "is_optional": one.is_optional,
            },
        )
