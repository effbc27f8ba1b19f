"""What can be asked of agreed moves to a new version?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from motcua.foundation.runs.models import ENDED, Run
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.models import MovePlan, MoveRow, MoveState

SHOWN = 500


@dataclass(frozen=True)
class MovesPage:
    """An agreement, what became of how many dossiers, the first rows (those that were left before others), the run."""

    plan: MovePlan
    counts: dict[MoveState, int]
    rows: Sequence[MoveRow]
    more: int
    run: Run | None
    is_due: bool

    def may_be_withdrawn_by(self, staff: Staff) -> bool:
        """Tell whether this official may still take the agreement back."""
        return self.plan.agreed_by == staff and not self.is_due and self.counts[MoveState.WAITING] > 0


def address_of(plan: MovePlan) -> str:
    """Return the page of an agreement."""
    return reverse("onestop_staff:moves", args=[plan.pk])


def has_begun(plan: MovePlan, now: datetime) -> bool:
    """Tell whether the version of an agreement has begun, or never will."""
    return plan.first_day is None or plan.first_day <= day_of(now)


def moves_page(*, plan_id: UUID, now: datetime) -> MovesPage:
    """Return an agreement as it stands; raise MovePlan.DoesNotExist. Four queries."""
    plan = MovePlan.objects.select_related("version__procedure", "agreed_by").get(pk=plan_id)
    counted = Counter(dict(plan.rows.order_by().values_list("state").annotate(Count("pk"))))
    rows = list(plan.rows.select_related("dossier").order_by("state", "pk")[:SHOWN])
    run = Run.objects.exclude(state__in=ENDED).filter(about=f"moves:{plan.pk}").first()
    counts = {state: counted[state] for state in MoveState}
    return MovesPage(plan, counts, rows, counted.total() - len(rows), run, has_begun(plan, now))


def due_plans(now: datetime) -> list[MovePlan]:
    """Return the agreements with dossiers still waiting whose version has begun, or never will, in order."""
    waiting = MoveRow.objects.filter(plan=OuterRef("pk"), state=MoveState.WAITING)
    begun = Q(version__valid__startswith__lte=day_of(now)) | Q(version__valid__isempty=True)
    found = MovePlan.objects.filter(Exists(waiting), begun).select_related("version__procedure", "agreed_by")
    return list(found.order_by("agreed_at", "version__number"))
