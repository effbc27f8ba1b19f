"""What became of one's batches?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from motcua.foundation.runs.models import ENDED, Run
from motcua.foundation.units.models import Staff
from motcua.services.onestop.models.batch import Batch, BatchRow, RowState

SHOWN = 30


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
            "dossier__applicant__full_name",
            "dossier__procedure__title_vi",
            "dossier__procedure__title_en",
        )
    )
    counted = Counter(RowState(row.state) for row in rows)
    run = Run.objects.exclude(state__in=ENDED).filter(about=f"batch:{batch.pk}").first()
    return BatchPage(batch, rows, {state: counted[state] for state in RowState}, run)


def batches_of(staff: Staff) -> list[Batch]:
    """Return one's latest batches, the newest first."""
    return list(Batch.objects.filter(staff=staff).select_related("to_staff")[:SHOWN])
