"""Roll up what has been recorded since the last time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from pydantic import JsonValue

from motcua.replication.measures.models import RollUpMark
from motcua.replication.measures.recount import recount, source_of, take_turn
from motcua.replication.measures.rules import OVERLAP, stretches


@dataclass(frozen=True)
class RolledUp:
    """What a roll-up read again: pairs of unit and day, and the figures they have now."""

    unit_days: int
    figures: int


@transaction.atomic
def roll_up(*, service: str, now: datetime) -> RolledUp:
    """Count again every unit and day of which something was recorded since the last roll-up; only the platform asks.

    Reading begins at the last position that is older than the overlap: a transaction that was open when it was read
    may have recorded before it, and none stays open for so long. However late something is recorded, its own day is
    counted again. Two roll-ups take turns; the second finds the first's position. Raises UnknownService.
    """
    source = source_of(service)
    take_turn(service)
    touched = source.touched(_position(service, now))
    figures = sum(
        recount(service, unit_ids=each.unit_ids, first=each.first, last=each.last) for each in stretches(touched.days)
    )
    RollUpMark.objects.update_or_create(service=service, read_at=now, defaults={"position": dict(touched.position)})
    return RolledUp(len(touched.days), figures)


def _position(service: str, now: datetime) -> dict[str, JsonValue]:
    """Return where reading begins and forget the marks before it; {} when nothing has been read for long enough."""
    marks = RollUpMark.objects.filter(service=service)
    safe = marks.filter(read_at__lte=now - OVERLAP).order_by("-read_at").first()
    if safe is None:
        return {}
    marks.filter(read_at__lt=safe.read_at).delete()
    return safe.position
