"""The one writer of an adoption's state: append the event, fold it into the row, enter the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.replication.adoption.models import Adoption, AdoptionEvent
from motcua.replication.adoption.models import AdoptionState as State
from motcua.replication.adoption.refusals import NotAModelToAdopt, NotNow
from motcua.replication.adoption.states import TRANSITIONS, Action
from motcua.replication.initiatives.models import InitiativeState

# the moment a state is reached for the first time
_MOMENTS = {State.TRIAL: "trial_at", State.LIVE: "live_at", State.STOPPED: "stopped_at"}


@dataclass(frozen=True)
class Move:
    """What an act does to an adoption: `sets` are fields of the row, `payload` what people read in its history."""

    action: Action
    to: State | None = None
    sets: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)


def check_possible(adoption: Adoption, action: Action) -> None:
    """Raise NotNow unless the table has a way from the adoption's state by `action`; NotAModelToAdopt."""
    transition = TRANSITIONS[action]
    is_new = adoption.pk is None
    if is_new != transition.is_new or (not is_new and State(adoption.state) not in transition.sources):
        raise NotNow
    allowed = (InitiativeState.RECOGNISED, InitiativeState.TO_REPLICATE)
    if transition.needs_model and adoption.initiative.state not in allowed:
        raise NotAModelToAdopt


def change_state(adoption: Adoption, move: Move, *, by: Staff | Actor, now: datetime) -> AdoptionEvent:
    """Write what `move` does to a locked adoption (or a new one) and return the event; raise NotNow.

    The caller has locked the unit and the row, checked access and what the action needs.
    """
    check_possible(adoption, move.action)
    is_new = adoption.pk is None
    before = State(adoption.state)
    target = move.to or before
    if target not in (TRANSITIONS[move.action].targets or {before}):
        raise NotNow
    adoption.state = target
    adoption.version = 1 if is_new else adoption.version + 1
    if (is_new or target != before) and target in _MOMENTS:
        setattr(adoption, _MOMENTS[target], now)
    for name, value in move.sets.items():
        setattr(adoption, name, value)
    adoption.save(force_insert=is_new)
    event = _append(adoption, move, "" if is_new else before, actor_of(by), now)
    _record(adoption, event, actor_of(by), now)
    return event


def _append(adoption: Adoption, move: Move, before: str, actor: Actor, now: datetime) -> AdoptionEvent:
    return AdoptionEvent.objects.create(
        adoption=adoption,
        seq=adoption.version,
        at=now,
        kind=move.action,
        from_state=before,
        to_state=adoption.state,
        actor_kind=actor.kind,
        actor_name=actor.name,
        actor_staff_id=actor.staff_id,
        reason=move.reason,
        payload=dict(move.payload),
    )


def _record(adoption: Adoption, event: AdoptionEvent, actor: Actor, now: datetime) -> None:
    journal.record(
        actor=actor,
        unit_id=adoption.unit_id,
        action=f"adoption.{event.kind}",
        target=("adoption", str(adoption.pk)),
        now=now,
        detail={"model": adoption.initiative.code, "to": event.to_state, "seq": event.seq},
    )
