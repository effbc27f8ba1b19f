"""Open a unit at hours of its own."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.journal import record
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.access import RoleSet, may_administer
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime.models import Shift
from motcua.foundation.worktime.queries import forget_calendars
from motcua.foundation.worktime.rules import ShiftKind


class ShiftRefused(Refused):
    """The opening cannot be entered; the sentence says why."""


def open_shift(
    *,
    unit_id: int,
    weekdays: Sequence[int],
    opens: time,
    closes: time,
    kind: ShiftKind,
    valid_from: date,
    document: str,
    by: Staff,
    roles: RoleSet,
    now: datetime,
    valid_to: date | None = None,
) -> list[Shift]:
    """Open the unit from `opens` to `closes` on ISO `weekdays`, from `valid_from` until before `valid_to`.

    Office hours replace the common ones of the weekday and run the clock; after-hours only receive. Raises NotAllowed,
    or ShiftRefused for hours that end before they begin, have no document or overlap others of the unit.
    """
    if not may_administer(roles, unit_id):
        raise NotAllowed
    _check(weekdays, opens, closes, (valid_from, valid_to), document)
    valid = DateRange(valid_from, valid_to)
    with transaction.atomic():
        clashing = Shift.objects.filter(unit=unit_id, weekday__in=weekdays, valid__overlap=valid)
        if clashing.filter(opens__lt=closes, closes__gt=opens).exists():
            raise ShiftRefused("overlap", _("Giờ này trùng với giờ đã có của đơn vị."))
        rows = [
            Shift(
                unit_id=unit_id,
                weekday=weekday,
                opens=opens,
                closes=closes,
                kind=kind.value,
                valid=valid,
                document=document.strip(),
                verified=True,
            )
            for weekday in weekdays
        ]
        Shift.objects.bulk_create(rows)
        actor, target = by.as_actor(), ("unit", str(unit_id))
        detail = {"opens": opens.isoformat(), "closes": closes.isoformat(), "kind": kind.value, "document": document}
        record(actor=actor, unit_id=unit_id, action="worktime.open_shift", target=target, now=now, detail=detail)
    transaction.on_commit(forget_calendars)
    return rows


def _check(weekdays: Sequence[int], opens: time, closes: time, valid: tuple[date, date | None], document: str) -> None:
    has_days = bool(weekdays) and set(weekdays) <= set(range(1, 8))
    if opens >= closes or not has_days or (valid[1] and valid[1] <= valid[0]):
        raise ShiftRefused("hours", _("Giờ mở cửa phải trước giờ đóng cửa và có ngày áp dụng hợp lệ."))
    if not document.strip():
        raise ShiftRefused("document", _("Hãy ghi văn bản quy định giờ làm việc."))
