"""What a unit decides from a day on: rows with a span of days, of which the past ones never change.

A new decision ends the rows that would still run on its first day, and takes the place of rows that had not begun.
"""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.units.access import RoleSet, may_administer
from motcua.foundation.units.models import Unit
from motcua.foundation.units.queries import units_below
from motcua.foundation.units.refusals import ChangedMeanwhile, NotAllowed
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.models import ClockRule, Shift
from motcua.foundation.worktime.refusals import HoursRefused


def check_decision(valid_from: date, document: str, now: datetime) -> None:
    """Raise HoursRefused unless the decision lies ahead and names its document."""
    if valid_from <= now.astimezone(ZONE).date():
        raise HoursRefused("past", _("Ngày áp dụng phải từ ngày mai trở đi: giờ của những ngày đã qua không đổi nữa."))
    if not document.strip():
        raise HoursRefused("document", _("Hãy ghi văn bản quyết định."))


def locked_units(unit_id: int, roles: RoleSet | None, now: datetime, *, with_children: bool) -> list[int]:
    """Return the unit, with those below it when asked, locked in order; raise NotAllowed unless all may be changed.

    `roles` are those of a member of staff; None for the platform itself.
    """
    below = units_below(unit_id, now.astimezone(ZONE).date()) if with_children else [unit_id]
    if roles is not None and not all(may_administer(roles, each) for each in {unit_id, *below}):
        raise NotAllowed
    units = Unit.objects.select_for_update().filter(pk__in=below).order_by("pk")
    return list(units.values_list("pk", flat=True))


def edition_of(unit_id: int, rows: type[Shift] | type[ClockRule]) -> str:
    """Return a word that changes with the unit's own rows; a form carries it to notice a colleague's change."""
    stored = rows.objects.filter(unit=unit_id).order_by("pk").values_list("pk", "valid")
    return hashlib.sha256(repr([(pk, str(valid)) for pk, valid in stored]).encode()).hexdigest()[:16]


def check_seen(unit_id: int, rows: type[Shift] | type[ClockRule], seen: str | None) -> None:
    """Raise ChangedMeanwhile when the unit's rows are others than those that were `seen`."""
    if seen is not None and seen != edition_of(unit_id, rows):
        raise ChangedMeanwhile


def end_before(unit_id: int, valid_from: date, rows: type[Shift] | type[ClockRule]) -> list[str]:
    """End the unit's rows at `valid_from`, withdraw those that had not begun; return the withdrawn ones in words."""
    running: Iterable[Shift | ClockRule] = rows.objects.filter(unit=unit_id, valid__contains=valid_from)
    for row in running:
        if row.valid.lower < valid_from:
            rows.objects.filter(pk=row.pk).update(valid=DateRange(row.valid.lower, valid_from))
    planned = rows.objects.filter(unit=unit_id, valid__startswith__gte=valid_from)
    told = [str(row) for row in planned]
    planned.delete()
    return told


def nothing_to_change(day: date, what: StrOrPromise) -> HoursRefused:
    """Return the refusal of a decision that decides nothing."""
    sentence = _("Từ ngày {day} đơn vị vốn đã theo {what}: không có gì để thay đổi.")
    return HoursRefused("nothing", format_lazy(sentence, day=f"{day:%d/%m/%Y}", what=what))
