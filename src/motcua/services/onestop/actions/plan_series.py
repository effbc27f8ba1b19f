"""Plan one act with any number of dossiers: the platform divides them into batches that a person can look through."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.foundation.units.models import Staff
from motcua.services.onestop.actions.plan_batch import plan_batch
from motcua.services.onestop.models.batch import MOST, BatchAct, BatchSeries


@transaction.atomic
def plan_series(
    *,
    dossier_ids: Sequence[int],
    act: BatchAct,
    by: Staff,
    now: datetime,
    to_staff_id: int | None = None,
    note: str = "",
) -> BatchSeries:
    """Return the series with its batches, the dossiers in the order given; nothing is done yet.

    Raises DossierRefused as `plan_batch` does; then nothing is planned.
    """
    series = BatchSeries.objects.create(staff=by, created_at=now)
    ids = list(dict.fromkeys(dossier_ids))
    for part, first in enumerate(range(0, max(len(ids), 1), MOST), start=1):
        chosen = ids[first : first + MOST]
        batch = plan_batch(dossier_ids=chosen, act=act, by=by, now=now, to_staff_id=to_staff_id, note=note)
        batch.series, batch.part = series, part
        batch.save(update_fields=["series", "part"])
    return series
