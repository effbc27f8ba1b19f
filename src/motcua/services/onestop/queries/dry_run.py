"""What would publishing a definition mean for every dossier of the procedure that is under way?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.designing.dry_run import Finding, Standing, judge
from motcua.services.onestop.models import Dossier, DossierEvent, DossierPaper
from motcua.services.onestop.models.dossier import DossierQuerySet
from motcua.services.onestop.states import Action, State


@dataclass(frozen=True)
class DryRow:
    """One dossier under way, and what would become of it."""

    dossier: Dossier
    office: str
    step: str
    finding: Finding


def under_way(slug: str) -> DossierQuerySet:
    """Return the dossiers of the procedure that have not ended, in the order in which they are locked."""
    found: DossierQuerySet = (
        Dossier.objects.filter(procedure__slug=slug, closed_at__isnull=True)
        .select_related("procedure_version")
        .defer("procedure_version__document")
        .order_by("office_unit", "pk")
    )
    return found


def dry_run(dossiers: DossierQuerySet, new: ProcedureDocument, *, now: datetime) -> list[DryRow]:
    """Return each of `dossiers` with what would become of it under `new`. Four queries."""
    chosen = list(dossiers)
    ids = [dossier.pk for dossier in chosen]
    papers: dict[int, set[str]] = defaultdict(set)
    for dossier_id, key in DossierPaper.objects.filter(dossier__in=ids).values_list("dossier", "paper_key"):
        papers[dossier_id].add(key)
    asked: dict[int, frozenset[str]] = {}
    requests = DossierEvent.objects.filter(
        dossier__in=ids, kind=Action.REQUEST_SUPPLEMENT, dossier__state=State.AWAITING_SUPPLEMENT
    ).order_by("seq")
    for dossier_id, payload in requests.values_list("dossier", "payload"):
        items = payload.get("items", [])
        asked[dossier_id] = frozenset(item["key"] for item in items if item.get("key"))
    names = unit_names({dossier.office_unit_id for dossier in chosen}, day_of(now))
    return [_row(dossier, new, papers[dossier.pk], asked.get(dossier.pk, frozenset()), names) for dossier in chosen]


def _row(
    dossier: Dossier,
    new: ProcedureDocument,
    papers: set[str],
    asked: frozenset[str],
    names: dict[int, str],
) -> DryRow:
    old = dossier.procedure_version.content
    standing = Standing(State(dossier.state), dossier.step, dossier.answers, frozenset(papers), asked)
    return DryRow(
        dossier,
        names.get(dossier.office_unit_id, ""),
        old.step(dossier.step).title.here() if dossier.step else "",
        judge(standing, old, new),
    )
