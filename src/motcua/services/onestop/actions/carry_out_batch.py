"""Do the rows of a batch that are still to be done, one transaction each: whenever it stops, it can go on."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.actor import ActorKind
from motcua.foundation.audit.refusal import Refused, StrOrPromise
from motcua.services.onestop.batching import act_on
from motcua.services.onestop.happened import HAPPENED
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.models.batch import Batch, BatchRow, RowState
from motcua.services.onestop.refusals import Conflict
from motcua.services.onestop.states import Action

# a long series meets the quarter of an hour in which apologies are drafted
_BY_ITSELF = frozenset({Action.DRAFT_APOLOGY, Action.RECOUNT})


def carry_out_batch(*, batch_id: UUID, clock: Callable[[], datetime], tell: Callable[[int, str], None]) -> int:
    """Return how many rows were done; each is done or refused with its reason, and what was done before stays.

    `clock` gives the moment of each row; `tell` hears how many rows are behind and the code of the last one. Every act
    is done in the name, and with the rights at that moment, of whoever planned the batch. Two runs at once share the
    rows: a row is locked while it is done. Raises Batch.DoesNotExist.
    """
    batch = Batch.objects.select_related("staff").get(pk=batch_id)
    done = 0
    waiting = list(batch.rows.filter(state=RowState.READY).values_list("pk", flat=True))
    for behind, row_id in enumerate(waiting, start=1):
        code, is_done = _do(batch, row_id, clock())
        done += is_done
        tell(behind, code)
    return done


@transaction.atomic
def _do(batch: Batch, row_id: int, now: datetime) -> tuple[str, bool]:
    row = BatchRow.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=row_id)
    if row.state != RowState.READY:
        return row.dossier.code, False
    row.said = _said(batch, row, now)
    row.state = RowState.REFUSED if row.said else RowState.DONE
    row.at = now
    row.save(update_fields=["state", "said", "at"])
    return row.dossier.code, row.state == RowState.DONE


def _said(batch: Batch, row: BatchRow, now: datetime) -> StrOrPromise:
    """Do the act and return "", or undo it and return why it was refused."""
    try:
        with transaction.atomic():
            _act(batch, row, now)
    except Conflict as conflict:
        return _changed(conflict)
    except Dossier.DoesNotExist:
        return _("Hồ sơ không còn thuộc phạm vi của anh/chị.")
    except Refused as refused:
        return refused.message
    return ""


def _act(batch: Batch, row: BatchRow, now: datetime) -> None:
    """Do the act; what the platform did by itself since the preview is nothing that a person must see first."""
    try:
        act_on(batch, row, now)
    except Conflict as conflict:
        if not all(event.actor_kind == ActorKind.SYSTEM and event.kind in _BY_ITSELF for event in conflict.events):
            raise
        row.version = conflict.events[-1].seq
        act_on(batch, row, now)


def _changed(conflict: Conflict) -> StrOrPromise:
    acts = [HAPPENED[Action(kind)] for kind in dict.fromkeys(event.kind for event in conflict.events)]
    what = format_lazy(", ".join("{}" for _act in acts), *acts)
    return format_lazy(_("Hồ sơ đã thay đổi sau khi xem trước: {what}. Hãy mở hồ sơ ra xem rồi làm riêng."), what=what)
