"""Open the report of a unit for a period, or find the one that is open."""

from datetime import datetime

from django.db import transaction
from psycopg.types.range import DateRange

from motcua.foundation.audit import journal
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Kind, Staff, Unit
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.versions import lock_unit
from motcua.replication.reporting.access import may_sign, may_write
from motcua.replication.reporting.models import Report, ReportKind
from motcua.replication.reporting.refusals import NoSummaryOfUnit
from motcua.replication.reporting.rules import Period


def open_report(*, unit_id: int, period: Period, by: Staff, now: datetime) -> Report:
    """Return the report of the unit for the period; the first who asks opens it.

    Needs a writer or the leader of the unit. Raises NotAllowed, NoSummaryOfUnit for the quarter of a unit that is no
    authority.
    """
    with transaction.atomic():
        lock_unit(unit_id)
        roles = roles_of(by, now)
        if not (may_write(roles, unit_id, period.kind) or may_sign(roles, unit_id)):
            raise NotAllowed
        if period.kind is ReportKind.QUARTER and not Unit.objects.filter(pk=unit_id, kind=Kind.AUTHORITY).exists():
            raise NoSummaryOfUnit
        span = DateRange(period.first, period.end)
        found = Report.objects.filter(unit=unit_id, kind=period.kind, period=span).first()
        if found is not None:
            return found
        report = Report.objects.create(unit_id=unit_id, kind=period.kind, period=span, opened_at=now, opened_by=by)
        journal.record(
            actor=by.as_actor(),
            unit_id=unit_id,
            action="reporting.open_report",
            target=("report", str(report.pk)),
            now=now,
            detail={"kind": period.kind.value, "first": period.first.isoformat()},
        )
        return report
