"""The procedures that are shipped, and who receives them."""

import json
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.models import Level
from motcua.foundation.units.queries import unit_by_code, versions_of
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.actions.open_procedure import open_procedure
from motcua.services.onestop.actions.publish_procedure import publish_procedure
from motcua.services.onestop.definition import RECEIVING, ProcedureDocument

DATA = Path(__file__).parent / "data" / "procedures"


@cache
def shipped_procedures() -> tuple[ProcedureDocument, ...]:
    """Return the shipped documents, by slug."""
    return tuple(
        ProcedureDocument.model_validate(json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(DATA.glob("*.json"))
    )


def load_procedures(*, units: Iterable[int], by: Actor, now: datetime) -> int:
    """Publish what is shipped and let the units receive what belongs to their level; return how many procedures.

    Procedures of the commune are received by the units of that level, those of the district by the others. Loading
    again changes nothing.
    """
    versions = versions_of(units, day_of(now))
    communes = [unit_id for unit_id, version in versions.items() if version.level == Level.COMMUNE]
    others = [unit_id for unit_id in versions if unit_id not in communes]
    for document in shipped_procedures():
        publish_procedure(document=document, by=by, now=now)
        for unit_id in communes if document.level == "commune" else others:
            office = document.deciding_office
            deciding = unit_id if office == RECEIVING else unit_by_code(office, day_of(now)).pk
            open_procedure(slug=document.slug, unit_id=unit_id, deciding_unit_id=deciding, by=by, now=now)
    return len(shipped_procedures())
