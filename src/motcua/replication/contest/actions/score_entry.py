"""Score an entry: one sheet of one judge, kept as a draft or handed in."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.contest.interests import is_bound
from motcua.replication.contest.kinds import Kind, Round
from motcua.replication.contest.lock import locked, open_round
from motcua.replication.contest.models import Assignment, Contest, ContestRound, Criterion, EntryState
from motcua.replication.contest.queries.log import folded
from motcua.replication.contest.record import Happening, append, tell_journal
from motcua.replication.contest.refusals import (
    BarredJudge,
    ContestRefused,
    Incomplete,
    NotNow,
    RoundClosed,
    ScoreOutOfRange,
    Unsealed,
)

Marks = Mapping[int, Decimal | None]
_CENTS = -2


@transaction.atomic
def score_entry(*, sheet_id: int, marks: Marks, is_final: bool, by: Staff, now: datetime) -> Assignment:
    """Return the sheet with the scores by criterion id; None leaves a criterion out. What changed is appended.

    `is_final` hands the sheet in. Until the round closes, or all sheets of a written round are in, scores may still be
    changed: each change is one more event. Raises Assignment.DoesNotExist, NotAllowed (another's sheet), BarredJudge,
    RoundClosed, Unsealed, ScoreOutOfRange, Incomplete.
    """
    contest = locked(Assignment.objects.values_list("entry__contest_id", flat=True).get(pk=sheet_id))
    sheet = Assignment.objects.select_related("entry").get(pk=sheet_id)
    if sheet.judge_id != by.pk:
        raise NotAllowed
    scored = _require_open(contest, sheet, now)
    criteria = {one.pk: one for one in scored.criteria.all()}
    before = _marks_before(contest, sheet)
    changed = _checked(criteria, before, marks)
    _append(contest, sheet, changed, by=by, now=now)
    if is_final and sheet.committed_at is None:
        _commit(contest, sheet, criteria, {**before, **changed}, by=by, now=now)
    return sheet


def _require_open(contest: Contest, sheet: Assignment, now: datetime) -> ContestRound:
    if sheet.barred_at is not None or is_bound(contest, sheet.judge_id, sheet.entry, now=now):
        raise BarredJudge
    if sheet.entry.state != EntryState.ELIGIBLE:
        raise NotNow(_("Bài này không còn dự thi nên không nhận điểm."))
    found = open_round(contest, sheet.round)
    if sheet.round == Round.PRELIMINARY and now >= contest.reading_until:
        raise RoundClosed
    if sheet.round == Round.PRELIMINARY and folded(contest).is_unsealed(sheet.round):
        raise Unsealed
    return found


def _marks_before(contest: Contest, sheet: Assignment) -> dict[int, Decimal | None]:
    events = contest.events.filter(kind=Kind.SCORED, round=sheet.round, entry=sheet.entry_id, judge=sheet.judge_id)
    return dict(events.order_by("seq").values_list("criterion_id", "value"))


def _checked(criteria: Mapping[int, Criterion], before: Marks, marks: Marks) -> dict[int, Decimal | None]:
    """Return the scores that differ from those before; raise when one is no score of this round."""
    changed: dict[int, Decimal | None] = {}
    for key, value in marks.items():
        if key not in criteria:
            raise ContestRefused(
                "criterion", _("Có tiêu chí không thuộc vòng thi này. Chưa ghi gì: hãy tải lại phiếu.")
            )
        one = criteria[key]
        if value is not None and not _is_score(value, one.scale):
            raise ScoreOutOfRange(one.title, f"{one.scale.normalize():f}")
        if value is None and not one.is_optional and before.get(key) is not None:
            raise Incomplete(_("Điểm của tiêu chí bắt buộc đã ghi thì sửa được nhưng không bỏ trống. Chưa ghi gì."))
        if value != before.get(key) and not (value is None and key not in before):
            changed[key] = value
    return changed


def _is_score(value: Decimal, scale: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return value.is_finite() and 0 <= value <= scale and isinstance(exponent, int) and exponent >= _CENTS


def _append(
    contest: Contest, sheet: Assignment, changed: Mapping[int, Decimal | None], *, by: Staff, now: datetime
) -> None:
    happenings = [
        Happening(Kind.SCORED, sheet.round, sheet.entry_id, sheet.judge_id, criterion_id=key, value=value)
        for key, value in sorted(changed.items())
    ]
    append(contest, happenings, by=by, now=now)
    if changed:
        detail = {"sheet": sheet.pk, "criteria": len(changed), "seq": contest.last_seq}
        tell_journal(contest, "score", by=by, now=now, detail=detail)


def _commit(
    contest: Contest, sheet: Assignment, criteria: Mapping[int, Criterion], marks: Marks, *, by: Staff, now: datetime
) -> None:
    if any(marks.get(key) is None for key, one in criteria.items() if not one.is_optional):
        raise Incomplete(_("Phiếu chưa đủ điểm ở các tiêu chí bắt buộc nên chưa gửi được. Hãy chấm đủ rồi gửi lại."))
    append(contest, [Happening(Kind.COMMITTED, sheet.round, sheet.entry_id, sheet.judge_id)], by=by, now=now)
    sheet.committed_at = now
    sheet.save(update_fields=["committed_at"])
    tell_journal(contest, "commit_sheet", by=by, now=now, detail={"sheet": sheet.pk, "seq": contest.last_seq})
