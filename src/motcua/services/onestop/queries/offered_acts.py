"""Which acts is a reader of a dossier offered, and which of them wait for a leader's permission?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role
from motcua.services.onestop.access import may
from motcua.services.onestop.delays import waiver_among
from motcua.services.onestop.models import Dossier, DossierEvent
from motcua.services.onestop.procedure_acts import is_open
from motcua.services.onestop.rules import decision_step, next_step
from motcua.services.onestop.states import Action, State
from motcua.services.onestop.supplements import requests_left
from motcua.services.onestop.transitions import TRANSITIONS

_TELLERS = frozenset({Action.APOLOGISE, Action.DRAFT_APOLOGY})


@dataclass(frozen=True)
class OfferedActs:
    """The acts in the order of the table.

    `lacks_waiver`: they would sign or draft another new date, `lacks_supplement`: they would ask for more papers once
    more, which a leader has to allow first.
    """

    acts: tuple[Action, ...]
    lacks_waiver: bool
    lacks_supplement: bool


def offered_acts(dossier: Dossier, events: Sequence[DossierEvent], roles: RoleSet, now: datetime) -> OfferedActs:
    """Return what is offered for a dossier with these events, all of them in their order."""
    acts = acts_open(dossier, roles)
    kinds = [event.kind for event in events]
    lacks_waiver = _may_now(_TELLERS, dossier, roles) and waiver_among(events, now=now) is None
    lacks_supplement = (
        _may_now({Action.REQUEST_SUPPLEMENT}, dossier, roles)
        and not roles.has(Role.LEADER, dossier.office_unit_id)
        and requests_left(dossier, kinds) <= 0
    )
    closed = {
        *(_TELLERS if lacks_waiver else ()),
        *({Action.REQUEST_SUPPLEMENT} if lacks_supplement else ()),
        # one more than none is no permission
        *(() if Action.REQUEST_SUPPLEMENT in kinds else {Action.ALLOW_SUPPLEMENT}),
    }
    return OfferedActs(tuple(action for action in acts if action not in closed), lacks_waiver, lacks_supplement)


def _may_now(actions: set[Action] | frozenset[Action], dossier: Dossier, roles: RoleSet) -> bool:
    """Tell whether the reader may do one of the acts in the present state."""
    state = State(dossier.state)
    return any(state in TRANSITIONS[action].sources and may(roles, dossier, action) for action in actions)


def acts_open(dossier: Dossier, roles: RoleSet) -> tuple[Action, ...]:
    """Return the acts that state, step, procedure and roles allow, in the order of the table."""
    state = State(dossier.state)
    return tuple(
        action
        for action, transition in TRANSITIONS.items()
        if state in transition.sources
        and transition.roles
        and is_open(dossier.procedure_version.content, action, dossier.step)
        and may(roles, dossier, action)
        and _would_do_something(dossier, action, roles)
    )


def _would_do_something(dossier: Dossier, action: Action, roles: RoleSet) -> bool:
    """Tell whether the act leads anywhere from where the dossier stands; a button that only refuses is no help."""
    document = dossier.procedure_version.content
    leads_nowhere: dict[Action, Callable[[], bool]] = {
        Action.DECIDE: lambda: dossier.objected_at is not None or dossier.step != decision_step(document).key,
        Action.HAND_OVER: lambda: next_step(document, dossier.step) is None,
        Action.TAKE: lambda: dossier.holder_id == roles.staff_id,
        Action.RELEASE: lambda: dossier.holder_id is None,
        Action.REJECT: lambda: dossier.accepted_at is not None,
        Action.STOP: lambda: dossier.accepted_at is None,
        Action.EXTEND: lambda: dossier.extended_at is not None,
        Action.RETURN: lambda: dossier.objected_at is not None,
        Action.OBJECT: lambda: not dossier.is_helped or dossier.objected_at is not None,
        Action.VERIFY_HELP: lambda: dossier.objected_at is None,
        Action.ALLOW_DELAY: lambda: dossier.rescheduled_to is None,
        # whoever may sign need not draft
        Action.DRAFT_APOLOGY: lambda: may(roles, dossier, Action.APOLOGISE),
    }
    return action not in leads_nowhere or not leads_nowhere[action]()
