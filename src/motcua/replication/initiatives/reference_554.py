"""The eighteen models of dispatch 554/UBND-CCHC, entered into the register as they were called for replication."""

from datetime import datetime
from functools import cache
from pathlib import Path

from django.db import transaction
from pydantic import BaseModel, ConfigDict

from motcua.foundation.audit.actor import Actor
from motcua.foundation.ui.text import fold
from motcua.foundation.units.queries import unit_by_reference, version_on
from motcua.foundation.units.reference import units_of_group
from motcua.foundation.units.rules import day_of
from motcua.replication.initiatives.models import Initiative, InitiativeEvent, InitiativeState

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
    origin = version_on(unit_by_reference(record.origin), day_of(now))
    initiative = Initiative.objects.create(
        code=record.code,
        title=record.title,
        title_en=record.title_en,
        problem=record.problem,
        solution=record.solution,
        evidence=record.evidence,
        origin_unit_id=origin.unit_id,
        recognised_by=record.recognised_by,
        service=record.service,
        state=InitiativeState.TO_REPLICATE,
        proposed_at=now,
        search_key=fold(f"{record.code} {record.title} {record.title_en} {origin.name} {record.problem}")[:1000],
    )
    if record.targets:
        initiative.targets.set(units_of_group(record.targets, day_of(now)))
    InitiativeEvent.objects.create(
        initiative=initiative,
        seq=1,
        at=now,
        kind="load",
        to_state=InitiativeState.TO_REPLICATE,
        actor_kind=by.kind,
        actor_name=by.name,
    )
