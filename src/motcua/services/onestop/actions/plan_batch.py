"""Plan one act with many dossiers: nothing is done yet, and a person sees what would be."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.services.onestop.batching import Asked, hindrance
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.models.batch import MOST, Batch, BatchAct, BatchRow, RowState
from motcua.services.onestop.models.dossier import DossierQuerySet
from motcua.services.onestop.refusals import DossierRefused


@transaction.atomic
def plan_batch(
    *,
    dossier_ids: Sequence[int],
    act: BatchAct,
    by: Staff,
    now: datetime,
    to_staff_id: int | None = None,
    note: str = "",
) -> Batch:
    """Return the batch with a row for each dossier in reach: ready, or barred and why. Four queries and two inserts.

    What is out of reach is left out, as if it did not exist. Raises DossierRefused when nothing is left or there are
    more than `MOST`, for a colleague that is missing, and for an empty note.
    """
    ids = list(dict.fromkeys(dossier_ids))
    colleague = _colleague(act, to_staff_id)
    if act is BatchAct.NOTE and not note.strip():
        raise DossierRefused("no_note", _("Chưa nhập nội dung ghi chú."))
    if len(ids) > MOST:
        raise DossierRefused("too_many", _("Mỗi lần làm được nhiều nhất 500 hồ sơ. Hãy lọc bớt rồi làm nhiều lần."))
    roles = roles_of(by, now)
    found = {each.pk: each for each in _in_reach(ids, Dossier.objects.visible_to(roles))}
    if not found:
        raise DossierRefused("nothing_chosen", _("Chưa chọn hồ sơ nào. Hãy đánh dấu ít nhất một hồ sơ."))
    asked = Asked(act, roles, roles_of(colleague, now) if colleague else None)
    batch = Batch.objects.create(act=act, staff=by, to_staff=colleague, note=note.strip(), created_at=now)
    rows = [_row(batch, place, found[pk], asked) for place, pk in enumerate(filter(found.get, ids), start=1)]
    BatchRow.objects.bulk_create(rows)
    return batch


def _colleague(act: BatchAct, staff_id: int | None) -> Staff | None:
    if act is not BatchAct.ASSIGN:
        return None
    colleague = Staff.objects.filter(pk=staff_id, is_active=True).first() if staff_id else None
    if colleague is None:
        raise DossierRefused("no_colleague", _("Chưa chọn người nhận hồ sơ."))
    return colleague


def _in_reach(ids: Sequence[int], visible: DossierQuerySet) -> DossierQuerySet:
    return visible.filter(pk__in=ids).select_related("procedure_version").defer("procedure_version__document")


def _row(batch: Batch, position: int, dossier: Dossier, asked: Asked) -> BatchRow:
    said = hindrance(dossier, asked)
    state = RowState.BARRED if said else RowState.READY
    return BatchRow(batch=batch, position=position, dossier=dossier, version=dossier.version, state=state, said=said)
