"""The one writer of a dossier's state: append the event, fold it into the row, set off what the table says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor, ActorKind
from motcua.services.onestop.books import journal_of_book_is_last, journal_of_result_is_last
from motcua.services.onestop.charges import journal_of_charges_is_last
from motcua.services.onestop.effects import Turn, perform
from motcua.services.onestop.models import Dossier, DossierEvent
from motcua.services.onestop.procedure_acts import effects_of, is_open
from motcua.services.onestop.refusals import NotNow
from motcua.services.onestop.replay import FIELDS, apply, projection_of, written
from motcua.services.onestop.states import WAITS_FOR_VERIFICATION, Action, State
from motcua.services.onestop.transitions import TRANSITIONS, Effect


@dataclass(frozen=True)
class Move:
    """What an act does to a dossier. None = stays as it is.

    `sets` are values of the projection (see `replay.SETTABLE`), `payload` what people read in the history. `is_told`:
    the applicant gets the message of this turn; not when another turn of the same act tells them more.
    """

    action: Action
    to: State | None = None
    step: str | None = None
    office_unit_id: int | None = None
    sets: Mapping[str, object] = field(default_factory=dict)
    payload: Mapping[str, Any] = field(default_factory=dict)
    is_told: bool = True


def check_possible(dossier: Dossier, action: Action) -> None:
    """Raise NotNow unless the table has a way by `action` from where the dossier stands and the procedure leaves it."""
    if State(dossier.state) not in TRANSITIONS[action].sources:
        raise NotNow
    if dossier.objected_at is not None and action in WAITS_FOR_VERIFICATION:
        raise NotNow(
            _(
                "Người được nộp giúp phản đối hồ sơ này. Hãy xác minh với người đó và ghi lại kết quả trước khi làm "
                "tiếp."
            )
        )
    if not is_open(dossier.procedure_version.content, action, dossier.step):
        raise NotNow(_("Thủ tục này không cho thực hiện việc đó ở bước hiện tại. Hãy chuyển hồ sơ sang bước khác."))


def change_state(dossier: Dossier, move: Move, *, by: Actor, now: datetime) -> DossierEvent:
    """Write what `move` does to a locked dossier (or a new one that is not saved yet) and return the event.

    The caller has locked the row, checked access and the needs of the action. Raises NotNow when the table does not
    lead from the present state to the wanted one.
    """
    is_new = not dossier.version
    effects = _effects(dossier, move)
    event = turned(dossier, move, by=by, now=now)
    if is_new:
        dossier.save(force_insert=True)
    else:
        dossier.save(update_fields=[name.removesuffix("_id") for name in FIELDS])
    event.dossier = dossier
    event.save(force_insert=True)
    turn, late = Turn(dossier, event, by, now), _after_the_journal(dossier, effects)
    for effect in effects:
        if effect not in late:
            perform(effect, turn)
    _record(dossier, event, by, now)
    for effect in effects:
        if effect in late:
            perform(effect, turn)
    return event


def _effects(dossier: Dossier, move: Move) -> tuple[Effect, ...]:
    """Return what the move sets off, by the table and by the procedure at the step it is made from."""
    by_procedure = effects_of(dossier.procedure_version.content, move.action, dossier.step)
    effects = (*TRANSITIONS[move.action].effects, *by_procedure)
    return tuple(each for each in effects if move.is_told or each is not Effect.NOTIFY)


def turned(dossier: Dossier, move: Move, *, by: Actor, now: datetime) -> DossierEvent:
    """Return the event of `move`, folded into the dossier; nothing is saved. Raises what `change_state` raises."""
    transition = TRANSITIONS[move.action]
    before = projection_of(dossier) if dossier.version else None  # None: it has no event yet
    if before is not None:
        check_possible(dossier, move.action)
    target = move.to or State(dossier.state)
    if target not in (transition.targets or {State(dossier.state)}):
        raise NotNow
    event = DossierEvent(
        seq=dossier.version + 1,
        at=_forward(dossier, now),
        kind=move.action,
        actor_kind=by.kind,
        # whoever files or asks by the code is known from the dossier; the history keeps no citizen's name
        actor_name="" if by.kind is ActorKind.CITIZEN else by.name,
        actor_staff_id=by.staff_id,
        from_state=before.state if before is not None else "",
        to_state=target,
        step=dossier.step if move.step is None else move.step,
        office_unit_id=move.office_unit_id or dossier.office_unit_id,
        public=transition.public,
        payload={**move.payload, "sets": written(move.sets)},
    )
    after = apply(before, event)
    for name in FIELDS:
        setattr(dossier, name, getattr(after, name))
    return event


def _after_the_journal(dossier: Dossier, effects: Collection[Effect]) -> frozenset[Effect]:
    """Return the effects that write the journal of a unit whose chain is locked after that of the office."""
    late = {
        Effect.CLOSE_CHARGES: journal_of_charges_is_last,
        Effect.FOLLOW_IN_BOOK: journal_of_book_is_last,
        Effect.ENTER_RESULT: journal_of_result_is_last,
    }
    return frozenset(effect for effect, is_last in late.items() if effect in effects and is_last(dossier))


def _forward(dossier: Dossier, now: datetime) -> datetime:
    """Return `now`, or the last turn if that is later: two servers' clocks differ, and a history never runs back."""
    turns = (dossier.filed_at, dossier.accepted_at, dossier.paused_since, dossier.finished_at)
    return max(now, *(turn for turn in turns if turn is not None)) if dossier.version else now


def _record(dossier: Dossier, event: DossierEvent, by: Actor, now: datetime) -> None:
    journal.record(
        actor=by if by.kind is not ActorKind.CITIZEN else Actor.citizen(),
        unit_id=dossier.office_unit_id,
        action=f"onestop.{event.kind}",
        target=("dossier", str(dossier.pk)),
        now=now,
        detail={"code": dossier.code, "from": event.from_state, "to": event.to_state, "seq": event.seq},
    )
