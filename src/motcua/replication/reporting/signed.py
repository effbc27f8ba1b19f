"""Which half-year reports have units signed? Told to the follow-up, for which a signed report is evidence."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from django.urls import reverse

from motcua.foundation.units.rules import day_of, start_of
from motcua.replication.followup.signed_reports import SignedReport
from motcua.replication.reporting.models import Report, ReportState

_DAY = timedelta(days=1)


def signed_by_units(unit_ids: Collection[int], on: date) -> Mapping[int, Sequence[SignedReport]]:
    """Return the reports that units had signed by the end of `on`; one query."""
    rows = Report.objects.filter(unit__in=unit_ids, state=ReportState.SIGNED, signed_at__lt=start_of(on + _DAY))
    found: dict[int, list[SignedReport]] = defaultdict(list)
    for row in rows.order_by("signed_at").defer("snapshot"):
        assert row.signed_at is not None  # noqa: S101 - a signed report has its moment, the database sees to it
        last = row.period.upper - _DAY
        address = reverse("reporting:report", args=[row.pk])
        signed = SignedReport(address, row.number, row.period.lower, last, day_of(row.signed_at))
        found[row.unit_id].append(signed)
    return found
