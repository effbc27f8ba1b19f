"""The way of a dossier from hand to hand, as the control slip tells it. Read from its events, typed by nobody. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.foundation.units.rules import day_of
from motcua.services.onestop.models import DossierEvent
from motcua.services.onestop.states import Action

# what is written down: every hop, and what stopped or moved the clock on the way
_SHOWN = frozenset(
    {
        *(Action.ACCEPT, Action.HAND_OVER, Action.DECIDE, Action.RETURN),
        *(Action.MOVE_UNIT, Action.WITHDRAW, Action.STOP),
        *(Action.REQUEST_SUPPLEMENT, Action.RECEIVE_SUPPLEMENT, Action.REQUEST_PAYMENT, Action.CONFIRM_PAYMENT),
        *(Action.PAUSE, Action.RESUME, Action.END_PAYMENT, Action.EXTEND, Action.APOLOGISE, Action.RECOUNT),
    }
)
_ENDS_STEP = frozenset({Action.HAND_OVER, Action.DECIDE})
_NOTES = ("number", "legal_ground", "evidence", "note")


@dataclass(frozen=True)
class Hop:
    """One line: what happened, who did it in which unit, in which step and unit the dossier is then.

    `kept` says how the step that ended kept its time, "" when none ended.
    """

    act: Action
    at: datetime
    actor: str
    from_unit: int
    to_unit: int
    to_step: str
    kept: str
    note: str


def hops(events: Iterable[DossierEvent]) -> list[Hop]:
    """Return the lines of the slip in the order of time; before acceptance there is none."""
    told: list[Hop] = []
    office, due, is_accepted = 0, None, False
    for event in events:
        is_accepted = is_accepted or event.kind == Action.ACCEPT
        if is_accepted and Action(event.kind) in _SHOWN:
            kept = in_words(event.at, due) if event.kind in _ENDS_STEP and event.step and due else ""
            note = "; ".join(str(event.payload[name]) for name in _NOTES if event.payload.get(name))
            told.append(
                Hop(
                    Action(event.kind),
                    event.at,
                    event.actor_name,
                    office or event.office_unit_id,
                    event.office_unit_id,
                    event.step,
                    kept,
                    note,
                )
            )
        office, due = event.office_unit_id, _step_due(event.payload.get("sets", {}), due)
    return told


def in_words(at: datetime, due: datetime) -> str:
    """Return how what was done at `at` kept `due`: before the day, in time, or late; late is told by the minute."""
    if at > due:
        return _("Quá hạn")
    return _("Trước hạn") if day_of(at) < day_of(due) else _("Đúng hạn")


def _step_due(sets: Mapping[str, str | None], before: datetime | None) -> datetime | None:
    if "step_due_at" not in sets:
        return before
    told = sets["step_due_at"]
    return datetime.fromisoformat(told) if told else None
