"""Ask for the figures of a unit and span as XLSX and PDF: a job makes them, with progress."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.runs.actions.begin_run import begin_run
from motcua.foundation.runs.models import Run
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.figures.access import FIGURE_READERS
from motcua.services.onestop.figures.jobs import make_figure_files
from motcua.services.onestop.figures.queries.unit import current_edition
from motcua.services.onestop.figures.spans import span_of
from motcua.services.onestop.models import FigureExport
from motcua.services.onestop.refusals import DossierRefused

LASTS = timedelta(days=3)
STEPS = 3  # count, workbook, PDF


@transaction.atomic
def ask_for_figure_export(*, unit_id: int, span: str, by: Staff, now: datetime) -> Run:
    """Return the run that makes the files; a second press while it works finds the same.

    Needs whoever reads the figures of the unit. Raises NotAllowed, and DossierRefused for a span that is none and
    before anything has been counted.
    """
    if not roles_of(by, now).has_any(unit_id, *FIGURE_READERS):
        raise NotAllowed
    asked = span_of(span)
    if asked is None:
        raise DossierRefused("no_span", _("Chưa chọn kỳ số liệu. Hãy chọn năm, quý hoặc tháng."))
    if current_edition() is None:
        raise DossierRefused(
            "no_figures_yet", _("Chưa có số liệu. Hệ thống tính số liệu lúc 1 giờ 50 mỗi đêm; hãy quay lại ngày mai.")
        )
    export = FigureExport(unit_id=unit_id, span=asked.code, asked_by=by, asked_at=now, expires_at=now + LASTS)
    run, is_new = begin_run(
        title=format_lazy(_("Tệp số liệu: {span}"), span=lazy(lambda: asked.name, str)()),
        about=f"onestop.figures:{by.pk}:{unit_id}:{asked.code}",
        address=reverse("figures:export", args=[export.uid]),
        total=STEPS,
        by=by,
        now=now,
    )
    if is_new:
        export.save(force_insert=True)
        make_figure_files.defer(export_uid=str(export.uid), run_id=str(run.pk))
    return run
