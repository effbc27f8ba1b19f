"""What can be asked about models? Each answer takes a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.ui.text import fold
from motcua.foundation.units.queries import unit_names
from motcua.replication.initiatives.models import Assessment, Initiative, InitiativeEvent, InitiativeQuerySet
from motcua.replication.initiatives.usage import Use, usage_of
from motcua.services.registry import UnknownService, all_services, service


@dataclass(frozen=True)
class Wanted:
    """What is looked for: words (diacritics apart), a state, the unit of origin, a service; "" and None = any."""

    text: str = ""
    state: str = ""
    origin_id: int | None = None
    service: str = ""


@dataclass(frozen=True)
class Row:
    """A model in a list."""

    initiative: Initiative
    origin: str
    service_name: StrOrPromise
    running: int
    planned: int


@dataclass(frozen=True)
class Page:
    """A model whole: its life newest first, its assessment forms newest first, who uses it."""

    initiative: Initiative
    origin: str
    keeper: str
    service_name: StrOrPromise
    targets: Sequence[str]
    events: Sequence[InitiativeEvent]
    assessments: Sequence[Assessment]
    uses: Sequence[Use]

    @property
    def running(self) -> list[Use]:
        """Return the units in which the model is in use."""
        return [use for use in self.uses if use.is_running]


def initiative_by_code(code: str) -> Initiative:
    """Return the model with this code ("R2"); raise Initiative.DoesNotExist."""
    return Initiative.objects.get(code=code)


def find(reach: InitiativeQuerySet, wanted: Wanted, *, day: date) -> list[Row]:
    """Return the models within `reach` that are looked for, by code."""
    found = reach
    for word in fold(wanted.text).split():
        found = found.filter(search_key__contains=word)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.origin_id is not None:
        found = found.filter(origin_unit=wanted.origin_id)
    if wanted.service:
        found = found.filter(service=wanted.service)
    rows = list(found)
    names = unit_names({one.origin_unit_id for one in rows}, day)
    uses = usage_of([one.pk for one in rows], day)
    return [_row(one, names[one.origin_unit_id], uses[one.pk]) for one in rows]


def origins(reach: InitiativeQuerySet, day: date) -> list[tuple[int, str]]:
    """Return the units from which the models within `reach` come, by name."""
    ids = set(reach.order_by().values_list("origin_unit_id", flat=True).distinct())
    return sorted(unit_names(ids, day).items(), key=lambda pair: pair[1])


def page_of(initiative: Initiative, *, day: date) -> Page:
    """Return everything a page tells of the model."""
    targets = set(initiative.targets.values_list("pk", flat=True))
    names = unit_names({initiative.origin_unit_id, initiative.keeper_id, *targets}, day)
    return Page(
        initiative=initiative,
        origin=names[initiative.origin_unit_id],
        keeper=names[initiative.keeper_id],
        service_name=service_name(initiative.service),
        targets=sorted(names[unit] for unit in targets),
        events=list(initiative.events.order_by("-seq")),
        assessments=list(initiative.assessments.order_by("-pk").prefetch_related("scores")),
        uses=usage_of([initiative.pk], day)[initiative.pk],
    )


def service_name(code: str) -> StrOrPromise:
    """Return the name of a service, "" for a model that people carry alone; a service that is gone keeps its code."""
    try:
        return service(code).name if code else ""
    except UnknownService:
        return code


def service_choices() -> list[tuple[str, StrOrPromise]]:
    """Return the services of the platform by code and name."""
    return [(each.code, each.name) for each in all_services()]


def _row(initiative: Initiative, origin: str, uses: Sequence[Use]) -> Row:
    running = sum(use.is_running for use in uses)
    return Row(initiative, origin, service_name(initiative.service), running, len(uses) - running)
