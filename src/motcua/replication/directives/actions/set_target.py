"""Set what a directive wants a measure to reach."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Staff, Unit
from motcua.replication.directives.change import in_hand, record_change
from motcua.replication.directives.models import MeasureTarget
from motcua.replication.directives.refusals import DirectiveRefused
from motcua.services.registry import Measure, UnknownMeasure, UnknownService, service

GREATEST = 10**9


@transaction.atomic
def set_target(
    *,
    directive_id: int,
    service_code: str,
    measure_code: str,
    unit_ids: Collection[int],
    value: int,
    from_day: date,
    by: Staff | Actor,
    now: datetime,
    expected_version: int | None = None,
) -> MeasureTarget:
    """Return the target: what the measure of a service is to reach each month in every one of the units, from a day on.

    Set again for the same day it replaces what was there; the history keeps both. Needs a coordinator of the unit that
    keeps the directive, which must be in force. Raises Directive.DoesNotExist, NotAllowed, Conflict, DirectiveRefused.
    """
    directive = in_hand(directive_id=directive_id, by=by, now=now, expected_version=expected_version, is_confirmed=True)
    if not directive.is_confirmed:
        raise DirectiveRefused("not_confirmed", _("Văn bản chưa được xác nhận nên chưa giao chỉ tiêu được."))
    _check(service_code, measure_code, value)
    units = list(Unit.objects.filter(pk__in=unit_ids))
    if not units:
        raise DirectiveRefused("units", _("Hãy chọn ít nhất một đơn vị. Chưa ghi gì."))
    target, _is_new = MeasureTarget.objects.update_or_create(
        directive=directive,
        service=service_code,
        measure=measure_code,
        from_day=from_day,
        defaults={"value": value},
    )
    target.units.set(units)
    record_change(
        directive,
        "set_target",
        by=by,
        now=now,
        part="chi-tieu",
        label=f"{service_code}: {measure_code}",
        detail={"value": value, "from_day": from_day.isoformat(), "units": sorted(unit.pk for unit in units)},
    )
    return target


def _check(service_code: str, measure_code: str, value: int) -> None:
    try:
        figure = service(service_code).figure(measure_code)
    except (UnknownService, UnknownMeasure) as unknown:
        raise DirectiveRefused("measure", _("Không có chỉ số này. Hãy chọn trong danh sách.")) from unknown
    if not isinstance(figure, Measure):
        raise DirectiveRefused("measure", _("Chỉ giao chỉ tiêu được cho số đếm, không giao cho tỷ lệ."))
    if not 0 <= value <= GREATEST:
        raise DirectiveRefused("value", _("Chỉ tiêu phải là số nguyên từ 0 trở lên."))
