"""Begin a planned batch, or go on with one that stopped half way."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from motcua.foundation.audit import journal
from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.runs.actions.begin_run import begin_run
from motcua.foundation.runs.models import Run
from motcua.foundation.runs.queueing import defer_once
from motcua.foundation.ui.filters import grouped_later
from motcua.foundation.units.models import Staff
from motcua.services.onestop import jobs
from motcua.services.onestop.models.batch import Batch, BatchAct, RowState
from motcua.services.onestop.refusals import DossierRefused


@transaction.atomic
def start_batch(*, batch_id: UUID, by: Staff, now: datetime) -> Run:
    """Return the run that does the rows still to be done; a second press finds the one under way.

    Only whoever planned it may start it. Raises Batch.DoesNotExist, and DossierRefused when no row is left to be done.
    """
    batch = Batch.objects.select_for_update().get(pk=batch_id, staff=by)
    waiting = batch.rows.filter(state=RowState.READY).count()
    if not waiting:
        raise DossierRefused("batch_is_over", _("Không còn hồ sơ nào để làm trong loạt này."))
    mark_started(batch, by=by, now=now)
    run, _is_new = begin_run(
        title=title_of(batch, waiting),
        about=f"batch:{batch.pk}",
        address=reverse("onestop_staff:batch", args=[batch.pk]),
        total=waiting,
        by=by,
        now=now,
    )
    # one that was lost with its worker is put there anew
    job = jobs.carry_out_batch.configure(queueing_lock=f"onestop.batch:{batch.pk}")
    defer_once(job, batch_id=str(batch.pk), run_id=str(run.pk))
    return run


def title_of(batch: Batch, rows: int) -> StrOrPromise:
    """Return what a run is called that does so many rows of a batch, or of batches like it."""
    dossiers = format_lazy(ngettext_lazy("{rows} hồ sơ", "{rows} hồ sơ", rows), rows=grouped_later(rows))
    return format_lazy("{act}: {dossiers}", act=BatchAct(batch.act).label, dossiers=dossiers)


def mark_started(batch: Batch, *, by: Staff, now: datetime) -> None:
    """Note the beginning of a locked batch, once, with its entry in the journal."""
    if batch.started_at is not None:
        return
    batch.started_at = now
    batch.save(update_fields=["started_at"])
    journal.record(
        actor=by.as_actor(),
        unit_id=by.home_unit_id,
        action="onestop.start_batch",
        target=("batch", str(batch.pk)),
        now=now,
        detail={"act": batch.act, "rows": batch.rows.filter(state=RowState.READY).count()},
    )
