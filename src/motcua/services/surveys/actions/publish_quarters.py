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
from motcua.services.surveys.rules import (
    BANDS,
    Band,
    Reason,
    nearly_all,
    rating_key,
    reason_key,
    shown_cells,
    shown_reason,
)


@transaction.atomic
def publish_quarters(*, by: Actor, now: datetime) -> int:
    """Return how many offices got figures: those judged in quarters that are closed and not published yet.

    Before its quarter is closed no figure is shown: whoever watched it grow could tell who had just answered. A second
    call publishes nothing. Only the platform may. Raises NotAllowed.
    """
    require_platform(by)
    last = Quarter.last_closed(day_of(now))
    done = set(PublishedVoice.objects.values_list("unit", "quarter"))
    closed = Tally.objects.filter(quarter__lt=last.after.first).order_by("unit", "quarter")
    waiting = [tally for tally in closed if (tally.unit_id, tally.quarter) not in done]
    for tally in waiting:  # the journal's chains in the order of their units
        row = _row(tally, now)
        row.save(force_insert=True)
        _record(row, by, now)
    return len(waiting)


def _row(tally: Tally, now: datetime) -> PublishedVoice:
    counted = Counter(tally.sums)
    answered = [sum(counted[rating_key(one)] for one in BANDS[band]) for band in Band]
    total, cells = shown_cells(answered)
    bands = dict(zip(Band, cells, strict=True))
    leading = nearly_all(answered)
    return PublishedVoice(
        unit_id=tally.unit_id,
        quarter=tally.quarter,
        total=total,
        satisfied=bands[Band.SATISFIED],
        fair=bands[Band.FAIR],
        unsatisfied=bands[Band.UNSATISFIED],
        nearly_all="" if leading is None else list(Band)[leading],
        reasons={one.value: shown_reason(counted[reason_key(one)], sum(answered)) for one in Reason},
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
