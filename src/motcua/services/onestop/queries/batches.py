"""What became of one's batches?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from motcua.foundation.runs.models import ENDED, Run
from motcua.foundation.units.models import Staff
from motcua.services.onestop.models.batch import Batch, BatchRow, BatchSeries, RowState

SHOWN = 30


@dataclass(frozen=True)
class PartRow:
    """One batch of a series with how many of its rows stand where."""

    batch: Batch
    counts: dict[RowState, int]

    @property
    def count(self) -> int:
        """Return how many rows it has."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class SeriesPage:
    """A series with its batches in order, how many rows of all stand where, and the run under way (None = none)."""

    series: BatchSeries
    parts: Sequence[PartRow]
    run: Run | None

    @property
    def batch(self) -> Batch:
        """Return the first batch: all of them do the same, for the same colleague, with the same note."""
        return self.parts[0].batch

    @property
    def counts(self) -> dict[RowState, int]:
        """Return how many rows of all batches stand where."""
        return {state: sum(part.counts[state] for part in self.parts) for state in RowState}


@dataclass(frozen=True)
class BatchPage:
    """A batch with its rows in order, how many stand where, and the run under way (None = none)."""

    batch: Batch
    rows: Sequence[BatchRow]
    counts: dict[RowState, int]
    run: Run | None

    @property
    def waiting(self) -> int:
        """Return how many rows are still to be done."""
        return self.counts[RowState.READY]


def batch_page(*, batch_id: UUID, staff: Staff) -> BatchPage:
    """Return one of one's own batches; raise Batch.DoesNotExist for any other. Three queries."""
    batch = Batch.objects.select_related("to_staff").get(pk=batch_id, staff=staff)
    rows = list(
        batch.rows.select_related("dossier__applicant", "dossier__procedure").only(
            "position",
            "version",
            "state",
            "said",
            "at",
            "batch",
            "dossier__code",
            "dossier__declared_name",
            "dossier__applicant__full_name",
            "dossier__procedure__title_vi",
            "dossier__procedure__title_en",
        )
    )
    counted = Counter(RowState(row.state) for row in rows)
    run = Run.objects.exclude(state__in=ENDED).filter(about=f"batch:{batch.pk}").first()
    return BatchPage(batch, rows, {state: counted[state] for state in RowState}, run)


def series_page(*, series_id: UUID, staff: Staff) -> SeriesPage:
    """Return one of one's own series; raise BatchSeries.DoesNotExist for any other. Four queries."""
    series = BatchSeries.objects.get(pk=series_id, staff=staff)
    counted: dict[UUID, dict[RowState, int]] = defaultdict(lambda: dict.fromkeys(RowState, 0))
    rows = BatchRow.objects.filter(batch__series=series).values_list("batch", "state").annotate(count=Count("pk"))
    for batch_id, state, count in rows.order_by():
        counted[batch_id][RowState(state)] = count
    batches = Batch.objects.filter(series=series).select_related("to_staff").order_by("part")
    run = Run.objects.exclude(state__in=ENDED).filter(about=f"series:{series.pk}").first()
    return SeriesPage(series, [PartRow(batch, counted[batch.pk]) for batch in batches], run)


def batch_ids_of(series_id: UUID) -> list[UUID]:
    """Return the batches of a series in order."""
    return list(Batch.objects.filter(series=series_id).order_by("part").values_list("pk", flat=True))


def waiting_in(batch_ids: Sequence[UUID]) -> int:
    """Return how many rows of these batches are still to be done."""
    return BatchRow.objects.filter(batch__in=batch_ids, state=RowState.READY).count()


def ended_in(batch_ids: Sequence[UUID], since: datetime) -> tuple[int, int]:
    """Return how many rows of these batches were done, and how many refused, from `since` on."""
    ended = BatchRow.objects.filter(batch__in=batch_ids, at__gte=since)
    return ended.filter(state=RowState.DONE).count(), ended.filter(state=RowState.REFUSED).count()


def batches_of(staff: Staff) -> list[Batch]:
    """Return one's latest batches, the newest first, each with how many `parts` its series has.

    Of a series only the first: it stands for all of them.
    """
    chosen = Batch.objects.filter(Q(part__isnull=True) | Q(part=1), staff=staff)
    return list(chosen.select_related("to_staff").annotate(parts=Count("series__batches"))[:SHOWN])
