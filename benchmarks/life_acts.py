"""What may happen in the life of a dossier: one function an act, which says what it does or that it cannot be done."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from benchmarks.life import Life
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime.queries import due_time
from motcua.foundation.worktime.rules import Limit, TimeUnit
from motcua.services.onestop.change_state import Move
from motcua.services.onestop.clocks import Course, Delay, due_moments, filing_moments, limit_json, step_moments
from motcua.services.onestop.definition import StepClock
from motcua.services.onestop.holds import Hold, held_move, stopping_move
from motcua.services.onestop.models import Outcome, PauseCause
from motcua.services.onestop.procedure_acts import ways_from
from motcua.services.onestop.rules import decision_step, office_of, state_at
from motcua.services.onestop.states import Action, State

CAUSES_BY_LAW = (PauseCause.POSTING, PauseCause.OTHER_AGENCY, PauseCause.FORCE_MAJEURE)
# how often an act is drawn beside another that is possible as well: most lives should be long ones
OFTEN, SELDOM = 12, 2
WEIGHTS = {
    **dict.fromkeys((Action.ACCEPT, Action.RECEIVE_SUPPLEMENT, Action.CONFIRM_PAYMENT, Action.RESUME), OFTEN),
    **dict.fromkeys((Action.HAND_OVER, Action.DECIDE, Action.RETURN, Action.VERIFY_HELP), OFTEN),
    **dict.fromkeys((Action.REJECT, Action.WITHDRAW, Action.STOP), 1),
}


def submitted(life: Life) -> Move:
    """Return the filing, with which every life begins."""
    place = life.place
    sets = {
        "receiving_unit_id": place.receiving,
        "deciding_unit_id": place.deciding,
        "procedure_version_id": place.version_id,
    }
    moments = filing_moments(unit_id=place.receiving, now=life.now)
    return Move(Action.SUBMIT, State.SUBMITTED, step="", sets={**sets, **moments})


def _accept(life: Life) -> Move:
    course = life.course = Course(life.dossier.deciding_unit_id, life.now, life.limits)
    whole, first = due_moments(course, now=life.now), life.document.steps[0]
    moments = whole | step_moments(course, first, whole, since=life.now, now=life.now)
    payload = {"limits": life.limits.as_json()}
    sets = {**moments, "holder_id": life.holder()}
    return Move(Action.ACCEPT, State.ACCEPTED, step=first.key, sets=sets, payload=payload)


def _reject(life: Life) -> Move | None:
    is_accepted = life.dossier.accepted_at is not None
    return None if is_accepted else Move(Action.REJECT, State.REJECTED, sets={"holder_id": None})


def _receive(life: Life) -> Move:
    is_accepted = life.dossier.accepted_at is not None
    target = state_at(life.document, life.dossier.step) if is_accepted else State.SUBMITTED
    return Move(Action.RECEIVE_SUPPLEMENT, target, sets=life.resumed())


def _go_on(action: Action) -> Callable[[Life], Move]:
    return lambda life: Move(action, state_at(life.document, life.dossier.step), sets=life.resumed())


def _pause(life: Life) -> Move:
    return held_move(Hold(life.chance.choice(CAUSES_BY_LAW), "Lý do", "Căn cứ"))


def _extend(life: Life) -> Move | None:
    dossier = life.dossier
    if dossier.extended_at is not None or dossier.law_due_at is None or life.now > dossier.law_due_at:
        return None
    limit = Limit(life.chance.randint(1, 10), TimeUnit.WORKING_DAY)
    assert life.course is not None
    life.course = life.course._replace(extension=limit)
    return Move(Action.EXTEND, sets=life.counted(), payload={"limit": limit_json(limit)})


def _apologise(life: Life) -> Move | None:
    """Tell a new day after the one that was told: the first by itself, each further one by a permission."""
    is_first = all(event.kind != Action.APOLOGISE for event in life.events)
    limit = Limit(life.chance.randint(1, 30), TimeUnit.WORKING_DAY)
    assert life.course is not None
    new = due_time(unit_id=life.course.whose, start=life.now, limit=limit)
    if day_of(new) <= day_of(life.dossier.next_due_at) or not (is_first or life.waivers):
        return None
    life.course = life.course._replace(delay=Delay(life.now, limit))
    payload = {"limit": limit_json(limit), "waiver": 0 if is_first else life.waivers.pop(0)}
    return Move(Action.APOLOGISE, sets=life.counted(), payload=payload)


def _allow_delay(life: Life) -> Move:
    life.waivers.append(life.dossier.version + 1)
    return Move(Action.ALLOW_DELAY)


def _hand_over(life: Life) -> Move | None:
    """Hand it on, or one time in six back; entering a step whose time does not count stops the clock right away."""
    document, dossier, chance = life.document, life.dossier, life.chance
    if not (ways := ways_from(document, dossier.step)):
        return None
    keys = list(life.place.steps)
    onward = [key for key in ways if keys.index(key) > keys.index(dossier.step)]
    step = document.step(chance.choice(onward if onward and chance.random() > 1 / 6 else ways))
    whole = due_moments(life.under_way(), now=life.now) | {"next_due_at": dossier.next_due_at}
    since = life.begun.get(step.key, life.now)
    moments = step_moments(life.under_way(), step, whole, since=since, now=life.now)
    office = office_of(step, receiving_unit_id=dossier.receiving_unit_id, deciding_unit_id=dossier.deciding_unit_id)
    holder = chance.choice((None, life.holder()))
    sets = {"holder_id": holder, **moments}
    move = Move(Action.HAND_OVER, state_at(document, step.key), step=step.key, office_unit_id=office, sets=sets)
    if step.clock is StepClock.RUNNING or step.key == dossier.step:
        return move
    life.turn(move)
    return stopping_move(step)


def _decide(life: Life) -> Move | None:
    document = life.document
    if life.dossier.step != decision_step(document).key:
        return None
    outcome = life.chance.choice((Outcome.APPROVED, Outcome.REFUSED))
    sets = {"outcome": str(outcome), "holder_id": None, "step_due_at": None}
    office = life.dossier.receiving_unit_id
    return Move(Action.DECIDE, State.DECIDED, step=life.place.steps[-1], office_unit_id=office, sets=sets)


def _stop(life: Life) -> Move | None:
    is_accepted = life.dossier.accepted_at is not None
    return Move(Action.STOP, State.STOPPED, sets={"holder_id": None}) if is_accepted else None


def _apology_drafted(life: Life) -> Move:
    day = day_of(life.dossier.next_due_at) + timedelta(days=1)
    return Move(Action.DRAFT_APOLOGY, payload={"reason": "Lý do", "new_day": day.isoformat()})


def _object(life: Life) -> Move | None:
    """Say that nobody agreed to the help; one objection waits at a time."""
    is_possible = life.is_helped and life.dossier.objected_at is None
    return Move(Action.OBJECT, payload={"reason": "Lý do"}) if is_possible else None


def _verify(life: Life) -> Move | None:
    waits = life.dossier.objected_at is not None
    return Move(Action.VERIFY_HELP, payload={"reason": "Lý do"}) if waits else None


def _held(action: Action) -> Callable[[Life], Move]:
    return lambda life: Move(action, sets={"holder_id": life.holder()})


def _plain(action: Action, to: State | None = None) -> Callable[[Life], Move]:
    return lambda _life: Move(action, to)


ACTS: Mapping[Action, Callable[[Life], Move | None]] = {
    Action.ACCEPT: _accept,
    Action.REJECT: _reject,
    Action.REQUEST_SUPPLEMENT: _plain(Action.REQUEST_SUPPLEMENT, State.AWAITING_SUPPLEMENT),
    Action.ALLOW_SUPPLEMENT: _plain(Action.ALLOW_SUPPLEMENT),
    Action.RECEIVE_SUPPLEMENT: _receive,
    Action.REQUEST_PAYMENT: _plain(Action.REQUEST_PAYMENT, State.AWAITING_PAYMENT),
    Action.CONFIRM_PAYMENT: _go_on(Action.CONFIRM_PAYMENT),
    Action.END_PAYMENT: _go_on(Action.END_PAYMENT),
    Action.PAUSE: _pause,
    Action.RESUME: _go_on(Action.RESUME),
    Action.EXTEND: _extend,
    Action.DRAFT_APOLOGY: _apology_drafted,
    Action.APOLOGISE: _apologise,
    Action.ALLOW_DELAY: _allow_delay,
    Action.HAND_OVER: _hand_over,
    Action.TAKE: _held(Action.TAKE),
    Action.RELEASE: lambda _life: Move(Action.RELEASE, sets={"holder_id": None}),
    Action.ASSIGN: _held(Action.ASSIGN),
    Action.NOTE: _plain(Action.NOTE),
    Action.DECIDE: _decide,
    Action.RETURN: _plain(Action.RETURN, State.RETURNED),
    Action.WITHDRAW: lambda _life: Move(Action.WITHDRAW, State.WITHDRAWN, sets={"holder_id": None}),
    Action.STOP: _stop,
    Action.OBJECT: _object,
    Action.VERIFY_HELP: _verify,
}
