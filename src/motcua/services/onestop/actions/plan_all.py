"""Plan one act with all that a list shows: one batch when it fits into one, else a series of them."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.ui.filters import number_vn
from motcua.foundation.units.models import Staff
from motcua.services.onestop.actions.plan_batch import plan_batch
from motcua.services.onestop.actions.plan_series import plan_series
from motcua.services.onestop.models.batch import MOST, MOST_IN_SERIES, Batch, BatchAct, BatchSeries
from motcua.services.onestop.refusals import DossierRefused


def plan_all(
    *,
    dossier_ids: Sequence[int],
    act: BatchAct,
    by: Staff,
    now: datetime,
    to_staff_id: int | None = None,
    note: str = "",
) -> Batch | BatchSeries:
    """Return the batch, or the series of batches where there are more dossiers than one holds; nothing is done yet.

    Raises DossierRefused as `plan_batch` does, and for more than `MOST_IN_SERIES`.
    """
    count = len(dossier_ids)
    if count > MOST_IN_SERIES:
        text = _("Danh sách có hơn {most} hồ sơ. Mỗi lần chỉ lập được đến {most} hồ sơ; hãy lọc bớt rồi làm nhiều lần.")
        raise DossierRefused("too_many", format_lazy(text, most=number_vn(MOST_IN_SERIES)))
    if count <= MOST:
        return plan_batch(dossier_ids=dossier_ids, act=act, by=by, now=now, to_staff_id=to_staff_id, note=note)
    return plan_series(dossier_ids=dossier_ids, act=act, by=by, now=now, to_staff_id=to_staff_id, note=note)
