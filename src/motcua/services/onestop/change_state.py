"""The one writer of a dossier's state: append the event, fold it into the row, set off what the table says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor, ActorKind
from motcua.services.onestop.effects import Turn, perform
from motcua.services.onestop.models import Dossier, DossierEvent
from motcua.services.onestop.procedure_acts import effects_of, is_open
from motcua.services.onestop.refusals import NotNow
from motcua.services.onestop.replay import FIELDS, Projection, apply, projection_of, written
from motcua.services.onestop.states import WAITS_FOR_VERIFICATION, Action, State
from motcua.services.onestop.transitions import TRANSITIONS


@dataclass(frozen=True)
class Move:
    """What an act does to a dossier. None = stays as it is.

    `sets` are values of the projection (see `replay.SETTABLE`), `payload` what people read in the history.
    """

    action: Action
    to: State | None = None
    step: str | None = None
    office_unit_id: int | None = None
    sets: Mapping[str, object] = field(default_factory=dict)
    payload: Mapping[str, Any] = field(default_factory=dict)


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
    transition = TRANSITIONS[move.action]
    before = _before(dossier)
    if before is not None:
        check_possible(dossier, move.action)
    effects = (*transition.effects, *effects_of(dossier.procedure_version.content, move.action, dossier.step))
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
    _project(dossier, event)
    event.dossier = dossier
    event.save(force_insert=True)
    for effect in effects:
        perform(effect, Turn(dossier, event, by, now))
    _record(dossier, event, by, now)
    return event


def _forward(dossier: Dossier, now: datetime) -> datetime:
    """Return `now`, or the last turn if that is later: two servers' clocks differ, and a history never runs back."""
    turns = (dossier.filed_at, dossier.accepted_at, dossier.paused_since, dossier.finished_at)
    return max(now, *(turn for turn in turns if turn is not None)) if dossier.version else now


def _before(dossier: Dossier) -> Projection | None:
    """Return what the row says, None for a dossier that has no event yet."""
    return projection_of(dossier) if dossier.version else None


def _project(dossier: Dossier, event: DossierEvent) -> None:
    before = _before(dossier)
    after = apply(before, event)
    for name in FIELDS:
        setattr(dossier, name, getattr(after, name))
    if before is None:
        dossier.save(force_insert=True)
    else:
        dossier.save(update_fields=[name.removesuffix("_id") for name in FIELDS])


def _record(dossier: Dossier, event: DossierEvent, by: Actor, now: datetime) -> None:
    journal.record(
        actor=by if by.kind is not ActorKind.CITIZEN else Actor.citizen(),
        unit_id=dossier.office_unit_id,
        action=f"onestop.{event.kind}",
        target=("dossier", str(dossier.pk)),
        now=now,
        detail={"code": dossier.code, "from": event.from_state, "to": event.to_state, "seq": event.seq},
    )
