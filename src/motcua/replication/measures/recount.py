"""The one writer of figures: what a service counts takes the place of what was stored. Roll-ups take turns."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import connection

from motcua.replication.measures.models import MeasureDay
from motcua.services.registry import MeasureSource, UnknownMeasure, service

_BATCH = 5000


def take_turn(code: str) -> None:
    """Wait until no other roll-up of the service runs, then hold the turn until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"measures:roll_up:{code}"])


def source_of(code: str) -> MeasureSource:
    """Return how a service counts; raise UnknownService, and UnknownMeasure when it counts nothing."""
    found = service(code).source
    if found is None:
        raise UnknownMeasure(code)
    return found


def recount(code: str, *, unit_ids: Collection[int] | None, first: date, last: date) -> int:
    """Put what the service counts (None: of all units) in the place of what is stored; return how many figures."""
    counted = [
        MeasureDay(unit_id=each.unit_id, service=code, measure=each.measure, day=each.day, value=each.value)
        for each in source_of(code).counts(unit_ids, first, last)
    ]
    stored = MeasureDay.objects.within(first, last).filter(service=code)
    if unit_ids is not None:
        stored = stored.filter(unit__in=unit_ids)
    stored.delete()
    MeasureDay.objects.bulk_create(counted, batch_size=_BATCH)
    return len(counted)
