"""Do the rules about acts only narrow the table of states, and does every dossier still come to its end? Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from motcua.foundation.units.models import Role
from motcua.services.onestop.definition import ActRule, StepClock
from motcua.services.onestop.designing.check_steps import LEAST_STEPS
from motcua.services.onestop.designing.check_ways import way_faults
from motcua.services.onestop.designing.faults import Fault, fault
from motcua.services.onestop.designing.sketch import Sketch, StepSketch
from motcua.services.onestop.designing.words import NEEDS
from motcua.services.onestop.procedure_acts import ADDED, CARRIED, FIXED, rule_among
from motcua.services.onestop.states import STEP_BOUND, Action
from motcua.services.onestop.transitions import TRANSITIONS, Need

APOLOGIES = frozenset({Action.DRAFT_APOLOGY, Action.APOLOGISE})
BEFORE_STEPS = frozenset({Action.ACCEPT, Action.REJECT})
ENDS = {
    Action.REQUEST_SUPPLEMENT: Action.RECEIVE_SUPPLEMENT,
    Action.REQUEST_PAYMENT: Action.CONFIRM_PAYMENT,
    Action.PAUSE: Action.RESUME,
}
# acts that end a wait or the whole: where nobody may do them the dossier stays where it is
GOES_ON = frozenset({Action.CONFIRM_PAYMENT, Action.RESUME, Action.RETURN})
# how the office ends what is never answered, whether that is after acceptance, and what is asked for there
LAST_RESORTS = (
    (Action.REJECT, False, (Action.REQUEST_SUPPLEMENT,)),
    (Action.STOP, True, (Action.REQUEST_SUPPLEMENT, Action.REQUEST_PAYMENT)),
)
KEPT_WAITING = {
    Action.REQUEST_SUPPLEMENT: "supplement_without_return",
    Action.REQUEST_PAYMENT: "payment_without_confirmation",
    Action.PAUSE: "pause_without_resume",
}


def act_faults(sketch: Sketch) -> Iterator[Fault]:
    """Yield what is wrong with the rules about acts, each by itself, together, and with the steps."""
    for index, rule in sketch.acts:
        yield from _beyond_table(index, rule)
        yield from _step_faults(index, rule, sketch)
        yield from _supplement_faults(index, rule)
        if Need.PAYMENT in rule.needs and _is_free(sketch):
            yield fault("payment_of_free", f"acts/{index}/needs")
    yield from _twins(sketch.acts)
    keys = sketch.step_keys
    if len(keys) >= LEAST_STEPS and all(keys) and len(set(keys)) == len(keys):
        rules = [rule for _index, rule in sketch.acts]
        yield from _closed_faults(sketch, rules, keys)
        yield from way_faults(keys, rules)


def _beyond_table(index: int, rule: ActRule) -> Iterator[Fault]:
    place = f"acts/{index}"
    if rule.action in FIXED:
        yield fault("act_fixed", f"{place}/action")
        return
    if rule.allowed and not (rule.to or rule.roles or rule.needs or rule.effects or rule.times):
        yield fault("act_says_nothing", place)
    if rule.to and rule.action is not Action.HAND_OVER:
        yield fault("to_without_hand_over", f"{place}/to")
    if rule.action is Action.WITHDRAW and not rule.allowed:
        yield fault("withdraw_closed", f"{place}/allowed")
    if rule.action in APOLOGIES and not rule.allowed:
        yield fault("apology_closed", f"{place}/allowed")
    yield from _wider(place, rule)


def _wider(place: str, rule: ActRule) -> Iterator[Fault]:
    """Yield the roles, needs and effects that the table does not leave to a procedure."""
    row = TRANSITIONS[rule.action]
    carried = CARRIED.get(rule.action, frozenset()) | row.needs
    for role in sorted(set(rule.roles) - {known for known, _where in row.roles}):
        yield fault("act_role_beyond_table", f"{place}/roles", role=Role(role).label)
    for need in sorted(set(rule.needs) - carried):
        yield fault("need_not_carried", f"{place}/needs", need=NEEDS.get(need, need))
    if set(rule.effects) - ADDED.get(rule.action, frozenset()):
        yield fault("effect_not_added", f"{place}/effects")


def _step_faults(index: int, rule: ActRule, sketch: Sketch) -> Iterator[Fault]:
    keys = sketch.step_keys
    if rule.action in BEFORE_STEPS and rule.at:
        yield fault("at_without_step", f"acts/{index}/at")
        return
    unknown = [(name, key) for name in ("at", "to") for key in getattr(rule, name) if key not in keys]
    for name, key in unknown:
        yield fault("act_unknown_step", f"acts/{index}/{name}", key=key)
    if rule.action is Action.HAND_OVER and keys and keys[-1] in rule.to:
        yield fault("way_past_decision", f"acts/{index}/to")
    for step in _left_to_nobody(rule, sketch):
        yield fault("act_without_role", f"acts/{index}/roles", key=step.key)


def _left_to_nobody(rule: ActRule, sketch: Sketch) -> list[StepSketch]:
    """Return the steps at which nobody who has the step, nor a leader, may do the act of the rule any more."""
    if not rule.roles or rule.action not in STEP_BOUND | GOES_ON:
        return []
    steps = sketch.steps[-1:] if rule.action is Action.RETURN else sketch.steps[:-1]
    # without the counter no result is handed over where nobody carries it
    others: set[str] = set() if rule.action is Action.RETURN else {Role.LEADER}
    concerned = [step for step in steps if step.key in rule.at or not rule.at]
    return [step for step in concerned if ({step.role} | others).isdisjoint(rule.roles)]


def _supplement_faults(index: int, rule: ActRule) -> Iterator[Fault]:
    if rule.times is None:
        return
    if rule.action is not Action.REQUEST_SUPPLEMENT:
        yield fault("times_elsewhere", f"acts/{index}/times")
    elif rule.times > 1 and rule.source is None:
        yield fault("endless_supplement", f"acts/{index}/times")


def _twins(acts: Sequence[tuple[int, ActRule]]) -> Iterator[Fault]:
    seen: set[tuple[Action, str]] = set()
    for index, rule in acts:
        mine = {(rule.action, step) for step in rule.at or ("",)}
        if mine & seen:
            yield fault("act_twice", f"acts/{index}")
        seen |= mine


def _closed_faults(sketch: Sketch, rules: Sequence[ActRule], keys: Sequence[str]) -> Iterator[Fault]:
    """Yield where a closed act leaves a dossier where it is for good."""
    vital = ((Action.ACCEPT, ""), (Action.DECIDE, keys[-2]), (Action.RETURN, keys[-1]))
    for action, step in vital:
        rule = rule_among(rules, action, step)
        if rule is not None and not rule.allowed:
            yield fault("dead_end", f"acts/{_index_of(sketch, rule)}/allowed")
    for stopped in sketch.steps:
        stops = Action.REQUEST_PAYMENT if stopped.clock == StepClock.PAYMENT else Action.PAUSE
        rule = rule_among(rules, stops, stopped.key)
        if stopped.clock != StepClock.RUNNING and rule is not None and not rule.allowed:
            yield fault("dead_end", f"acts/{_index_of(sketch, rule)}/allowed")
    yield from _unanswered(sketch, rules, keys)
    for asking, ending in ENDS.items():
        for step in ("", *keys[:-1]):
            closed = rule_among(rules, ending, step)
            if closed is not None and not closed.allowed and _is_open(rules, asking, step):
                yield fault(KEPT_WAITING[asking], f"acts/{_index_of(sketch, closed)}/allowed")
                break


def _unanswered(sketch: Sketch, rules: Sequence[ActRule], keys: Sequence[str]) -> Iterator[Fault]:
    """Yield where a dossier waits for ever when the applicant does not answer: neither refused nor stopped."""
    for action, is_accepted, asking in LAST_RESORTS:
        for step in keys[:-1] if is_accepted else ("",):
            closed = rule_among(rules, action, step)
            if closed is not None and not closed.allowed and any(_is_open(rules, each, step) for each in asking):
                yield fault("never_answered", f"acts/{_index_of(sketch, closed)}/allowed")
                break


def _is_open(rules: Sequence[ActRule], action: Action, step: str) -> bool:
    rule = rule_among(rules, action, step)
    return rule is None or rule.allowed


def _index_of(sketch: Sketch, rule: ActRule) -> int:
    return next(index for index, known in sketch.acts if known is rule)


def _is_free(sketch: Sketch) -> bool:
    fee = sketch.raw.get("fee")
    return isinstance(fee, dict) and fee.get("free") is True
