"""Begin every batch of a series, or go on with a series that stopped half way."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.foundation.runs.actions.begin_run import begin_run
from motcua.foundation.runs.models import Run
from motcua.foundation.runs.queueing import defer_once
from motcua.foundation.units.models import Staff
from motcua.services.onestop import jobs
from motcua.services.onestop.actions.start_batch import mark_started, title_of
from motcua.services.onestop.models.batch import Batch, BatchRow, BatchSeries, RowState
from motcua.services.onestop.refusals import DossierRefused


@transaction.atomic
def start_series(*, series_id: UUID, by: Staff, now: datetime) -> Run:
    """Return the run that does what is left of all batches, one after the other; a second press finds it.

    Only whoever planned it may start it. Raises BatchSeries.DoesNotExist, and DossierRefused when no row is left.
    """
    series = BatchSeries.objects.select_for_update().get(pk=series_id, staff=by)
    waiting = BatchRow.objects.filter(batch__series=series, state=RowState.READY).count()
    if not waiting:
        raise DossierRefused("batch_is_over", _("Không còn hồ sơ nào để làm trong loạt này."))
    batches = list(Batch.objects.select_for_update().filter(series=series).order_by("part"))
    for batch in batches:
        mark_started(batch, by=by, now=now)
    run, _is_new = begin_run(
        title=title_of(batches[0], waiting),
        about=f"series:{series.pk}",
        address=reverse("onestop_staff:batch_series", args=[series.pk]),
        total=waiting,
        by=by,
        now=now,
    )
    job = jobs.carry_out_series.configure(queueing_lock=f"onestop.series:{series.pk}")
    defer_once(job, series_id=str(series.pk), run_id=str(run.pk))
    return run
