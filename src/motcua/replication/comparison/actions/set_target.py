"""Set what a directive wants a measure to reach each month."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.units.access import RoleSet, roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.replication.access import may_steer
from motcua.replication.comparison.refusals import TargetRefused
from motcua.replication.directives.models import Directive, DirectiveState, MeasureTarget
from motcua.services import registry
from motcua.services.registry import Measure


@transaction.atomic
def set_target(
    *,
    directive_id: int,
    service: str,
    measure: str,
    value: int,
    from_day: date,
    unit_ids: Collection[int],
    by: Staff,
    now: datetime,
) -> MeasureTarget:
    """Return the target: each of the units has to reach `value` every month, from `from_day` on.

    A later day sets another value; what held before stays. Needs a coordinator of the directive's issuer and of every
    unit. Raises Directive.DoesNotExist, NotAllowed, UnknownService, UnknownMeasure, and TargetRefused without units,
    for a ratio, for a directive that nobody confirmed, and for a day that already has a target.
    """
    roles = roles_of(by, now)
    directive = _directive(directive_id, roles)
    if not all(may_steer(roles, unit_id) for unit_id in unit_ids):
        raise NotAllowed
    if not isinstance(registry.service(service).figure(measure), Measure):
        raise TargetRefused("ratio", _("Chỉ giao được chỉ tiêu theo số đếm mỗi tháng, chưa giao được theo tỷ lệ."))
    if not unit_ids:
        raise TargetRefused("no_units", _("Chưa chọn đơn vị nào. Hãy chọn ít nhất một đơn vị được giao."))
    same_day = MeasureTarget.objects.filter(directive=directive, service=service, measure=measure, from_day=from_day)
    if same_day.exists():
        raise TargetRefused(
            "same_day", _("Văn bản này đã giao chỉ tiêu đó từ đúng ngày ấy. Hãy chọn ngày bắt đầu khác.")
        )
    target = MeasureTarget.objects.create(
        directive=directive, service=service, measure=measure, value=value, from_day=from_day
    )
    target.units.set(unit_ids)
    journal.record(
        actor=by.as_actor(),
        unit_id=directive.issuer_id,
        action="comparison.set_target",
        target=("measure_target", str(target.pk)),
        now=now,
        detail={"service": service, "measure": measure, "value": value, "units": sorted(unit_ids)},
    )
    return target


def _directive(directive_id: int, roles: RoleSet) -> Directive:
    """Return the directive, locked, so that two targets of one day take turns."""
    directive = Directive.objects.select_for_update().get(pk=directive_id)
    if not may_steer(roles, directive.issuer_id):
        raise NotAllowed
    if directive.state != DirectiveState.CONFIRMED:
        raise TargetRefused("not_confirmed", _("Văn bản chưa được xác nhận. Hãy xác nhận văn bản rồi giao chỉ tiêu."))
    return directive
