"""Who may move a dossier from where to where, what it needs and what it sets off? One table for every act.

`change_state` is the only reader that writes. Letters are those of TT 01/2018/TT-VPCP (Mẫu 01–04) and of
TT 03/2025/TT-VPCP (Mẫu 05, dừng giải quyết).
"""

from dataclasses import dataclass
from enum import StrEnum

from motcua.foundation.units.models import Role
from motcua.services.onestop.states import OPEN, PAUSED, RUNNING, Action, State


class Place(StrEnum):
    """In which of the dossier's units a role must be held."""

    RECEIVING = "receiving"
    DECIDING = "deciding"
    OFFICE = "office"  # where the dossier is now


class Need(StrEnum):
    """What an action cannot be done without."""

    REASON = "reason"
    EVIDENCE = "evidence"
    LEGAL_GROUND = "legal_ground"
    ITEMS = "items"
    RESULT = "result"
    SIGNATURE = "signature"
    FILE = "file"
    PAYMENT = "payment"


class Effect(StrEnum):
    """What an action sets off: a closed list, each one function of `effects`."""

    PAUSE_CLOCK = "pause_clock"
    END_PAUSE = "end_pause"
    ENTER_BOOK = "enter_book"
    ISSUE_RECEIPT = "issue_receipt"
    ISSUE_SUPPLEMENT_LETTER = "issue_supplement_letter"
    ISSUE_REFUSAL_LETTER = "issue_refusal_letter"
    ISSUE_APOLOGY_LETTER = "issue_apology_letter"
    ISSUE_STOP_LETTER = "issue_stop_letter"
    NOTIFY = "notify"
    CLOSE_CHARGES = "close_charges"
    FOLLOW_IN_BOOK = "follow_in_book"
    ENTER_RESULT = "enter_result"


@dataclass(frozen=True)
class Transition:
    """One row: from where to where (no target = the state stays), who may, what it needs, what it sets off.

    `by_applicant`: the holder of the look-up code may do it. `public`: the look-up shows that it happened.
    """

    sources: frozenset[State]
    targets: frozenset[State] = frozenset()
    roles: tuple[tuple[Role, Place], ...] = ()
    by_applicant: bool = False
    needs: frozenset[Need] = frozenset()
    effects: tuple[Effect, ...] = ()
    public: bool = True


_COUNTER = (Role.RECEPTIONIST, Place.RECEIVING)
_SPECIALIST = (Role.SPECIALIST, Place.OFFICE)
_LEADER = (Role.LEADER, Place.OFFICE)
_DECIDER = (Role.LEADER, Place.DECIDING)
_HERE = ((Role.RECEPTIONIST, Place.OFFICE), _SPECIALIST, _LEADER)
_WORKED = frozenset({State.ACCEPTED, State.IN_PROCESS})

TRANSITIONS: dict[Action, Transition] = {
    Action.SUBMIT: Transition(
        frozenset(), frozenset({State.SUBMITTED}), (_COUNTER,), by_applicant=True, effects=(Effect.NOTIFY,)
    ),
    Action.ACCEPT: Transition(
        frozenset({State.SUBMITTED}),
        frozenset({State.ACCEPTED}),
        (_COUNTER,),
        effects=(Effect.ENTER_BOOK, Effect.ISSUE_RECEIPT, Effect.NOTIFY),
    ),
    Action.REJECT: Transition(
        frozenset({State.SUBMITTED, State.AWAITING_SUPPLEMENT}),
        frozenset({State.REJECTED}),
        (_COUNTER,),
        needs=frozenset({Need.REASON, Need.LEGAL_GROUND}),
        effects=(Effect.END_PAUSE, Effect.CLOSE_CHARGES, Effect.ISSUE_REFUSAL_LETTER, Effect.NOTIFY),
    ),
    Action.REQUEST_SUPPLEMENT: Transition(
        frozenset({State.SUBMITTED}) | _WORKED,
        frozenset({State.AWAITING_SUPPLEMENT}),
        _HERE,
        needs=frozenset({Need.REASON, Need.ITEMS}),
        effects=(Effect.PAUSE_CLOCK, Effect.ISSUE_SUPPLEMENT_LETTER, Effect.NOTIFY),
    ),
    Action.ALLOW_SUPPLEMENT: Transition(
        frozenset({State.SUBMITTED}) | _WORKED, roles=(_LEADER,), needs=frozenset({Need.REASON}), public=False
    ),
    Action.RECEIVE_SUPPLEMENT: Transition(
        frozenset({State.AWAITING_SUPPLEMENT}),
        frozenset({State.SUBMITTED}) | _WORKED,
        (_COUNTER,),
        by_applicant=True,
        effects=(Effect.END_PAUSE, Effect.NOTIFY),
    ),
    Action.REQUEST_PAYMENT: Transition(
        _WORKED,
        frozenset({State.AWAITING_PAYMENT}),
        _HERE,
        needs=frozenset({Need.REASON}),
        effects=(Effect.PAUSE_CLOCK, Effect.NOTIFY),
    ),
    Action.CONFIRM_PAYMENT: Transition(
        frozenset({State.AWAITING_PAYMENT}),
        _WORKED,
        (*_HERE, _COUNTER),
        effects=(Effect.END_PAUSE, Effect.NOTIFY),
    ),
    # the clock stands still for a duty to pay; a charge that was cancelled is none, so the platform lets it run again
    Action.END_PAYMENT: Transition(
        frozenset({State.AWAITING_PAYMENT}), _WORKED, effects=(Effect.END_PAUSE, Effect.NOTIFY)
    ),
    Action.PAUSE: Transition(
        _WORKED,
        frozenset({State.ON_HOLD}),
        _HERE,
        needs=frozenset({Need.REASON, Need.LEGAL_GROUND}),
        effects=(Effect.PAUSE_CLOCK, Effect.NOTIFY),
    ),
    Action.RESUME: Transition(
        frozenset({State.ON_HOLD}),
        _WORKED,
        _HERE,
        needs=frozenset({Need.EVIDENCE}),
        effects=(Effect.END_PAUSE, Effect.NOTIFY),
    ),
    Action.EXTEND: Transition(
        _WORKED,
        roles=(_DECIDER,),
        needs=frozenset({Need.REASON, Need.LEGAL_GROUND}),
        effects=(Effect.FOLLOW_IN_BOOK, Effect.NOTIFY),
    ),
    Action.DRAFT_APOLOGY: Transition(_WORKED, roles=_HERE, needs=frozenset({Need.REASON}), public=False),
    Action.APOLOGISE: Transition(
        _WORKED,
        roles=(_DECIDER,),
        needs=frozenset({Need.REASON}),
        effects=(Effect.FOLLOW_IN_BOOK, Effect.ISSUE_APOLOGY_LETTER, Effect.NOTIFY),
    ),
    Action.ALLOW_DELAY: Transition(_WORKED, roles=(_DECIDER,), needs=frozenset({Need.REASON}), public=False),
    Action.RECOUNT: Transition(RUNNING, effects=(Effect.NOTIFY,)),
    Action.HAND_OVER: Transition(_WORKED, _WORKED, _HERE),
    Action.TAKE: Transition(OPEN, roles=_HERE, public=False),
    Action.RELEASE: Transition(OPEN, roles=_HERE, public=False),
    Action.NOTE: Transition(
        frozenset(State), roles=(*_HERE, _COUNTER, (Role.SPECIALIST, Place.DECIDING)), public=False
    ),
    Action.DECIDE: Transition(
        frozenset({State.IN_PROCESS}),
        frozenset({State.DECIDED}),
        (_DECIDER,),
        needs=frozenset({Need.RESULT}),
        effects=(Effect.ENTER_RESULT, Effect.NOTIFY),
    ),
    Action.RETURN: Transition(
        frozenset({State.DECIDED}),
        frozenset({State.RETURNED}),
        # volunteers by handing over what they carry; they reach no other dossier
        (_COUNTER, (Role.VOLUNTEER, Place.RECEIVING)),
        by_applicant=True,  # by fetching the file, once they have proved who they are
        needs=frozenset({Need.SIGNATURE}),
        effects=(Effect.NOTIFY,),
    ),
    Action.WITHDRAW: Transition(
        frozenset({State.SUBMITTED}) | _WORKED | PAUSED,
        frozenset({State.WITHDRAWN}),
        (_COUNTER,),
        by_applicant=True,
        effects=(Effect.END_PAUSE, Effect.FOLLOW_IN_BOOK, Effect.CLOSE_CHARGES, Effect.NOTIFY),
    ),
    Action.STOP: Transition(
        _WORKED | PAUSED,
        frozenset({State.STOPPED}),
        (_DECIDER,),
        needs=frozenset({Need.REASON, Need.LEGAL_GROUND}),
        effects=(
            *(Effect.END_PAUSE, Effect.FOLLOW_IN_BOOK, Effect.CLOSE_CHARGES, Effect.ISSUE_STOP_LETTER),
            Effect.NOTIFY,
        ),
    ),
    Action.MOVE_UNIT: Transition(OPEN),
    Action.ASSIGN: Transition(OPEN, roles=(_LEADER,), public=False),
    Action.MOVE_VERSION: Transition(OPEN - {State.DECIDED}, public=False),
    # by the person who was helped, or written down at the counter when they come and say so
    Action.OBJECT: Transition(OPEN, roles=(_COUNTER, _LEADER), by_applicant=True, needs=frozenset({Need.REASON})),
    Action.VERIFY_HELP: Transition(
        OPEN, roles=(_COUNTER, _LEADER), needs=frozenset({Need.REASON}), effects=(Effect.NOTIFY,)
    ),
}
