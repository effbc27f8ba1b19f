"""Set the hours of a unit from a day on: its office hours, and when it receives after hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.journal import record
from motcua.foundation.units.access import RoleSet, actor_of, require_platform
from motcua.foundation.units.models import Staff
from motcua.foundation.worktime.dated import check_decision, check_seen, end_before, locked_units, nothing_to_change
from motcua.foundation.worktime.models import Shift
from motcua.foundation.worktime.queries import calendar_for, forget_calendars
from motcua.foundation.worktime.recounting import begin_recounting
from motcua.foundation.worktime.refusals import HoursRefused
from motcua.foundation.worktime.rules import ShiftKind


@dataclass(frozen=True)
class Opening:
    """An opening on an ISO weekday (1 Monday … 7 Sunday)."""

    weekday: int
    opens: time
    closes: time
    kind: ShiftKind = ShiftKind.OFFICE


@transaction.atomic
def set_opening_hours(
    *,
    unit_id: int,
    openings: Sequence[Opening],
    valid_from: date,
    document: str,
    by: Staff | Actor,
    roles: RoleSet | None,
    now: datetime,
    seen: str | None = None,
    with_children: bool = False,
) -> list[Shift]:
    """Have the unit (and those below it when asked) open at `openings` from `valid_from` until other hours are set.

    A weekday without office opening keeps the common hours; after-hours only receive. Hours before `valid_from` stay
    as they were; the due times of open dossiers are counted again after the commit. `roles` are those of `by`, None for
    the platform itself, which takes over what the unit's leader has decided. Raises NotAllowed, HoursRefused, or
    ChangedMeanwhile when the rows are not those of `seen` (`dated.edition_of`).
    """
    if roles is None:
        require_platform(by)
    check_decision(valid_from, document, now)
    _check(openings, valid_from)
    units = locked_units(unit_id, roles, now, with_children=with_children)
    check_seen(unit_id, Shift, seen)
    if not openings and not Shift.objects.filter(unit__in=units, valid__overlap=DateRange(valid_from, None)).exists():
        raise nothing_to_change(valid_from, _("giờ chung"))
    rows = []
    for unit in units:
        withdrawn = end_before(unit, valid_from, Shift)
        new = [_row(unit, opening, valid_from, document) for opening in openings]
        rows += Shift.objects.bulk_create(new)
        detail = {
            "from": valid_from.isoformat(),
            "document": document.strip(),
            "hours": [str(row) for row in new],
            "withdrawn": withdrawn,
        }
        target, actor = ("unit", str(unit)), actor_of(by)
        record(actor=actor, unit_id=unit, action="worktime.set_opening_hours", target=target, now=now, detail=detail)
    begin_recounting(units=units, by=by, now=now)
    transaction.on_commit(forget_calendars)
    return rows


def _row(unit_id: int, opening: Opening, valid_from: date, document: str) -> Shift:
    return Shift(
        unit_id=unit_id,
        weekday=opening.weekday,
        opens=opening.opens,
        closes=opening.closes,
        kind=opening.kind.value,
        valid=DateRange(valid_from, None),
        document=document.strip(),
        verified=True,
    )


def _check(openings: Sequence[Opening], valid_from: date) -> None:
    """Refuse hours that end before they begin or overlap, also with the common hours they leave in force."""
    for opening in openings:
        if opening.opens >= opening.closes:
            sentence = _("{hours}: giờ mở cửa phải trước giờ đóng cửa.")
            raise HoursRefused("hours", format_lazy(sentence, hours=_shown(opening)))
    for weekday in range(1, 8):
        day = [opening for opening in openings if opening.weekday == weekday]
        if not any(opening.kind is ShiftKind.OFFICE for opening in day):
            common = calendar_for(None).regular_hours(weekday, valid_from)
            day += [Opening(weekday, each.opens, each.closes, each.kind) for each in common]
        for first, second in pairwise(sorted(day, key=lambda opening: opening.opens)):
            if second.opens < first.closes:
                sentence = _("{hours}: trùng với giờ khác trong cùng ngày.")
                raise HoursRefused("overlap", format_lazy(sentence, hours=_shown(second)))


def _shown(opening: Opening) -> str:
    return f"{opening.opens:%H:%M}–{opening.closes:%H:%M}"
