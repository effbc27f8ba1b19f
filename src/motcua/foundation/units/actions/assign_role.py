"""Give a member of staff a role in a unit."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of, refuse_oneself, require_administrator
from motcua.foundation.units.models import Role, RoleAssignment, Staff
from motcua.foundation.units.queries import units_below, version_on
from motcua.foundation.units.refusals import UnitRefused
from motcua.foundation.units.rules import day_of


def assign_role(
    *,
    staff_id: int,
    unit_id: int,
    role: Role,
    by: Staff | Actor,
    now: datetime,
    with_children: bool = False,
    first_day: date | None = None,
    last_day: date | None = None,
) -> RoleAssignment:
    """Return the role, in force from `first_day` (today when None) to `last_day` (open when None), both included.

    Needs an administrator of the unit, and of all units below for a role that reaches down; nobody gives a role to
    themselves. Raises NotAllowed, NoSuchUnit, UnitRefused (own role, left service, days reversed, held already).
    """
    with transaction.atomic():
        staff = Staff.objects.select_for_update().get(pk=staff_id)
        begin = first_day or day_of(now)
        require_administrator(by, units_below(unit_id, begin) if with_children else [unit_id], now)
        refuse_oneself(by, staff)
        version_on(unit_id, begin)
        span = DateRange(begin, last_day + timedelta(days=1) if last_day else None)
        _check(staff, unit_id, role, span, last_day)
        assignment = RoleAssignment.objects.create(
            staff=staff, unit_id=unit_id, role=role, with_children=with_children, valid=span
        )
        journal.record(
            actor=actor_of(by),
            unit_id=unit_id,
            action="units.assign_role",
            target=("staff", str(staff.pk)),
            now=now,
            detail={"role": str(role), "assignment": assignment.pk, "with_children": with_children},
        )
    return assignment


def _check(staff: Staff, unit_id: int, role: Role, span: DateRange, last_day: date | None) -> None:
    if not staff.is_active:
        raise UnitRefused("left_service", _("Người này đã ngừng sử dụng tài khoản, không thể phân quyền."))
    if last_day is not None and last_day < span.lower:
        raise UnitRefused("days_reversed", _("Ngày cuối phải từ ngày đầu trở đi."))
    held = staff.roles.filter(unit=unit_id, role=role, ended_at__isnull=True, valid__overlap=span)
    if held.exists():
        raise UnitRefused("held_already", _("Người này đã có vai trò đó tại đơn vị trong thời gian này."))
