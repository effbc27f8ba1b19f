"""Set how the clock of a unit counts, from a day on."""

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.journal import record
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Staff
from motcua.foundation.worktime.dated import check_decision, check_seen, end_before, locked_units, nothing_to_change
from motcua.foundation.worktime.models import ClockRule
from motcua.foundation.worktime.queries import forget_calendars
from motcua.foundation.worktime.recounting import begin_recounting
from motcua.foundation.worktime.refusals import HoursRefused
from motcua.foundation.worktime.rules import Switches

LEAST_MINUTES, MOST_MINUTES = 60, 1440


@transaction.atomic
def set_clock_rule(
    *,
    unit_id: int,
    switches: Switches | None,
    valid_from: date,
    document: str,
    by: Staff,
    roles: RoleSet,
    now: datetime,
    seen: str | None = None,
    with_children: bool = False,
) -> list[ClockRule]:
    """Have the clock of the unit (and of those below it when asked) follow `switches` from `valid_from` on.

    None leads back to the common rule; the span in `switches` is not read. What was in force before stays; the
    due times of open dossiers are counted again after the commit. Raises NotAllowed, HoursRefused, or ChangedMeanwhile
    when the rows are not those of `seen`.
    """
    check_decision(valid_from, document, now)
    if switches is not None and not LEAST_MINUTES <= switches.minutes_a_day <= MOST_MINUTES:
        raise HoursRefused("minutes", _("Số phút của một ngày làm việc phải từ 60 đến 1440."))
    units = locked_units(unit_id, roles, now, with_children=with_children)
    check_seen(unit_id, ClockRule, seen)
    running = ClockRule.objects.filter(unit__in=units, valid__overlap=DateRange(valid_from, None))
    if switches is None and not running.exists():
        raise nothing_to_change(valid_from, _("quy tắc chung"))
    rows = []
    for unit in units:
        withdrawn = end_before(unit, valid_from, ClockRule)
        new = [_row(unit, switches, valid_from, document)] if switches is not None else []
        rows += ClockRule.objects.bulk_create(new)
        detail = {
            "from": valid_from.isoformat(),
            "document": document.strip(),
            "rule": [str(row) for row in new],
            "withdrawn": withdrawn,
        }
        target, actor = ("unit", str(unit)), by.as_actor()
        record(actor=actor, unit_id=unit, action="worktime.set_clock_rule", target=target, now=now, detail=detail)
    begin_recounting(units=units, by=by, now=now)
    transaction.on_commit(forget_calendars)
    return rows


def _row(unit_id: int, switches: Switches, valid_from: date, document: str) -> ClockRule:
    return ClockRule(
        unit_id=unit_id,
        makeup_may_be_due=switches.makeup_may_be_due,
        saturday_counts=switches.saturday_counts,
        same_day_until=switches.same_day_until,
        minutes_a_day=switches.minutes_a_day,
        valid=DateRange(valid_from, None),
        document=document.strip(),
        verified=True,
    )
