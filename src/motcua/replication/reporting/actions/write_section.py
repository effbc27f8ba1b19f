"""Write the words of one section of a report."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.units.models import Staff
from motcua.replication.reporting.access import require_writer
from motcua.replication.reporting.models import Report, ReportKind, ReportState, ReportText
from motcua.replication.reporting.refusals import ReportIsSigned, WrittenMeanwhile
from motcua.replication.reporting.rules import SECTIONS

LONGEST = 20_000


def write_section(*, report_id: int, section: str, text: str, seen: int, by: Staff, now: datetime) -> ReportText:
    """Return the words as saved; every version is kept.

    `seen` is the number of the version the writer started from (0 = none). Saving the same words changes nothing.
    Raises Report.DoesNotExist, NotAllowed, ReportIsSigned, WrittenMeanwhile when somebody saved in between, KeyError
    for a section the report has not.
    """
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=report_id)
        require_writer(report, by, now)
        if report.state == ReportState.SIGNED:
            raise ReportIsSigned
        if section not in {one.key for one in SECTIONS[ReportKind(report.kind)]}:
            raise KeyError(section)
        last = report.texts.filter(section=section).select_related("by").order_by("-seq").first()
        text = text.replace("\r\n", "\n").strip()[:LONGEST]
        if last is not None and last.text == text:
            return last
        if (last.seq if last else 0) != seen:
            raise WrittenMeanwhile(last.text if last else "", last.by.full_name if last else "")
        written = ReportText.objects.create(report=report, section=section, seq=seen + 1, text=text, at=now, by=by)
        journal.record(
            actor=by.as_actor(),
            unit_id=report.unit_id,
            action="reporting.write_section",
            target=("report", str(report.pk)),
            now=now,
            detail={"section": section, "seq": written.seq},
        )
        return written
