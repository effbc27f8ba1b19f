"""What does a procedure ask of its acts beyond the table of states? Pure: `ActRule` read over the table.

`transitions.TRANSITIONS` is the law of what is possible. A procedure only narrows it: where an act is done, by whom, to
which step, and what it needs on top. A procedure without rules is as the table has it.
"""

from collections.abc import Mapping, Sequence

from motcua.foundation.units.models import Role
from motcua.services.onestop.definition import ActRule, ProcedureDocument
from motcua.services.onestop.states import Action
from motcua.services.onestop.transitions import Effect, Need

# what an act can be asked for on top of the table: its action takes it as an argument
CARRIED: Mapping[Action, frozenset[Need]] = {
    Action.HAND_OVER: frozenset({Need.REASON, Need.PAYMENT}),
    Action.DECIDE: frozenset({Need.REASON, Need.FILE, Need.PAYMENT}),
    Action.RETURN: frozenset({Need.PAYMENT}),
}
# what an act can set off on top of the table
ADDED: Mapping[Action, frozenset[Effect]] = {Action.HAND_OVER: frozenset({Effect.NOTIFY})}
# acts of the platform and of whoever files: no procedure shapes them
FIXED = frozenset(
    {
        *(Action.SUBMIT, Action.MOVE_UNIT, Action.MOVE_VERSION, Action.END_PAYMENT, Action.RECOUNT),
        *(Action.OBJECT, Action.VERIFY_HELP),
    }
)


def rule_for(document: ProcedureDocument, action: Action, step: str) -> ActRule | None:
    """Return the rule about `action` at `step` ("" before acceptance), else the one about every step, else None."""
    return rule_among(document.acts, action, step)


def rule_among(rules: Sequence[ActRule], action: Action, step: str) -> ActRule | None:
    """Return what `rule_for` returns, of rules that are not part of a document yet."""
    known = [rule for rule in rules if rule.action == action]
    here = next((rule for rule in known if step in rule.at), None)
    return here or next((rule for rule in known if not rule.at), None)


def is_open(document: ProcedureDocument, action: Action, step: str) -> bool:
    """Tell whether the procedure has `action` done at `step` at all; states and roles are another question."""
    rule = rule_for(document, action, step)
    return rule is None or rule.allowed


def may_be_done_by(document: ProcedureDocument, action: Action, step: str, role: Role) -> bool:
    """Tell whether the procedure leaves `action` at `step` to `role`, which the table names."""
    rule = rule_for(document, action, step)
    return rule is None or not rule.roles or role in rule.roles


def needs_of(document: ProcedureDocument, action: Action, step: str) -> frozenset[Need]:
    """Return what the procedure asks for on top of the table."""
    rule = rule_for(document, action, step)
    return frozenset(rule.needs) if rule is not None else frozenset()


def effects_of(document: ProcedureDocument, action: Action, step: str) -> tuple[Effect, ...]:
    """Return what the procedure has the act set off on top of the table."""
    rule = rule_for(document, action, step)
    return rule.effects if rule is not None else ()


def supplements_allowed(document: ProcedureDocument, step: str) -> int:
    """Return how often more papers may be asked for before a leader must allow it: once, unless a law says more."""
    rule = rule_for(document, Action.REQUEST_SUPPLEMENT, step)
    return rule.times if rule is not None and rule.times is not None else 1


def ways_from(document: ProcedureDocument, at: str) -> tuple[str, ...]:
    """Return the steps to which a dossier may be handed from step `at`, itself included, in the order of the work.

    Without a rule: forwards one step at a time up to the decision, backwards to any step.
    """
    return ways_among([step.key for step in document.steps], document.acts, at)


def ways_among(keys: Sequence[str], rules: Sequence[ActRule], at: str) -> tuple[str, ...]:
    """Return what `ways_from` returns, for steps and rules that are not part of a document yet."""
    rule = rule_among(rules, Action.HAND_OVER, at)
    if rule is not None and not rule.allowed:
        return ()
    if rule is not None and rule.to:
        return tuple(key for key in keys[:-1] if key in rule.to or key == at)
    return tuple(keys[: min(keys.index(at) + 2, len(keys) - 1)])
