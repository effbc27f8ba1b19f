"""Hand one's roles in a unit to a deputy for the days of an absence."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of, require_administrator, roles_of
from motcua.foundation.units.models import Delegation, Staff
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.refusals import UnitRefused
from motcua.foundation.units.rules import LONGEST_ABSENCE, NEVER_DELEGATED, day_of, start_of


def delegate_absence(
    *,
    absent_id: int,
    deputy_id: int,
    unit_id: int,
    first_day: date,
    last_day: date,
    document: str,
    by: Staff | Actor,
    now: datetime,
) -> Delegation:
    """Return the delegation from `first_day` to `last_day`, both included; `document` is the paper that orders it.

    By the absent one, or an administrator of the unit. The role of administrator and roles held for others are never
    handed on. Raises NotAllowed, NoSuchUnit, and UnitRefused with the reason.
    """
    with transaction.atomic():
        people = Staff.objects.select_for_update().order_by("pk").in_bulk([absent_id, deputy_id])
        absent, deputy = people[absent_id], people[deputy_id]
        if not isinstance(by, Staff) or by.pk != absent_id:
            require_administrator(by, [unit_id], now)
        version_on(unit_id, first_day)
        _check_days(first_day, last_day, now)
        _check_people(absent, deputy, unit_id, max(now, start_of(first_day)))
        span = DateRange(first_day, last_day + timedelta(days=1))
        _refuse_second_deputy(absent, unit_id, span)
        delegation = Delegation.objects.create(
            absent=absent, deputy=deputy, unit_id=unit_id, valid=span, document=document
        )
        journal.record(
            actor=actor_of(by),
            unit_id=unit_id,
            action="units.delegate_absence",
            target=("delegation", str(delegation.pk)),
            now=now,
            detail={"absent": absent_id, "deputy": deputy_id, "last_day": last_day.isoformat()},
        )
    return delegation


def _check_days(first_day: date, last_day: date, now: datetime) -> None:
    if first_day < day_of(now):
        raise UnitRefused("starts_in_the_past", _("Ngày bắt đầu ủy quyền không được trước hôm nay."))
    if last_day < first_day:
        raise UnitRefused("days_reversed", _("Ngày cuối phải từ ngày đầu trở đi."))
    if last_day - first_day >= LONGEST_ABSENCE:
        raise UnitRefused("too_long", _("Một lần ủy quyền không quá 6 tháng. Nếu lâu hơn, hãy phân công lại vai trò."))


def _check_people(absent: Staff, deputy: Staff, unit_id: int, at: datetime) -> None:
    if absent == deputy:
        raise UnitRefused("to_oneself", _("Không thể ủy quyền cho chính mình."))
    if not deputy.is_active:
        raise UnitRefused("deputy_left", _("Người được ủy quyền đã ngừng sử dụng tài khoản."))
    if not _works_in(deputy, unit_id, at):
        raise UnitRefused("deputy_elsewhere", _("Người được ủy quyền phải đang làm việc tại đơn vị này."))
    if not _has_something_to_hand_over(absent, unit_id, at):
        raise UnitRefused("nothing_to_delegate", _("Người vắng mặt không có vai trò nào để ủy quyền tại đơn vị này."))


def _works_in(staff: Staff, unit_id: int, at: datetime) -> bool:
    return staff.home_unit_id == unit_id or unit_id in roles_of(staff, at).held


def _has_something_to_hand_over(staff: Staff, unit_id: int, at: datetime) -> bool:
    roles = roles_of(staff, at)
    own = {role for role in roles.held.get(unit_id, ()) if not roles.absent_for(role, unit_id)}
    return bool(own - NEVER_DELEGATED)


def _refuse_second_deputy(absent: Staff, unit_id: int, span: DateRange) -> None:
    others = absent.delegations_given.filter(unit=unit_id, revoked_at__isnull=True, valid__overlap=span)
    if others.exists():
        raise UnitRefused(
            "delegated_already", _("Đã có ủy quyền tại đơn vị này trong thời gian đó. Hãy thu hồi trước khi lập mới.")
        )
