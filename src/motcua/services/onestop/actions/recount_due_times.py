"""Count the due times of open dossiers again, after the calendar, the hours or the clock rule of their unit changed."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import may_change_anything
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.move_due_times import move_due_times
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
        detail = {"looked_at": done.looked_at, "moved": done.moved, "units": sorted(units) if units else []}
        target = ("dossiers", "open")
        journal.record(actor=by, unit_id=None, action="onestop.recount", target=target, now=now, detail=detail)
    return done


def _move(batch: Collection[int], by: Actor, now: datetime) -> int:
    """Write what moved. Only that is locked, and counted once more: somebody may have acted on it meanwhile."""
    likely = [each.id for each in moved_among(tuple(batch), now=now)]
    if not likely:
        return 0
    with transaction.atomic():
        chosen = Dossier.objects.filter(pk__in=likely, is_resting=False).order_by("pk").select_for_update()
        locked = {dossier.pk: dossier for dossier in chosen.defer("answers")}
        moved = {each.id: each for each in moved_among(tuple(locked), now=now)}
        move_due_times([locked[pk] for pk in moved], moved, by=by, now=now)
        return len(moved)
