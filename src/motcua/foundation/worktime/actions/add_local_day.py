"""Give a unit a day off of its own, or move one of its working days."""

from datetime import date, datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.journal import record
from motcua.foundation.audit.refusal import Refused
from motcua.foundation.units.access import RoleSet, may_administer
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import units_below
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.models import CalendarDay
from motcua.foundation.worktime.queries import calendar_for, forget_calendars
from motcua.foundation.worktime.recounting import begin_recounting


class LocalDayRefused(Refused):
    """The day cannot be entered; the sentence says why."""


def add_local_day(
    *,
    unit_id: int,
    day: date,
    name: str,
    document: str,
    by: Staff,
    roles: RoleSet,
    now: datetime,
    makeup_day: date | None = None,
    with_children: bool = False,
) -> list[CalendarDay]:
    """Close a unit on a working day, or swap that day with `makeup_day`; also in the units below it when asked.

    Returns the rows of the calendar. The due times of
    open dossiers are counted again after the commit. Raises NotAllowed, LocalDayRefused
    or CalendarMissing.
    """
    if not may_administer(roles, unit_id):
        raise NotAllowed
    with transaction.atomic():
        units = units_below(unit_id, now.astimezone(ZONE).date()) if with_children else [unit_id]
        _check(units, day, makeup_day, now)
        rows = [row for unit in units for row in _rows(unit, day, makeup_day, name.strip(), document.strip())]
        CalendarDay.objects.bulk_create(rows)
        for unit in sorted(units):
            target = ("calendar_day", day.isoformat())
            detail = {"makeup_day": makeup_day.isoformat() if makeup_day else "", "document": document}
            actor = by.as_actor()
            record(actor=actor, unit_id=unit, action="worktime.add_local_day", target=target, now=now, detail=detail)
        begin_recounting(units=units, by=by, now=now)
    transaction.on_commit(forget_calendars)
    return rows


def _check(units: list[int], day: date, makeup_day: date | None, now: datetime) -> None:
    if day <= now.astimezone(ZONE).date():
        raise LocalDayRefused("past", _("Chỉ nhập được ngày nghỉ còn ở phía trước."))
    for unit in units:
        calendar = calendar_for(unit)
        if not calendar.is_working_day(day):
            raise LocalDayRefused(
                "not_working", format_lazy(_("Ngày {day} vốn không phải ngày làm việc."), day=_vn(day))
            )
        if makeup_day and calendar.is_working_day(makeup_day):
            sentence = format_lazy(_("Ngày {day} vốn đã là ngày làm việc, không làm bù được."), day=_vn(makeup_day))
            raise LocalDayRefused("makeup_working", sentence)
    taken = CalendarDay.objects.filter(unit__in=units, date__in=[day, makeup_day] if makeup_day else [day])
    if taken.exists():
        raise LocalDayRefused("taken", _("Ngày này đã được nhập vào lịch của đơn vị."))


def _rows(unit_id: int, day: date, makeup_day: date | None, name: str, document: str) -> list[CalendarDay]:
    kinds = CalendarDay.Kind
    closed = CalendarDay(
        unit_id=unit_id,
        date=day,
        kind=kinds.SWAP_OFF if makeup_day else kinds.CLOSURE,
        swapped_with=makeup_day,
        name=name,
        document=document,
        verified=True,
    )
    if makeup_day is None:
        return [closed]
    words = _("Làm bù cho ngày %(day)s") % {"day": _vn(day)}
    made_up = CalendarDay(
        unit_id=unit_id,
        date=makeup_day,
        kind=kinds.SWAP_ON,
        swapped_with=day,
        name=words,
        document=document,
        verified=True,
    )
    return [closed, made_up]


def _vn(day: date) -> str:
    return f"{day:%d/%m/%Y}"
