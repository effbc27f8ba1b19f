"""Take a role away, at once or after a last day."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of, refuse_oneself, require_administrator
from motcua.foundation.units.models import RoleAssignment, Staff
from motcua.foundation.units.refusals import ChangedMeanwhile, UnitRefused
from motcua.foundation.units.rules import day_of


def end_role(*, assignment_id: int, by: Staff | Actor, now: datetime, last_day: date | None = None) -> RoleAssignment:
    """Return the role as ended: at `now`, or after `last_day`.

    Needs an administrator of the unit; nobody ends a role of their own. Raises NotAllowed, ChangedMeanwhile when it
    has ended already, UnitRefused for a last day before today or before the role begins.
    """
    with transaction.atomic():
        assignment = (
            RoleAssignment.objects.select_for_update(of=("self",)).select_related("staff").get(pk=assignment_id)
        )
        require_administrator(by, [assignment.unit_id], now)
        refuse_oneself(by, assignment.staff)
        _end(assignment, last_day, now)
        assignment.save(update_fields=["valid", "ended_at"])
        journal.record(
            actor=actor_of(by),
            unit_id=assignment.unit_id,
            action="units.end_role",
            target=("staff", str(assignment.staff_id)),
            now=now,
            detail={"assignment": assignment.pk, "last_day": last_day.isoformat() if last_day else None},
        )
    return assignment


def _end(assignment: RoleAssignment, last_day: date | None, now: datetime) -> None:
    today, begin, end = day_of(now), assignment.valid.lower, assignment.valid.upper
    if assignment.ended_at is not None or (end is not None and end <= today):
        raise ChangedMeanwhile(_("Vai trò này đã kết thúc trước đó. Chưa ghi gì cả."))
    if last_day is None:
        assignment.ended_at = now
    elif last_day < max(today, begin):
        raise UnitRefused("last_day_past", _("Ngày cuối phải từ hôm nay và từ ngày bắt đầu vai trò trở đi."))
    else:
        assignment.valid = DateRange(begin, last_day + timedelta(days=1))
