"""The eighteen models of dispatch 554/UBND-CCHC, entered into the register as they were called for replication."""

from datetime import datetime
from functools import cache
from pathlib import Path

from django.db import transaction
from pydantic import BaseModel, ConfigDict

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.queries import unit_by_reference
from motcua.foundation.units.reference import units_of_group
from motcua.foundation.units.rules import day_of
from motcua.replication.initiatives.actions.call_for_replication import call_for_replication
from motcua.replication.initiatives.actions.propose_initiative import propose_initiative
from motcua.replication.initiatives.actions.recognise_initiative import recognise_initiative
from motcua.replication.initiatives.content import Content
from motcua.replication.initiatives.models import Initiative

_FILE = Path(__file__).parent / "data" / "models_554.json"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ModelRecord(_Record):
    """A model as shipped, in our own words; `targets` is a group of addressees of the dispatch, or ""."""

    code: str
    title: str
    title_en: str
    problem: str
    solution: str
    evidence: str
    origin: str
    recognised_by: str
    service: str
    targets: str


class ModelFile(_Record):
    """All eighteen, with the authority that keeps them."""

    document: str
    keeper: str
    models: tuple[ModelRecord, ...]


@cache
def models_554() -> ModelFile:
    """Return the models of the dispatch."""
    return ModelFile.model_validate_json(_FILE.read_bytes())


@transaction.atomic
def load_models_554(*, by: Actor, now: datetime) -> int:
    """Enter the models of the dispatch that the register does not hold yet, by their codes; return how many."""
    known = set(Initiative.objects.values_list("code", flat=True))
    missing = [record for record in models_554().models if record.code not in known]
    for record in missing:
        _enter(record, by=by, now=now)
    return len(missing)


def _enter(record: ModelRecord, *, by: Actor, now: datetime) -> None:
    """Propose, recognise as elsewhere, and call for replication where the dispatch means units."""
    content = Content(
        title=record.title,
        title_en=record.title_en,
        problem=record.problem,
        solution=record.solution,
        evidence=record.evidence,
        service=record.service,
    )
    shipped = models_554()
    initiative = propose_initiative(
        origin_unit_id=unit_by_reference(record.origin).pk,
        keeper_id=unit_by_reference(shipped.keeper).pk,
        content=content,
        code=record.code,
        by=by,
        now=now,
    )
    recognise_initiative(
        initiative_id=initiative.pk, recognised_by=record.recognised_by, elsewhere=True, by=by, now=now
    )
    if record.targets:
        units = [unit.pk for unit in units_of_group(record.targets, day_of(now))]
        call_for_replication(initiative_id=initiative.pk, unit_ids=units, document=shipped.document, by=by, now=now)
