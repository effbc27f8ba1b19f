"""Do the stored figures equal a recount?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from motcua.replication.measures.models import MeasureDay
from motcua.replication.measures.recount import source_of, take_turn


@dataclass(frozen=True, order=True)
class Difference:
    """A figure that is not what a recount finds."""

    day: date
    unit_id: int
    measure: str
    stored: int
    counted: int


@transaction.atomic
def differences(service: str, *, first: date, last: date) -> list[Difference]:
    """Return where the stored figures of all units differ from a recount, by day. Call it after a roll-up."""
    take_turn(service)
    stored = {
        (unit_id, day, measure): value
        for unit_id, day, measure, value in MeasureDay.objects.within(first, last)
        .filter(service=service)
        .values_list("unit_id", "day", "measure", "value")
    }
    counted = {
        (each.unit_id, each.day, each.measure): each.value for each in source_of(service).counts(None, first, last)
    }
    return sorted(
        Difference(key[1], key[0], key[2], stored.get(key, 0), counted.get(key, 0))
        for key in stored.keys() | counted.keys()
        if stored.get(key) != counted.get(key)
    )
