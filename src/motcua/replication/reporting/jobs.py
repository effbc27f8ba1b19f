"""What the reporting room does later: files, one after the other, with progress."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from motcua.foundation.runs.actions.advance_run import advance_run
from motcua.foundation.runs.actions.end_run import end_run
from motcua.foundation.runs.carrying import ended_when_it_fails
from motcua.foundation.worktime import clock

FAILED = _("Chưa lập được tệp. Báo cáo và lời đã viết vẫn còn nguyên; hãy thử lại.")


@app.task(name="reporting.make_report_files")
def make_report_files(run_id: str, report_id: int) -> None:
    """Make the files of a report; a second run of the job finds those of the first."""
    # what writes workbooks is loaded here: at the top it would cost every start of every process half a second
    from motcua.replication.reporting.actions.make_files import make_files  # noqa: PLC0415

    with ended_when_it_fails(run_id=run_id, said=FAILED):
        make_files(
            report_id=report_id,
            now=clock.now(),
            told=lambda done, said: advance_run(run_id=run_id, done=done, said=said),
        )
    end_run(run_id=run_id, said=_("Tệp PDF, DOCX và XLSX đã sẵn sàng."), now=clock.now())
