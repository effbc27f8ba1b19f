"""What is done later for figures: the rebuild of the night, one that was asked for, and files with their progress."""

import logging
from datetime import UTC, date, datetime
from uuid import UUID

from django.db import connection
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.runs.actions.advance_run import advance_run
from motcua.foundation.runs.actions.end_run import end_run
from motcua.foundation.runs.carrying import ended_when_it_fails
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.queries import forget_calendars
from motcua.services.onestop.figures.actions.forget_exports import forget_exports
from motcua.services.onestop.figures.actions.rebuild_figures import rebuild_figures
from motcua.services.onestop.models import FigureDay, FigureEdition, FigureStep, FigureTime

REBUILD_FAILED = _(
    "Chưa tính xong. Số liệu của lượt trước vẫn dùng được; bấm Tính lại để tính tiếp những tháng còn thiếu."
)
EXPORT_FAILED = _("Chưa lập được tệp số liệu. Hãy quay lại trang số liệu và yêu cầu lại.")
log = logging.getLogger(__name__)


@app.periodic(cron="50 18 * * *", periodic_id="onestop-figures")
@app.task(name="onestop.rebuild_figures_nightly", queueing_lock="onestop.rebuild_figures_nightly")
def rebuild_figures_nightly(timestamp: int) -> None:
    """At 01:50 in Vietnam count the figures of all days until yesterday anew, and forget files that expired."""
    now = datetime.fromtimestamp(timestamp, UTC)
    forget_exports(now=now)
    forget_calendars()  # this process may still hold those of before a change
    told_of(rebuild_figures(now=now))
    tidy()


@app.task(name="onestop.rebuild_figures_asked")
def rebuild_figures_asked(run_id: str) -> None:
    """Count anew while somebody watches."""

    def tell(done: int, _months: int, month: date) -> None:
        advance_run(
            run_id=run_id, done=done, said=format_lazy(_("Đã tính xong tháng {month}."), month=f"{month:%m/%Y}")
        )

    forget_calendars()
    with ended_when_it_fails(run_id=run_id, said=REBUILD_FAILED):
        edition = rebuild_figures(now=clock.now(), told=tell)
        found = told_of(edition)
        tidy()
    end_run(run_id=run_id, said=_compared(edition, found), now=clock.now())


def _compared(edition: FigureEdition, differing: int) -> StrOrPromise:
    agree = _("Số liệu đến hết ngày {through} khớp với số đếm trực tiếp.")
    differ = _("Số liệu đến hết ngày {through} khác với số đếm trực tiếp ở {count} chỗ.")
    return format_lazy(differ if differing else agree, through=f"{edition.through:%d/%m/%Y}", count=differing)


@app.task(name="onestop.make_figure_files")
def make_figure_files(export_uid: str, run_id: str) -> None:
    """Make the workbook and the PDF that somebody asked for."""
    # what writes workbooks is loaded here: at the top it would cost every start of every process half a second
    from motcua.services.onestop.figures.actions.make_figure_export import make_figure_export  # noqa: PLC0415

    with ended_when_it_fails(run_id=run_id, said=EXPORT_FAILED):
        make_figure_export(
            uid=UUID(export_uid),
            now=clock.now(),
            told=lambda done, said: advance_run(run_id=run_id, done=done, said=said),
        )
    end_run(run_id=run_id, said=_("Tệp XLSX và PDF đã sẵn sàng."), now=clock.now())


def told_of(edition: FigureEdition) -> int:
    """Say in the log what differs from the live counters; return how many figures do."""
    found = list(edition.differences.all())
    for each in found:
        log.error(
            "Figure %s of unit %d on %s is %d rebuilt and %d live",
            *(each.figure, each.unit_id, each.day, each.rebuilt, each.live),
        )
    return len(found)


def tidy() -> None:
    """Free the room of the last edition and mark the new pages, so that indexes alone answer; not in a transaction."""
    with connection.cursor() as cursor:
        for model in (FigureDay, FigureTime, FigureStep):
            cursor.execute(f"VACUUM (ANALYZE) {model._meta.db_table}")  # noqa: SLF001 - Django's documented interface
