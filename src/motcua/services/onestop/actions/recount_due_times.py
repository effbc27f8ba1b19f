"""Count the due times of open dossiers again, after the calendar, the hours or the clock rule of their unit changed."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.rules import JSON
from motcua.foundation.runs.hands import by_hands
from motcua.foundation.units.access import may_change_anything
from motcua.foundation.units.refusals import NotAllowed
from motcua.services.onestop.move_due_times import hold_running, move_due_times
from motcua.services.onestop.recount import Alike, Moved, batches_of, moved_among


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
    hands: int = 1,
) -> Recounted:
    """Return what came of it; `units` are those whose calendar changed (None: all). `told` hears after each batch.

    Each batch is a transaction of its own, with its entry in the journal, and a second run finds nothing to move: it
    can be broken off and done again. With more `hands` than one, so many batches are counted at a time, over
    connections of their own. What is paused is counted when its pause ends. Only the platform does this. Raises
    NotAllowed, CalendarMissing.
    """
    if not may_change_anything(by):
        raise NotAllowed
    done = Recounted()
    for batch in by_hands(hands, partial(_batch, units=units, alike=Alike(), by=by, now=now), batches_of(units)):
        done = Recounted(done.looked_at + batch.looked_at, done.moved + batch.moved)
        told(done)
    return done


def _batch(ids: Sequence[int], *, units: Collection[int] | None, alike: Alike, by: Actor, now: datetime) -> Recounted:
    found = moved_among(ids, alike=alike, now=now)
    detail: dict[str, JSON] = {"looked_at": len(ids), "units": [*sorted(units or ())]}
    return Recounted(len(ids), _move(found, alike, by, now, detail) if found else 0)


@transaction.atomic
def _move(found: Sequence[Moved], alike: Alike, by: Actor, now: datetime, detail: dict[str, JSON]) -> int:
    """Write what moved of a batch. Only that is locked; what somebody acted on meanwhile is counted once more."""
    before = {each.id: each for each in found}
    held = hold_running([*before])
    moved = {pk: before[pk] for pk, version in held.items() if before[pk].version == version}
    if changed := [pk for pk in held if pk not in moved]:
        moved |= {each.id: each for each in moved_among(changed, alike=alike, now=now)}
    move_due_times([moved[pk] for pk in sorted(moved)], by=by, now=now)
    if moved:
        told, target = detail | {"moved": len(moved)}, ("dossiers", "open")
        journal.record(actor=by, unit_id=None, action="onestop.recount", target=target, now=now, detail=told)
    return len(moved)
