"""Ask for the files of a report: they are made by a job, with progress."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.functional import lazy

from motcua.foundation.runs.actions.begin_run import begin_run
from motcua.foundation.runs.models import Run
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.replication.reporting.compose import period_of
from motcua.replication.reporting.jobs import make_report_files
from motcua.replication.reporting.models import FileFormat, Report


def ask_for_files(*, report_id: int, by: Staff, now: datetime) -> Run:
    """Return the run that makes PDF, DOCX and XLSX of the report; a second press finds the first.

    Needs whoever may read the report. Raises Report.DoesNotExist.
    """
    with transaction.atomic():
        report = Report.objects.visible_to(roles_of(by, now)).get(pk=report_id)
        address = reverse("reporting:report", args=[report.pk])
        title = lazy(lambda: f"{report.get_kind_display()}: {period_of(report).title}", str)()
        about, total = f"report:{report.pk}", len(FileFormat) + 1
        run, is_new = begin_run(title=title, about=about, address=address, total=total, by=by, now=now)
        if is_new:
            make_report_files.defer(run_id=str(run.pk), report_id=report.pk)
        return run
