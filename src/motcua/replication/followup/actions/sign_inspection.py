"""Sign the minutes of a visit."""

from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.journal import record
from motcua.foundation.documents.actions import issue_document
from motcua.foundation.registers.actions.issue_number import issue_number
from motcua.foundation.registers.rules import SeriesKey
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.replication.followup.access import may_inspect
from motcua.replication.followup.letterheads import symbol_of
from motcua.replication.followup.models import Inspection, InspectionState
from motcua.replication.followup.notices import tell_minutes_signed
from motcua.replication.followup.papers import minutes_data
from motcua.replication.followup.refusals import FollowupRefused, NeedMissing
from motcua.replication.followup.visits import visit_in_hand


@transaction.atomic
def sign_inspection(
    *,
    inspection_id: int,
    conclusion: str,
    place: str,
    present: str,
    by: Staff,
    now: datetime,
    expected_version: int | None = None,
) -> Inspection:
    """Return the visit with its minutes: numbered, as a PDF that stays; the unit's leaders are told.

    Every line has a result. Only the inspector signs, and nothing of the visit changes afterwards. Raises
    Inspection.DoesNotExist, NotAllowed, Conflict, NotNow, NeedMissing, FollowupRefused.
    """
    visit, roles = visit_in_hand(inspection_id, by=by, now=now, expected_version=expected_version)
    if not may_inspect(roles, visit):
        raise NotAllowed
    _check(visit, conclusion)
    visit.conclusion, visit.place, visit.present = conclusion.strip(), " ".join(place.split())[:300], present.strip()
    visit.started_at = visit.started_at or now
    visit.state, visit.signed_at = InspectionState.SIGNED, now
    visit.version += 1
    visit.number = _number(visit, now)
    visit.minutes = issue_document(
        kind="inspection_minutes",
        circular="",
        number=visit.number,
        unit_id=visit.authority_id,
        about=("followup_inspection", str(visit.pk)),
        template="followup/minutes",
        data=minutes_data(visit, inspector=by),
        by=by.as_actor(),
        now=now,
    )
    visit.save()
    record(
        actor=by.as_actor(),
        unit_id=visit.authority_id,
        action="followup.sign_inspection",
        target=("followup_inspection", str(visit.pk)),
        now=now,
        detail={"number": visit.number, "sha256": visit.minutes.sha256},
    )
    tell_minutes_signed(visit, now=now)
    return visit


def _check(visit: Inspection, conclusion: str) -> None:
    left = visit.items.filter(result="").count()
    if left:
        words = _("Còn {count} nội dung chưa kiểm tra. Hãy ghi kết quả từng nội dung trước khi ký.")
        raise FollowupRefused("unchecked", format_lazy(words, count=left))
    if not conclusion.strip():
        raise NeedMissing("conclusion", _("Chưa ghi kết luận. Đơn vị cần biết kết quả chung và việc phải làm."))


def _number(visit: Inspection, now: datetime) -> str:
    day = day_of(now)
    series = SeriesKey(visit.authority_id, "followup.minutes", str(day.year))
    number = issue_number(series=series, now=now, about=f"followup_inspection:{visit.pk}")
    return f"{number:02}/{symbol_of(visit.authority_id, day, kind='BB')}"
