"""Which moments does a dossier have? All of them from the one legal clock, with the limit of law and of commitment."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime import rules
from motcua.foundation.worktime.queries import calendar_for, due_time
from motcua.foundation.worktime.rules import Limit, Span, TimeUnit
from motcua.services.onestop.definition import Step
from motcua.services.onestop.models import Commitment, Dossier, DossierEvent, Pause, ProcedureVersion
from motcua.services.onestop.states import Action

AMBER_LEFT, RED_LEFT = (1, 2), (1, 5)  # the part of the time that is left when the colour changes
_ANSWERS = Path(__file__).parent / "data" / "answer_limits.json"

Moments = dict[str, datetime]


@dataclass(frozen=True)
class AnswerLimit:
    """Within which time a filing must be accepted or refused, and the document that says so."""

    limit: Limit
    document: str
    article: str
    verified: bool
    valid_from: date


@dataclass(frozen=True)
class Limits:
    """The limits in force when a dossier was accepted: the law's, and the authority's own when it promised less."""

    law: Limit
    promised: Limit | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the limits as the acceptance event keeps them."""
        return {"law": _limit_json(self.law), "promised": self.promised and _limit_json(self.promised)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Limits:
        """Return the limits kept by an acceptance event."""
        promised = stored["promised"]
        return cls(_limit(stored["law"]), promised and _limit(promised))


def answer_limit(day: date) -> AnswerLimit:
    """Return the limit for answering a filing in force on `day` (before the first rule: the first)."""
    known = _answer_limits()
    return next((each for each in reversed(known) if each.valid_from <= day), known[0])


def filing_moments(*, unit_id: int, now: datetime) -> Moments:
    """Return what is due after a filing: the answer of the counter of `unit_id`."""
    due = due_time(unit_id=unit_id, start=now, limit=answer_limit(day_of(now)).limit)
    return {"answer_due_at": due, "next_due_at": due} | _colours(unit_id, now, due, now, due)


def limits_on(version: ProcedureVersion, *, units: Sequence[int], now: datetime) -> Limits:
    """Return the limits of a version at `now` for what `units` receive and decide; the shortest promise wins."""
    promises = Commitment.objects.filter(version=version, valid__contains=day_of(now))
    known = [each.limit for each in promises if each.unit_id is None or each.unit_id in units]
    law = version.content.limit.limit
    if not known:
        return Limits(law)
    return Limits(law, min(known, key=lambda limit: due_time(unit_id=units[0], start=now, limit=limit)))


def acceptance_moments(dossier: Dossier, limits: Limits, *, now: datetime) -> Moments:
    """Return the due times that acceptance at `now` sets going, with the first step's."""
    moments = _due_moments(dossier, limits, accepted=now, pauses=(), now=now)
    first = dossier.procedure_version.content.steps[0]
    due = step_due(dossier, first, since=now, pauses=(), latest=moments["due_at"])
    return moments | {"step_due_at": due}


def resumed_moments(dossier: Dossier, *, now: datetime) -> Moments:
    """Return the due times once the pause that ends at `now` is over; before acceptance: a new answer time."""
    if dossier.accepted_at is None:
        return filing_moments(unit_id=dossier.receiving_unit_id, now=now)
    pauses = pauses_of(dossier, until=now)
    moments = _due_moments(dossier, limits_of(dossier), accepted=dossier.accepted_at, pauses=pauses, now=now)
    step = dossier.procedure_version.content.step(dossier.step)
    since = step_begun(dossier, step.key, now=now)
    return moments | {"step_due_at": step_due(dossier, step, since=since, pauses=pauses, latest=moments["due_at"])}


def entered_step_due(dossier: Dossier, step: Step, *, now: datetime) -> datetime:
    """Return when a step entered at `now` is due; a step done again counts from the first time it was entered."""
    if dossier.due_at is None:
        raise ValueError("A dossier without due time has no steps.")
    since = step_begun(dossier, step.key, now=now)
    return step_due(dossier, step, since=since, pauses=pauses_of(dossier, until=now), latest=dossier.due_at)


def step_due(dossier: Dossier, step: Step, *, since: datetime, pauses: Sequence[Span], latest: datetime) -> datetime:
    """Return when `step` begun at `since` is due, never later than the dossier itself."""
    own = due_time(unit_id=dossier.deciding_unit_id, start=since, limit=step.duration.limit, pauses=pauses)
    return min(own, latest)


def step_begun(dossier: Dossier, key: str, *, now: datetime) -> datetime:
    """Return when the step was first entered; `now` when it never was."""
    first = DossierEvent.objects.filter(dossier=dossier, step=key).order_by("seq").values_list("at", flat=True).first()
    return first or now


def limits_of(dossier: Dossier) -> Limits:
    """Return the limits that were in force when the dossier was accepted."""
    event = DossierEvent.objects.only("payload").get(dossier=dossier, kind=Action.ACCEPT)
    return Limits.from_json(event.payload["limits"])


def pauses_of(dossier: Dossier, *, until: datetime) -> list[Span]:
    """Return the dossier's pauses, an open one ended at `until` (at its start when `until` is a moment before)."""
    pauses = Pause.objects.filter(dossier=dossier)
    return [Span(each.started_at, each.ended_at or max(until, each.started_at)) for each in pauses]


def _due_moments(
    dossier: Dossier, limits: Limits, *, accepted: datetime, pauses: Sequence[Span], now: datetime
) -> Moments:
    unit_id = dossier.deciding_unit_id
    by_law = due_time(unit_id=unit_id, start=accepted, limit=limits.law, pauses=pauses)
    due, undisturbed = by_law, due_time(unit_id=unit_id, start=accepted, limit=limits.promised or limits.law)
    if limits.promised:
        due = min(by_law, due_time(unit_id=unit_id, start=accepted, limit=limits.promised, pauses=pauses))
    return {"law_due_at": by_law, "due_at": due, "next_due_at": due} | _colours(
        unit_id, accepted, undisturbed, now, due
    )


def _colours(unit_id: int, start: datetime, undisturbed: datetime, now: datetime, due: datetime) -> Moments:
    """Return when half and a fifth of the whole working time is left before `due`.

    The whole is the time from `start` to `undisturbed`, the due time without pauses.
    """
    calendar = calendar_for(unit_id)
    whole = rules.working_minutes_between(calendar, start, undisturbed)
    left = rules.working_minutes_between(calendar, now, due)
    return {
        name: min(due, rules.add_working_minutes(calendar, now, max(0, left - whole * part // of)))
        for name, (part, of) in (("amber_at", AMBER_LEFT), ("red_at", RED_LEFT))
    }


def _limit_json(limit: Limit) -> dict[str, Any]:
    return {"amount": limit.amount, "unit": limit.unit.value}


def _limit(stored: Mapping[str, Any]) -> Limit:
    return Limit(stored["amount"], TimeUnit(stored["unit"]))


@lru_cache(maxsize=1)
def _answer_limits() -> tuple[AnswerLimit, ...]:
    rows = json.loads(_ANSWERS.read_text(encoding="utf-8"))
    return tuple(
        AnswerLimit(
            _limit(row), row["document"], row["article"], row["verified"], date.fromisoformat(row["valid_from"])
        )
        for row in rows
    )
