"""Count the due times of open dossiers again, after the calendar, the hours or the clock rule of their unit changed."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.rules import JSON
from motcua.foundation.units.access import may_change_anything
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.move_due_times import ROW, move_due_times
from motcua.services.onestop.recount import batches_of, moved_among


@dataclass(frozen=True)
class Recounted:
    """How many open dossiers were looked at, and how many of them have another due time now."""

    looked_at: int = 0
    moved: int = 0


def recount_due_times(
    *,
    units: Collection[int] | None,
    by: Actor,
    now: datetime,
    told: Callable[[Recounted], None] = lambda _so_far: None,
) -> Recounted:
    """Return what came of it; `units` are those whose calendar changed (None: all). `told` hears after each batch.

    Each batch is a transaction of its own, and a second run finds nothing to move: it can be broken off and done again.
    What is paused is counted when its pause ends. Only the platform does this. Raises NotAllowed, CalendarMissing.
    """
    if not may_change_anything(by):
        raise NotAllowed
    done = Recounted()
    for batch in batches_of(units):
        done = Recounted(done.looked_at + len(batch), done.moved + _move(batch, by, now))
        told(done)
    if done.moved:
        detail: dict[str, JSON] = {"looked_at": done.looked_at, "moved": done.moved, "units": [*sorted(units or ())]}
        target = ("dossiers", "open")
        journal.record(actor=by, unit_id=None, action="onestop.recount", target=target, now=now, detail=detail)
    return done


def _move(batch: Collection[int], by: Actor, now: datetime) -> int:
    """Write what moved. Only that is locked; what somebody acted on meanwhile is counted once more."""
    found = moved_among(tuple(batch), now=now)
    if not found:
        return 0
    with transaction.atomic():
        chosen = Dossier.objects.filter(pk__in=[each.id for each in found], is_resting=False).order_by("pk")
        locked = {dossier.pk: dossier for dossier in chosen.only(*ROW).select_for_update()}
        moved = {each.id: each for each in found if each.id in locked and locked[each.id].version == each.version}
        changed = tuple(locked.keys() - moved.keys())
        if changed:
            moved |= {each.id: each for each in moved_among(changed, now=now)}
        move_due_times([locked[pk] for pk in sorted(moved)], moved, by=by, now=now)
        return len(moved)
