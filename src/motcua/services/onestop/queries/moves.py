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
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.access import may_design
from motcua.services.onestop.models import MovePlan, MoveRow, MoveState, ProcedureVersion
from motcua.services.onestop.models.dossier import DossierQuerySet
from motcua.services.onestop.queries.dry_run import DryRow, dry_run, under_way

SHOWN = 500


@dataclass(frozen=True)
class MovesPage:
    """An agreement, what became of how many dossiers, the first rows (those that were left before others), the run.

    `others` are the other agreements about the same version; `may_agree`: another one can be given now.
    """

    plan: MovePlan
    counts: dict[MoveState, int]
    rows: Sequence[MoveRow]
    more: int
    run: Run | None
    is_due: bool
    others: Sequence[MovePlan]
    may_agree: bool
    has_left: bool  # whoever agreed writes procedures no more

    def may_be_withdrawn_by(self, staff: Staff) -> bool:
        """Tell whether this official, who writes procedures, may still take the agreement back."""
        is_theirs = self.plan.agreed_by == staff or self.has_left
        return is_theirs and not self.is_due and self.counts[MoveState.WAITING] > 0


@dataclass(frozen=True)
class AgreeingPage:
    """What another agreement about the version of `plan` would mean for every dossier under an older one."""

    plan: MovePlan
    may_agree: bool
    is_later: bool
    rows: Sequence[DryRow]


def address_of(plan: MovePlan) -> str:
    """Return the page of an agreement."""
    return reverse("onestop_staff:moves", args=[plan.pk])


def has_begun(plan: MovePlan, now: datetime) -> bool:
    """Tell whether the version of an agreement has begun, or never will."""
    return plan.first_day is None or plan.first_day <= day_of(now)


def has_left(plan: MovePlan, now: datetime) -> bool:
    """Tell whether whoever agreed writes procedures no more: then a colleague answers for it. Two queries."""
    return not may_design(roles_of(plan.agreed_by, now), now)


def under_older(version: ProcedureVersion) -> DossierQuerySet:
    """Return the dossiers under way that an older version of the procedure still holds for."""
    return under_way(version.procedure.slug).filter(procedure_version__number__lt=version.number)


def is_open_again(version: ProcedureVersion, now: datetime) -> bool:
    """Tell whether another agreement can be given: none waits, and the version holds today or later. One query."""
    end = version.valid.upper
    holds = not version.valid.isempty and (end is None or end > day_of(now))
    return holds and not MoveRow.objects.filter(plan__version=version, state=MoveState.WAITING).exists()


def moves_page(*, plan_id: UUID, now: datetime) -> MovesPage:
    """Return an agreement as it stands; raise MovePlan.DoesNotExist. Eight queries."""
    plan = MovePlan.objects.select_related("version__procedure", "agreed_by").get(pk=plan_id)
    counted = Counter(dict(plan.rows.order_by().values_list("state").annotate(Count("pk"))))
    rows = list(plan.rows.select_related("dossier").order_by("state", "pk")[:SHOWN])
    run = Run.objects.exclude(state__in=ENDED).filter(about=f"moves:{plan.pk}").first()
    counts = {state: counted[state] for state in MoveState}
    others = plan.version.moves.exclude(pk=plan.pk).select_related("agreed_by").order_by("number")
    return MovesPage(
        plan=plan,
        counts=counts,
        rows=rows,
        more=counted.total() - len(rows),
        run=run,
        is_due=has_begun(plan, now),
        others=list(others),
        may_agree=is_open_again(plan.version, now),
        has_left=has_left(plan, now),
    )


def agreeing_page(*, plan_id: UUID, now: datetime) -> AgreeingPage:
    """Return what could be agreed on after an earlier agreement; raise MovePlan.DoesNotExist. Six queries."""
    plan = MovePlan.objects.select_related("version__procedure").get(pk=plan_id)
    version = plan.version
    if not is_open_again(version, now):
        return AgreeingPage(plan, may_agree=False, is_later=False, rows=())
    rows = dry_run(under_older(version), version.content, now=now)
    return AgreeingPage(plan, may_agree=True, is_later=not has_begun(plan, now), rows=rows)


def due_plans(now: datetime) -> list[MovePlan]:
    """Return the agreements with dossiers still waiting whose version has begun, or never will, in order."""
    waiting = MoveRow.objects.filter(plan=OuterRef("pk"), state=MoveState.WAITING)
    begun = Q(version__valid__startswith__lte=day_of(now)) | Q(version__valid__isempty=True)
    found = MovePlan.objects.filter(Exists(waiting), begun).select_related("version__procedure", "agreed_by")
    return list(found.order_by("agreed_at", "version__number", "number"))
