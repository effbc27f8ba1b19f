"""Stopping the clock by law and letting it run again, as moves of the state table.

An act that enters a step whose time does not count writes `held_move` after its own event, in the same transaction;
one that leaves it writes `released_move` first. `actions/pause_clock.py` and `resume_clock.py` do the same by hand.
"""

from dataclasses import dataclass
from datetime import datetime

from motcua.services.onestop.change_state import Move
from motcua.services.onestop.clocks import resumed_moments
from motcua.services.onestop.definition import Step, StepClock
from motcua.services.onestop.models import Dossier, PauseCause
from motcua.services.onestop.rules import state_at
from motcua.services.onestop.states import Action, State


@dataclass(frozen=True)
class Hold:
    """Why the clock stands still: cause, reason in words, the law that does not count it, the paper that shows it."""

    cause: PauseCause
    reason: str
    legal_ground: str
    evidence: str = ""


def held_move(hold: Hold) -> Move:
    """Return the move that stops the clock of an accepted dossier."""
    payload = {
        "cause": hold.cause.value,
        "reason": hold.reason,
        "legal_ground": hold.legal_ground,
        "evidence": hold.evidence,
    }
    return Move(Action.PAUSE, State.ON_HOLD, payload=payload)


def stopping_move(step: Step) -> Move:
    """Return the move that stops the clock for this step, as the procedure says, until somebody shows it is over."""
    ground = step.clock_source
    where = ", ".join(part for part in (ground.document, ground.article) if part) if ground else ""
    if step.clock is StepClock.PAYMENT:
        told = {"reason": step.citizen_text.vi, "legal_ground": where}
        return Move(Action.REQUEST_PAYMENT, State.AWAITING_PAYMENT, payload=told)
    return held_move(Hold(PauseCause(step.clock.value), step.citizen_text.vi, where))


def released_move(dossier: Dossier, *, evidence: str, now: datetime) -> Move:
    """Return the move that lets the clock run again, with the due times as they are from `now` on."""
    target = state_at(dossier.procedure_version.content, dossier.step)
    return Move(Action.RESUME, target, sets=resumed_moments(dossier, now=now), payload={"evidence": evidence})
