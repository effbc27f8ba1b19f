"""Which moments does a dossier have? All of them from the one legal clock, with the limit of law and of commitment."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime import rules
from motcua.foundation.worktime.queries import calendar_for, due_time
from motcua.foundation.worktime.rules import Limit, Span, TimeUnit, WorkCalendar
from motcua.foundation.worktime.turns import Turns, Whose
from motcua.services.onestop.definition import Step
from motcua.services.onestop.models import Commitment, Dossier, DossierEvent, Pause, ProcedureVersion
from motcua.services.onestop.states import Action

RECEIVING, DECIDING = "receiving_unit_id", "deciding_unit_id"  # of the two places of a dossier, as its events set them
AMBER_LEFT, RED_LEFT = (1, 2), (1, 5)  # the part of the time that is left when the colour changes
_ANSWERS = Path(__file__).parent / "data" / "answer_limits.json"

Moments = dict[str, datetime]
Told = Mapping[str, tuple[datetime, Mapping[str, Any]]]  # of each kind of act: when it was done last, and its payload


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
        return {"law": limit_json(self.law), "promised": self.promised and limit_json(self.promised)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Limits:
        """Return the limits kept by an acceptance event."""
        promised = stored["promised"]
        return cls(_limit(stored["law"]), promised and _limit(promised))


@dataclass(frozen=True)
class Delay:
    """The new date of a signed apology, as working time after it was signed."""

    signed_at: datetime
    limit: Limit


class Course(NamedTuple):
    """Everything the due times of an accepted dossier follow from; `whose` calendar counts, of the deciding unit.

    A tuple: one is made for each of the many dossiers that are counted again.
    """

    whose: Whose
    accepted: datetime
    limits: Limits
    extension: Limit | None = None
    delay: Delay | None = None
    pauses: tuple[Span, ...] = ()


def answer_limit(day: date) -> AnswerLimit:
    """Return the limit for answering a filing in force on `day` (before the first rule: the first)."""
    known = _answer_limits()
    return next((each for each in reversed(known) if each.valid_from <= day), known[0])


def filing_moments(*, unit_id: int, now: datetime) -> Moments:
    """Return what is due after a filing: the answer of the counter of `unit_id`."""
    return answered_moments(unit_id=unit_id, asked_at=now, now=now)


def answer_due(*, unit_id: Whose, asked_at: datetime) -> datetime:
    """Return until when the counter of `unit_id` answers a filing at `asked_at`."""
    return due_time(unit_id=unit_id, start=asked_at, limit=answer_limit(day_of(asked_at)).limit)


def answered_moments(*, unit_id: Whose, asked_at: datetime, now: datetime) -> Moments:
    """Return what is due, as seen at `now`, after a filing at `asked_at`."""
    due = answer_due(unit_id=unit_id, asked_at=asked_at)
    return {"answer_due_at": due, "next_due_at": due, **_colours(unit_id, asked_at, due, now, due)}


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
    course = Course(dossier.deciding_unit_id, now, limits)
    moments = due_moments(course, now=now)
    return moments | step_moments(course, dossier.procedure_version.content.steps[0], moments, since=now, now=now)


def resumed_moments(dossier: Dossier, *, now: datetime) -> Moments:
    """Return the due times once the pause that ends at `now` is over; before acceptance: a new answer time."""
    if dossier.accepted_at is None:
        return filing_moments(unit_id=dossier.receiving_unit_id, now=now)
    return counted_moments(dossier, course_of(dossier, until=now), now=now)


def counted_moments(dossier: Dossier, course: Course, *, now: datetime) -> Moments:
    """Return the due times of an accepted dossier and of its present step, as they follow from its `course`."""
    moments = due_moments(course, now=now)
    step = dossier.procedure_version.content.step(dossier.step)
    since = step_begun(dossier, step.key, now=now)
    return moments | step_moments(course, step, moments, since=since, now=now)


def entered_step_moments(dossier: Dossier, step: Step, *, now: datetime) -> Moments:
    """Return due time and colours of a step entered at `now`; one done again counts from the first time it was entered.

    The due times of the dossier stay as they are.
    """
    course = course_of(dossier, until=now)
    whole = due_moments(course, now=now) | {"next_due_at": dossier.next_due_at}
    return step_moments(course, step, whole, since=step_begun(dossier, step.key, now=now), now=now)


def step_moments(course: Course, step: Step, whole: Moments, *, since: datetime, now: datetime) -> Moments:
    """Return when a step begun at `since` is due, and the colours: of the step or of the `whole`, what comes first."""
    due = step_end(course.whose, step, since=since, pauses=course.pauses, latest=whole["next_due_at"])
    return coloured_step(course, step, whole, due, since=since, now=now)


def coloured_step(
    course: Course, step: Step, whole: Moments, due: datetime, *, since: datetime, now: datetime
) -> Moments:
    """Return `step_moments` of a step that is known to be `due` then."""
    undisturbed = step_end(course.whose, step, since=since, pauses=(), latest=due) if course.pauses else due
    own = _colours(course.whose, since, undisturbed, now, due)
    return {
        "step_due_at": due,
        "amber_at": min(whole["amber_at"], own["amber_at"]),
        "red_at": min(whole["red_at"], own["red_at"]),
    }


def step_end(unit_id: Whose, step: Step, *, since: datetime, pauses: Sequence[Span], latest: datetime) -> datetime:
    """Return when a step is due by the calendar of `unit_id`, never later than `latest`."""
    return min(latest, due_time(unit_id=unit_id, start=since, limit=step.duration.limit, pauses=pauses))


def step_begun(dossier: Dossier, key: str, *, now: datetime) -> datetime:
    """Return when the step was first entered; `now` when it never was."""
    first = dossier.steps_begun.get(key)
    return datetime.fromisoformat(first) if first else now


def course_of(dossier: Dossier, *, until: datetime) -> Course:
    """Return the course of an accepted dossier as its history tells it. Two queries."""
    if dossier.accepted_at is None or dossier.limits is None:
        raise ValueError("Before acceptance no clock of the law runs.")
    kinds = [Action.EXTEND, Action.APOLOGISE, Action.MOVE_UNIT]
    acts = DossierEvent.objects.filter(dossier=dossier, kind__in=kinds).order_by("seq")
    rows = list(acts.values_list("kind", "at", "payload"))
    told = {kind: (at, payload) for kind, at, payload in rows}
    moves = [(at, payload) for kind, at, payload in rows if kind == Action.MOVE_UNIT]
    whose = whose_turns(dossier.deciding_unit_id, moves, DECIDING)
    course = Course(whose, dossier.accepted_at, Limits.from_json(dossier.limits))
    spans = Pause.objects.filter(dossier=dossier).values_list("started_at", "ended_at")
    return disturbed(course, told, [pause_of(*span, until=until) for span in spans])


def whose_turns(present: int, moves: Iterable[tuple[datetime, Mapping[str, Any]]], place: str) -> Whose:
    """Return whose calendars count, one after the other, by the events that moved the dossier to a successor, in order.

    Each day counts by the calendar of the unit that had the dossier on it, in that `place` of the two; the day of the
    move is the successor's.
    """
    moved = [(day_of(at), payload) for at, payload in moves if place in payload["sets"]]
    if not moved:
        return present
    return Turns(moved[0][1]["from_unit"], tuple((day, payload["sets"][place]) for day, payload in moved))


def disturbed(course: Course, told: Told, pauses: Iterable[Span]) -> Course:
    """Return the course with its pauses, and with the extension and the last new day that were `told`."""
    extension, apology = told.get(Action.EXTEND), told.get(Action.APOLOGISE)
    return course._replace(
        extension=_limit(extension[1]["limit"]) if extension else None,
        delay=Delay(apology[0], _limit(apology[1]["limit"])) if apology else None,
        pauses=tuple(pauses),
    )


def pause_of(started_at: datetime, ended_at: datetime | None, *, until: datetime) -> Span:
    """Return a stored pause; an open one ends at `until` (at its start when `until` is a moment before)."""
    return Span(started_at, ended_at or max(until, started_at))


def due_moments(course: Course, *, now: datetime) -> Moments:
    """Return every due time of an accepted dossier, and the colours on the way from `now` to the one that is told."""
    return coloured(course, end_times(course), now=now)


def coloured(course: Course, moments: Moments, *, now: datetime) -> Moments:
    """Return the `end_times` of a course with the colours on the way from `now` to the one that is told."""
    undisturbed = end_times(course._replace(pauses=(), delay=None)) if course.pauses else moments
    return {**moments, **_colours(course.whose, course.accepted, undisturbed["due_at"], now, moments["next_due_at"])}


def end_times(course: Course) -> Moments:
    """Return the due times by law, as promised and as told, and the new day of an apology when there is one."""
    by_law = _end(course, course.limits.law)
    due = min(by_law, _end(course, course.limits.promised)) if course.limits.promised else by_law
    if course.delay is None:
        return {"law_due_at": by_law, "due_at": due, "next_due_at": due}
    start, limit = course.delay.signed_at, course.delay.limit
    new = due_time(unit_id=course.whose, start=start, limit=limit, pauses=course.pauses)
    return {"law_due_at": by_law, "due_at": due, "next_due_at": max(due, new), "rescheduled_to": new}


def _end(course: Course, limit: Limit) -> datetime:
    """Return when `limit` ends; an extension is counted on from there, in the days after the last day."""
    due = due_time(unit_id=course.whose, start=course.accepted, limit=limit, pauses=course.pauses)
    if course.extension is None:
        return due
    return due_time(unit_id=course.whose, start=due, limit=course.extension, pauses=course.pauses)


def _colours(
    unit_id: Whose, start: datetime, undisturbed: datetime, now: datetime, due: datetime
) -> Mapping[str, datetime]:
    """Return when half and a fifth of the whole working time is left before `due`.

    The whole is the time from `start` to `undisturbed`, the due time without pauses.
    """
    calendar = calendar_for(unit_id)
    whole = rules.working_minutes_between(calendar, start, undisturbed)
    amber, red = _turning(calendar, now, rules.working_minutes_between(calendar, now, due), whole)
    return {"amber_at": min(due, amber), "red_at": min(due, red)}


# of the many dossiers that are counted again at one moment, most ask the same question
@lru_cache(maxsize=65_536)
def _turning(calendar: WorkCalendar, now: datetime, left: int, whole: int) -> tuple[datetime, datetime]:
    """Return when half and a fifth of `whole` are left, if `left` are now; both in minutes of work."""
    amber, red = (max(0, left - whole * part // of) for part, of in (AMBER_LEFT, RED_LEFT))
    return rules.add_working_minutes(calendar, now, amber), rules.add_working_minutes(calendar, now, red)


def limit_json(limit: Limit) -> dict[str, Any]:
    """Return a limit as events keep it."""
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
