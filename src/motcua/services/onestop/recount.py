"""Do the due times of the open dossiers still follow from their events and today's calendar? Many at once.

Only what runs is counted again: what is paused gets its due time when the pause ends, and what is decided keeps the one
it was decided under. A dossier is read with its limits and the beginning of its step in one query for thousands; the
few with pauses, an extension or a new day are read the way any act reads them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any

import psycopg
from django.db import connection
from django.db.models import Q, QuerySet

from motcua.services.onestop.clocks import (
    Course,
    Limits,
    Moments,
    answered_moments,
    coloured,
    course_of,
    end_times,
    step_end,
    step_moments,
)
from motcua.services.onestop.definition import Step
from motcua.services.onestop.models import Dossier, Pause
from motcua.services.onestop.models.procedure import published_document

BATCH = 5000
_STORED = ("answer_due_at", "law_due_at", "due_at", "step_due_at", "next_due_at", "rescheduled_to")
_READ = """
SELECT d.id, d.version, d.receiving_unit_id, d.deciding_unit_id, d.step, v.sha256, d.accepted_at,
       d.extended_at IS NOT NULL OR d.rescheduled_to IS NOT NULL,
       d.answer_due_at, d.law_due_at, d.due_at, d.step_due_at, d.next_due_at, d.rescheduled_to, e.*
FROM onestop_dossier d
JOIN onestop_procedureversion v ON v.id = d.procedure_version_id
CROSS JOIN LATERAL (
    SELECT max(x.payload ->> 'limits') FILTER (WHERE x.kind = 'accept'),
           max(x.at) FILTER (WHERE x.kind IN ('submit', 'receive_supplement')),
           min(x.at) FILTER (WHERE x.step = d.step)
    FROM onestop_dossierevent x WHERE x.dossier_id = d.id
) e(limits, asked_at, step_since)
WHERE d.id = ANY(%s)
"""


@dataclass(frozen=True)
class Standing:
    """A running dossier as the table has it, with what its due times follow from."""

    id: int
    version: int
    receiving_unit: int
    deciding_unit: int
    step: str
    document: str
    accepted_at: datetime | None
    is_special: bool
    stored: Moments
    limits: str | None
    asked_at: datetime
    step_since: datetime | None


@dataclass(frozen=True)
class Moved:
    """A dossier whose due times are others now."""

    id: int
    version: int
    moments: Moments


def running(units: Collection[int] | None) -> QuerySet[Dossier]:
    """Return the dossiers whose clock runs by the calendar of `units` (None: of any unit)."""
    chosen = Dossier.objects.filter(is_resting=False)
    if units is None:
        return chosen
    return chosen.filter(
        Q(accepted_at__isnull=False, deciding_unit__in=units) | Q(accepted_at__isnull=True, receiving_unit__in=units)
    )


def batches_of(units: Collection[int] | None) -> Iterator[tuple[int, ...]]:
    """Yield the ids of `running(units)`, thousands at a time."""
    ids = iter(running(units).order_by("pk").values_list("pk", flat=True))
    while batch := tuple(islice(ids, BATCH)):
        yield batch


def would_move(units: Collection[int], now: datetime) -> int:
    """Return how many due times would be others by the calendar as it is in this transaction."""
    return sum(len(moved_among(batch, now=now)) for batch in batches_of(units))


def moved_among(ids: Sequence[int], *, now: datetime) -> list[Moved]:
    """Return the dossiers of `ids` whose due times would be others if they were counted again now. Two queries."""
    standings = _read(ids)
    paused = set(Pause.objects.filter(dossier__in=ids).values_list("dossier", flat=True))
    moved = (_counted(each, is_plain=not each.is_special and each.id not in paused, now=now) for each in standings)
    return [each for each in moved if each is not None]


def _read(ids: Sequence[int]) -> list[Standing]:
    """Run the one read in binary: reading eight moments of each row from text took longer than counting."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        return [_standing(row) for row in cursor.execute(_READ, [list(ids)], binary=True).fetchall()]


def _standing(row: tuple[Any, ...]) -> Standing:
    head, moments, history = row[:8], row[8:14], row[14:]
    stored = {name: moment for name, moment in zip(_STORED, moments, strict=True) if moment is not None}
    return Standing(*head, stored, *history)  # type: ignore[call-arg]  # as many as the query gives


def _counted(standing: Standing, *, is_plain: bool, now: datetime) -> Moved | None:
    if standing.accepted_at is None:
        moments = answered_moments(unit_id=standing.receiving_unit, asked_at=standing.asked_at, now=now)
        return _changed(standing, moments)
    course = _plain(standing, standing.accepted_at) if is_plain else _special(standing, now)
    step, since = _step(standing.document, standing.step), standing.step_since or now
    ends = end_times(course)
    step_due = step_end(course.unit_id, step, since=since, pauses=course.pauses, latest=ends["next_due_at"])
    stored = standing.stored
    if stored.get("step_due_at") == step_due and all(stored.get(name) == moment for name, moment in ends.items()):
        return None  # the colours need more work, and what did not move keeps them
    whole = coloured(course, ends, now=now)
    return Moved(standing.id, standing.version, whole | step_moments(course, step, whole, since=since, now=now))


def _changed(standing: Standing, moments: Moments) -> Moved | None:
    is_same = standing.stored["answer_due_at"] == moments["answer_due_at"]
    return None if is_same else Moved(standing.id, standing.version, moments)


def _plain(standing: Standing, accepted: datetime) -> Course:
    if standing.limits is None:
        raise ValueError("An accepted dossier without the limits it was accepted under.")
    return Course(standing.deciding_unit, accepted, _limits(standing.limits))


def _special(standing: Standing, now: datetime) -> Course:
    dossier = Dossier.objects.only("accepted_at", "deciding_unit").get(pk=standing.id)
    return course_of(dossier, until=now)


@lru_cache(maxsize=1024)
def _limits(stored: str) -> Limits:
    return Limits.from_json(json.loads(stored))


@lru_cache(maxsize=1024)
def _step(sha256: str, key: str) -> Step:
    return published_document(sha256).step(key)
