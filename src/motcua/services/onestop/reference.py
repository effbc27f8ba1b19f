"""Load the procedures that come with the platform: published once, opened for the units that are named."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import UnitVersion
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.actions.open_procedure import open_procedure
from motcua.services.onestop.actions.publish_procedure import publish_procedure
from motcua.services.onestop.definition import ProcedureDocument

FOLDER = Path(__file__).parent / "data" / "procedures"


def shipped_documents() -> list[ProcedureDocument]:
    """Return the documents of `data/procedures/`, by file name."""
    return [
        ProcedureDocument.model_validate_json(path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.json"))
    ]


def load_procedures(*, units: Sequence[int], by: Actor, now: datetime) -> int:
    """Publish every shipped procedure and open it at those of `units` (ids) whose level decides it.

    Loaded again it changes nothing; a changed document becomes a new version. Returns the number of procedures.
    """
    levels = UnitVersion.objects.on(day_of(now)).filter(unit__in=units).values_list("unit_id", "level")
    documents = shipped_documents()
    for document in documents:
        publish_procedure(document=document, by=by, now=now)
        for unit_id, level in sorted(levels):
            if level == document.level:
                open_procedure(slug=document.slug, unit_id=unit_id, by=by, now=now)
    return len(documents)
