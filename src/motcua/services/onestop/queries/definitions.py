"""What can be asked of procedures as definitions? What is published, and what is being written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.foundation.units.rules import day_of
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.fields import FIELDS
from motcua.services.onestop.models import DefinitionDraft, MovePlan, Procedure, ProcedureVersion


@dataclass(frozen=True)
class DefinitionRow:
    """One procedure: its newest version, the draft that is open, and what was agreed to move to the version."""

    slug: str
    title: str
    field_name: str
    version: ProcedureVersion
    is_in_force: bool
    draft: DefinitionDraft | None
    moves: MovePlan | None


@dataclass(frozen=True)
class DefinitionsPage:
    """Drafts of procedures that are not published yet, and every procedure of the catalogue."""

    new: list[DefinitionDraft]
    rows: list[DefinitionRow]


def definitions_page(*, now: datetime) -> DefinitionsPage:
    """Return every procedure and every open draft. Four queries."""
    day = day_of(now)
    drafts = {
        draft.slug: draft
        for draft in DefinitionDraft.objects.filter(ended_at__isnull=True).select_related("changed_by")
    }
    newest = _newest()
    procedures = list(Procedure.objects.all())
    agreed = MovePlan.objects.filter(version__in=[version.pk for version in newest.values()])
    moves = {plan.version_id: plan for plan in agreed.order_by("number")}
    rows = [
        DefinitionRow(
            slug=procedure.slug,
            title=procedure.title_here,
            field_name=FIELDS[procedure.field].here(),
            version=newest[procedure.pk],
            is_in_force=day in newest[procedure.pk].valid,
            draft=drafts.get(procedure.slug),
            moves=moves.get(newest[procedure.pk].pk),
        )
        for procedure in procedures
        if procedure.pk in newest
    ]
    known = {procedure.slug for procedure in procedures}
    return DefinitionsPage([draft for slug, draft in drafts.items() if slug not in known], rows)


def newest_documents() -> list[ProcedureDocument]:
    """Return the newest published text of every procedure, by slug. One query."""
    found = ProcedureVersion.objects.order_by("procedure__slug", "-number").distinct("procedure__slug")
    return [ProcedureDocument.model_validate(version.document) for version in found]


def _newest() -> dict[int, ProcedureVersion]:
    found = ProcedureVersion.objects.defer("document").order_by("procedure_id", "-number").distinct("procedure_id")
    return {version.procedure_id: version for version in found}
