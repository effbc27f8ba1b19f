"""Plan a visit to a unit, with its checklist."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.journal import record
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import units_below
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.replication.followup.access import may_plan
from motcua.replication.followup.models import Inspection, InspectionItem
from motcua.replication.followup.notices import tell_visit_planned
from motcua.replication.followup.people import staff_of_authority
from motcua.replication.followup.reference import CheckLine, checklist_for
from motcua.replication.followup.refusals import FollowupRefused
from motcua.replication.initiatives.models import Initiative

MOST_LINES = 40


@transaction.atomic
def plan_inspection(
    *,
    authority_id: int,
    unit_id: int,
    planned_on: date,
    inspector_id: int,
    initiative_id: int | None = None,
    directive_id: int | None = None,
    extra_lines: Sequence[str] = (),
    by: Staff,
    now: datetime,
) -> Inspection:
    """Return the planned visit: the lines of the model's checklist in force that day, and `extra_lines`.

    The unit's leaders and the inspector are told. Needs the authority's coordinator; the unit lies under the
    authority, the inspector works in it or one of its offices. Raises NotAllowed, FollowupRefused.
    """
    if not may_plan(roles_of(by, now), authority_id):
        raise NotAllowed
    _check(authority_id, unit_id, planned_on, now)
    inspector = staff_of_authority(authority_id, day_of(now)).filter(pk=inspector_id).first()
    if inspector is None:
        raise FollowupRefused("inspector", _("Người kiểm tra không làm việc tại cơ quan này. Hãy chọn người khác."))
    initiative = Initiative.objects.filter(pk=initiative_id).first() if initiative_id else None
    template = checklist_for(initiative.code if initiative else "", planned_on)
    visit = Inspection.objects.create(
        authority_id=authority_id,
        unit_id=unit_id,
        directive_id=directive_id,
        initiative=initiative,
        checklist=template.code,
        planned_on=planned_on,
        inspector=inspector,
        planned_at=now,
    )
    own = [CheckLine(" ".join(line.split())[:500], "") for line in extra_lines if line.strip()]
    InspectionItem.objects.bulk_create(
        InspectionItem(inspection=visit, position=position, text=line.text, hint=line.hint)
        for position, line in enumerate([*template.lines, *own][:MOST_LINES], start=1)
    )
    record(
        actor=by.as_actor(),
        unit_id=unit_id,
        action="followup.plan_inspection",
        target=("followup_inspection", str(visit.pk)),
        now=now,
        detail={"inspector": inspector.pk, "planned_on": planned_on.isoformat(), "checklist": template.code},
    )
    tell_visit_planned(visit, inspector, now=now)
    return visit


def _check(authority_id: int, unit_id: int, planned_on: date, now: datetime) -> None:
    if planned_on < day_of(now):
        raise FollowupRefused("past", _("Ngày kiểm tra đã qua. Hãy chọn từ hôm nay trở đi."))
    if unit_id not in units_below(authority_id, planned_on):
        raise FollowupRefused("unit", _("Đơn vị này không thuộc cơ quan kiểm tra vào ngày đã chọn. Hãy chọn lại."))
