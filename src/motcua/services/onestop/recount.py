"""Do the due times of the open dossiers still follow from their events and today's calendar? Many at once.

Only what runs is counted again: what is paused gets its due time when the pause ends, and what is decided keeps the one
it was decided under. A row knows its limits and when its step was entered; thousands are read in one query, their
pauses, extensions and new days in two more; what was accepted alike is counted once.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from math import ceil
from operator import itemgetter
from typing import Any, NamedTuple

import psycopg
from django.db import connection
from django.db.models import Q, QuerySet

from motcua.foundation.worktime.moments import in_zone
from motcua.foundation.worktime.queries import calendar_for
from motcua.foundation.worktime.rules import Span, WorkCalendar, day_decides
from motcua.foundation.worktime.turns import Whose
from motcua.services.onestop.clocks import (
    DECIDING,
    RECEIVING,
    Course,
    Limits,
    Moments,
    Told,
    answer_due,
    answered_moments,
    coloured,
    coloured_step,
    disturbed,
    end_times,
    pause_of,
    step_end,
    whose_turns,
)
from motcua.services.onestop.definition import Step
from motcua.services.onestop.models import Dossier, DossierEvent, Pause
from motcua.services.onestop.models.procedure import published_document
from motcua.services.onestop.states import Action

BATCH = 5000
# a page of the table holds about so many dossiers: of each page one batch writes one, for which it has room
STRIPES = 12
_READ = """
SELECT d.id, d.version, d.receiving_unit_id, d.deciding_unit_id, v.sha256, d.step, d.accepted_at,
       d.extended_at IS NOT NULL OR d.rescheduled_to IS NOT NULL
           OR EXISTS (SELECT 1 FROM onestop_pause p WHERE p.dossier_id = d.id),
       d.answer_due_at, d.law_due_at, d.due_at, d.step_due_at, d.next_due_at, d.rescheduled_to, d.limits::text,
       d.steps_begun ->> d.step,
       CASE WHEN d.accepted_at IS NULL THEN
           (SELECT max(x.at) FROM onestop_dossierevent x
            WHERE x.dossier_id = d.id AND x.kind IN ('submit', 'receive_supplement')) END,
       (SELECT jsonb_agg(jsonb_build_array(x.seq, x.at, x.payload)) FROM onestop_dossierevent x
        WHERE x.dossier_id = d.id AND x.kind = 'move_unit')
FROM onestop_dossier d
JOIN onestop_procedureversion v ON v.id = d.procedure_version_id
WHERE d.id = ANY(%s)
"""


class Standing(NamedTuple):
    """A running dossier as the table has it, with what its due times follow from."""

    id: int
    version: int
    receiving_unit: int
    deciding_unit: int
    document: str
    step: str
    accepted_at: datetime | None
    is_disturbed: bool  # its clock has stood still, its limit was extended, or it has a new day
    answer_due_at: datetime
    law_due_at: datetime | None
    due_at: datetime | None
    step_due_at: datetime | None
    next_due_at: datetime
    rescheduled_to: datetime | None
    limits: str | None
    step_begun: str | None
    asked_at: datetime | None  # of the answer that is due before acceptance
    moves: list[tuple[int, str, Mapping[str, Any]]] | None  # to a successor: number, moment and payload of each event

    def whose(self, present: int, place: str) -> Whose:
        """Return whose calendars count in a place; nearly always that of the unit that has it."""
        if self.moves is None:
            return present
        moves = [(datetime.fromisoformat(at), payload) for _seq, at, payload in sorted(self.moves, key=itemgetter(0))]
        return whose_turns(present, moves, place)


class Moved(NamedTuple):
    """A dossier whose due times are others now; `before` was told until now, `unit` is whose calendar counts."""

    id: int
    version: int
    unit: int
    before: datetime
    moments: Moments


@dataclass(frozen=True)
class _Disturbances:
    """What a batch of dossiers has besides its limits: the few with pauses, an extension or a new day."""

    pauses: Mapping[int, Sequence[Span]]
    told: Mapping[int, Told]


@dataclass(frozen=True)
class Alike:
    """The ends of undisturbed courses that began alike, by the calendar they were counted by."""

    known: dict[tuple[WorkCalendar, str, int], Moments] = field(default_factory=dict)

    def ends(self, course: Course, limits: str) -> Moments:
        """Return the `end_times` of a course whose limits are written as `limits`."""
        if course.pauses or course.extension or course.delay or not _is_by_day(limits):
            return end_times(course)
        key = (calendar_for(course.whose), limits, course.accepted.toordinal())
        if (moments := self.known.get(key)) is None:
            moments = self.known[key] = end_times(course)
        return moments


def running(units: Collection[int] | None) -> QuerySet[Dossier]:
    """Return the dossiers whose clock runs by the calendar of `units` (None: of any unit)."""
    chosen = Dossier.objects.filter(is_resting=False)
    if units is None:
        return chosen
    return chosen.filter(
        Q(accepted_at__isnull=False, deciding_unit__in=units) | Q(accepted_at__isnull=True, receiving_unit__in=units)
    )


def batches_of(units: Collection[int] | None) -> Iterator[tuple[int, ...]]:
    """Yield the ids of `running(units)`, thousands at a time; the database keeps the rest until they are wanted.

    Those of many neighbours are dealt out, so that a batch writes few rows of each page: each is written in place.
    """
    ids = running(units).order_by("pk").values_list("pk", flat=True).iterator(chunk_size=BATCH)
    while neighbours := tuple(islice(ids, STRIPES * BATCH)):
        stripes = ceil(len(neighbours) / BATCH)
        yield from (neighbours[first::stripes] for first in range(stripes))


def would_move(units: Collection[int], now: datetime) -> Counter[int]:
    """Return of how many dossiers of each unit the due time would be another by the calendar in this transaction."""
    alike = Alike()
    return Counter(found.unit for batch in batches_of(units) for found in moved_among(batch, alike=alike, now=now))


def moved_among(ids: Sequence[int], *, alike: Alike, now: datetime) -> list[Moved]:
    """Return the dossiers of `ids` whose due times would be others if they were counted again now. Three queries."""
    standings = _read(ids)
    disturbed_ids = [each.id for each in standings if each.is_disturbed]
    disturbances = _Disturbances(_pauses(disturbed_ids, now), _told(disturbed_ids))
    moved = (_counted(each, disturbances, alike, now) for each in standings)
    return [each for each in moved if each is not None]


def _read(ids: Sequence[int]) -> list[Standing]:
    """Run the one read in binary: reading eight moments of each row from text took longer than counting."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        return [Standing._make(row) for row in cursor.execute(_READ, [list(ids)], binary=True).fetchall()]


def _pauses(ids: Sequence[int], now: datetime) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    columns = ("dossier", "started_at", "ended_at")
    for dossier, started, ended in Pause.objects.filter(dossier__in=ids).values_list(*columns):
        found[dossier].append(pause_of(started, ended, until=now))
    return found


def _told(ids: Sequence[int]) -> dict[int, dict[str, tuple[datetime, Mapping[str, object]]]]:
    found: dict[int, dict[str, tuple[datetime, Mapping[str, object]]]] = defaultdict(dict)
    acts = DossierEvent.objects.filter(dossier__in=ids, kind__in=[Action.EXTEND, Action.APOLOGISE]).order_by("seq")
    for dossier, kind, at, payload in acts.values_list("dossier", "kind", "at", "payload"):
        found[dossier][kind] = (at, payload)
    return found


def _counted(standing: Standing, disturbances: _Disturbances, alike: Alike, now: datetime) -> Moved | None:
    """Return the dossier with its new moments; None when it keeps those it has.

    The colours need more work than the ends, and what did not move keeps them.
    """
    if standing.accepted_at is None:
        return _answered(standing, now)
    if standing.limits is None:
        raise ValueError("An accepted dossier without the limits it was accepted under.")
    whose = standing.whose(standing.deciding_unit, DECIDING)
    course = Course(whose, in_zone(standing.accepted_at), _limits(standing.limits))
    if standing.is_disturbed:
        pauses = disturbances.pauses.get(standing.id, ())
        course = disturbed(course, disturbances.told.get(standing.id, {}), pauses)
    ends = alike.ends(course, standing.limits)
    step = _step(standing.document, standing.step)
    since = in_zone(datetime.fromisoformat(standing.step_begun) if standing.step_begun else now)
    step_due = step_end(course.whose, step, since=since, pauses=course.pauses, latest=ends["next_due_at"])
    if standing.step_due_at == _utc(step_due) and _is_stored(ends, standing):
        return None
    whole = coloured(course, ends, now=now)
    moments = whole | coloured_step(course, step, whole, step_due, since=since, now=now)
    return Moved(standing.id, standing.version, standing.deciding_unit, standing.next_due_at, moments)


def _is_stored(ends: Moments, standing: Standing) -> bool:
    return (
        standing.next_due_at == _utc(ends["next_due_at"])
        and standing.due_at == _utc(ends["due_at"])
        and standing.law_due_at == _utc(ends["law_due_at"])
        and standing.rescheduled_to == ends.get("rescheduled_to")
    )


@lru_cache(maxsize=4096)
def _utc(moment: datetime) -> datetime:
    """Return a moment as the database tells it: comparing those of two zones takes twenty times as long."""
    return moment.astimezone(UTC)


def _answered(standing: Standing, now: datetime) -> Moved | None:
    whose, asked_at = standing.whose(standing.receiving_unit, RECEIVING), standing.asked_at
    if asked_at is None:
        raise ValueError("A dossier that nobody has filed.")
    if answer_due(unit_id=whose, asked_at=asked_at) == standing.answer_due_at:
        return None
    moments = answered_moments(unit_id=whose, asked_at=asked_at, now=now)
    return Moved(standing.id, standing.version, standing.receiving_unit, standing.next_due_at, moments)


@lru_cache(maxsize=1024)
def _limits(stored: str) -> Limits:
    return Limits.from_json(json.loads(stored))


@lru_cache(maxsize=1024)
def _is_by_day(stored: str) -> bool:
    """Tell whether the day of acceptance alone decides when the limits end."""
    limits = _limits(stored)
    return all(day_decides(limit) for limit in (limits.law, limits.promised) if limit is not None)


@lru_cache(maxsize=1024)
def _step(sha256: str, key: str) -> Step:
    return published_document(sha256).step(key)
