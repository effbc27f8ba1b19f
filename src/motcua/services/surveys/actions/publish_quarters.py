"""Publish what was said of every office in the quarters that are over, once and for good."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction

from motcua.foundation.audit import journal
from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.access import require_platform
from motcua.foundation.units.rules import day_of
from motcua.services.surveys.models import PublishedVoice, Tally
from motcua.services.surveys.quarters import Quarter
from motcua.services.surveys.rules import BANDS, Band, nearly_all, rating_key, shown_cells


@transaction.atomic
def publish_quarters(*, by: Actor, now: datetime) -> int:
    """Return how many offices got figures: those judged in quarters that are closed and not published yet.

    Before its quarter is closed no figure is shown: whoever watched it grow could tell who had just answered. A second
    call publishes nothing. Only the platform may. Raises NotAllowed.
    """
    require_platform(by)
    last = Quarter.last_closed(day_of(now))
    done = set(PublishedVoice.objects.values_list("unit", "quarter"))
    sums: dict[tuple[int, Quarter], Counter[str]] = {}
    for tally in Tally.objects.filter(week__lt=last.after.first):
        quarter = Quarter.of(tally.week)
        if (tally.unit_id, quarter.first) not in done:
            sums.setdefault((tally.unit_id, quarter), Counter()).update(tally.sums)
    for (unit_id, quarter), counted in sorted(sums.items()):  # the journal's chains in the order of their units
        row = _row(unit_id, quarter, counted, now)
        row.save(force_insert=True)
        _record(row, by, now)
    return len(sums)


def _row(unit_id: int, quarter: Quarter, counted: Counter[str], now: datetime) -> PublishedVoice:
    counts = [sum(counted[rating_key(one)] for one in BANDS[band]) for band in Band]
    total, cells = shown_cells(counts)
    bands = dict(zip(Band, cells, strict=True))
    leading = nearly_all(counts)
    return PublishedVoice(
        unit_id=unit_id,
        quarter=quarter.first,
        total=total,
        satisfied=bands[Band.SATISFIED],
        fair=bands[Band.FAIR],
        unsatisfied=bands[Band.UNSATISFIED],
        nearly_all="" if leading is None else list(Band)[leading],
        published_at=now,
    )


def _record(row: PublishedVoice, by: Actor, now: datetime) -> None:
    journal.record(
        actor=by,
        unit_id=row.unit_id,
        action="surveys.publish_quarter",
        target=("unit", str(row.unit_id)),
        now=now,
        detail={"quarter": row.quarter.isoformat(), "total": row.total},
    )
