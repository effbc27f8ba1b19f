"""What do the events of a dossier add up to? A pure fold: the same function writes the row and checks it at night."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Any

from motcua.services.onestop.models import Dossier, DossierEvent
from motcua.services.onestop.states import CLOSED, PAUSED, RUNNING, Action, State

# what an event may set besides what follows from its kind, state, step and office
MOMENTS = frozenset(
    {
        *("answer_due_at", "law_due_at", "due_at", "rescheduled_to", "step_due_at", "next_due_at"),
        *("amber_at", "red_at"),
    }
)
SETTABLE = MOMENTS | {"receiving_unit_id", "deciding_unit_id", "procedure_version_id", "holder_id", "outcome"}


@dataclass(frozen=True)
class Projection:
    """Everything of a dossier's row that its events decide; see `Dossier` for the meaning of each."""

    state: str
    step: str
    office_unit_id: int
    filed_at: datetime
    version: int
    receiving_unit_id: int = 0
    deciding_unit_id: int = 0
    procedure_version_id: int = 0  # 0: a history from before versions were told; such a dossier was never moved
    holder_id: int | None = None
    outcome: str = ""
    answer_due_at: datetime | None = None
    accepted_at: datetime | None = None
    limits: Mapping[str, Any] | None = None
    steps_begun: Mapping[str, str] = field(default_factory=dict)
    law_due_at: datetime | None = None
    due_at: datetime | None = None
    rescheduled_to: datetime | None = None
    extended_at: datetime | None = None
    apology_drafted_at: datetime | None = None
    objected_at: datetime | None = None
    step_due_at: datetime | None = None
    next_due_at: datetime | None = None
    amber_at: datetime | None = None
    red_at: datetime | None = None
    paused_since: datetime | None = None
    finished_at: datetime | None = None
    closed_at: datetime | None = None


FIELDS = tuple(each.name for each in fields(Projection))
# an apology is drafted for the due time it is written before: what moves that, or ends it, lays the draft aside
_LAYS_DRAFT_ASIDE = frozenset({Action.APOLOGISE, Action.EXTEND, Action.RECOUNT})


def apply(before: Projection | None, event: DossierEvent) -> Projection:
    """Return what holds after `event`; `before` is None for the first."""
    base = before or Projection(event.to_state, event.step, event.office_unit_id, event.at, event.seq)
    paused = State(event.to_state) in PAUSED
    return replace(
        base,
        state=event.to_state,
        step=event.step,
        office_unit_id=event.office_unit_id,
        version=event.seq,
        accepted_at=event.at if event.kind == Action.ACCEPT else base.accepted_at,
        limits=event.payload["limits"] if event.kind == Action.ACCEPT else base.limits,
        steps_begun=begun_with(base.steps_begun, event.step, event.at),
        finished_at=event.at if event.kind == Action.DECIDE else base.finished_at,
        extended_at=event.at if event.kind == Action.EXTEND else base.extended_at,
        apology_drafted_at=_drafted(base, event),
        objected_at=_objected(base, event),
        closed_at=event.at if State(event.to_state) in CLOSED else None,
        paused_since=(base.paused_since or event.at) if paused else None,
        **_sets(event.payload.get("sets", {})),
    )


def begun_with(begun: Mapping[str, str], step: str, at: datetime) -> Mapping[str, str]:
    """Return when each step was first entered, once `step` was at `at`; one that is done again keeps the first time."""
    if not step or step in begun:
        return begun
    return {**begun, step: at.astimezone(UTC).isoformat(timespec="microseconds")}


def _drafted(base: Projection, event: DossierEvent) -> datetime | None:
    """Return when the apology that waits for its signature was drafted, after `event`."""
    if event.kind == Action.DRAFT_APOLOGY:
        return event.at
    stays = State(event.to_state) in RUNNING and event.kind not in _LAYS_DRAFT_ASIDE
    return base.apology_drafted_at if stays else None


def _objected(base: Projection, event: DossierEvent) -> datetime | None:
    """Return since when an objection to the help waits to be verified, after `event`; what is closed waits no more."""
    if event.kind == Action.OBJECT:
        return event.at
    is_over = event.kind == Action.VERIFY_HELP or State(event.to_state) in CLOSED
    return None if is_over else base.objected_at


def replay(events: Iterable[DossierEvent]) -> Projection:
    """Return what a whole history adds up to; raise ValueError when it is empty or has a gap."""
    result: Projection | None = None
    for expected, event in enumerate(events, start=1):
        if event.seq != expected:
            raise ValueError(f"Event {expected} is missing.")
        result = apply(result, event)
    if result is None:
        raise ValueError("A history without events.")
    return result


def projection_of(dossier: Dossier) -> Projection:
    """Return what the dossier's row says."""
    return Projection(**{name: getattr(dossier, name) for name in FIELDS})


def written(sets: Mapping[str, object]) -> dict[str, Any]:
    """Return `sets` as JSON; raise KeyError for a name an event may not set."""
    if not SETTABLE.issuperset(sets):
        raise KeyError(f"An event cannot set {sorted(set(sets) - SETTABLE)}.")
    return {name: _text(value, value.tzinfo) if isinstance(value, datetime) else value for name, value in sets.items()}


def moments_as_json(sets: Mapping[str, datetime]) -> str:
    """Return `written(sets)` as JSON, of moments alone: the short way for the many that are counted again."""
    if not MOMENTS.issuperset(sets):
        raise KeyError(f"{sorted(set(sets) - MOMENTS)} are no moments of a dossier.")
    return "{" + ", ".join([f'"{name}": "{_text(at, at.tzinfo)}"' for name, at in sets.items()]) + "}"


@lru_cache(maxsize=4096)
def _text(moment: datetime, zone: tzinfo | None) -> str:
    """Return a moment as text. Many dossiers share one; the same moment in another `zone` has another text."""
    del zone
    return moment.isoformat()


def _sets(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value) if name in MOMENTS and value is not None else value
        for name, value in stored.items()
    }
