"""The one writer of a model's state: append the event, fold it into the row, enter the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import actor_of
from motcua.foundation.units.models import Staff
from motcua.replication.initiatives.models import Initiative, InitiativeEvent
from motcua.replication.initiatives.models import InitiativeState as State
from motcua.replication.initiatives.refusals import NotNow
from motcua.replication.initiatives.states import TRANSITIONS, Action


@dataclass(frozen=True)
class Move:
    """What an act does to a model: `sets` are fields of the row, `payload` what people read in its life."""

    action: Action
    sets: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)


def check_possible(initiative: Initiative, action: Action) -> None:
    """Raise NotNow unless the table has a way from the model's state by `action`."""
    transition = TRANSITIONS[action]
    is_new = initiative.pk is None
    if is_new != transition.is_new or (not is_new and State(initiative.state) not in transition.sources):
        raise NotNow


def change_state(initiative: Initiative, move: Move, *, by: Staff | Actor, now: datetime) -> InitiativeEvent:
    """Write what `move` does to a locked model (or a new one) and return the event; raise NotNow.

    The caller has locked the row, checked access and what the action needs.
    """
    check_possible(initiative, move.action)
    is_new = initiative.pk is None
    before = "" if is_new else initiative.state
    initiative.state = TRANSITIONS[move.action].target or State(initiative.state)
    initiative.version = 1 if is_new else initiative.version + 1
    for name, value in move.sets.items():
        setattr(initiative, name, value)
    initiative.save(force_insert=is_new)
    event = _append(initiative, move, before, actor_of(by), now)
    _record(initiative, event, actor_of(by), now)
    return event


def _append(initiative: Initiative, move: Move, before: str, actor: Actor, now: datetime) -> InitiativeEvent:
    return InitiativeEvent.objects.create(
        initiative=initiative,
        seq=initiative.version,
        at=now,
        kind=move.action,
        from_state=before,
        to_state=initiative.state,
        actor_kind=actor.kind,
        actor_name=actor.name,
        actor_staff_id=actor.staff_id,
        reason=move.reason,
        payload=dict(move.payload),
    )


def _record(initiative: Initiative, event: InitiativeEvent, actor: Actor, now: datetime) -> None:
    journal.record(
        actor=actor,
        unit_id=initiative.keeper_id,
        action=f"initiatives.{event.kind}",
        target=("initiative", str(initiative.pk)),
        now=now,
        detail={"code": initiative.code, "from": event.from_state, "to": event.to_state, "seq": event.seq},
    )
