"""What can be asked about kits? Each answer takes a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.services import units_running
from motcua.replication.adoption.models import Adoption
from motcua.replication.initiatives.models import Initiative
from motcua.replication.initiatives.shelf import KitOnShelf
from motcua.replication.kits.comparison import Change, compared
from motcua.replication.kits.models import ANSWERING, ModelKit, ModelKitQuerySet, ReceivedKit
from motcua.replication.kits.parts.all_parts import services_with_kits
from motcua.replication.kits.reading import ReadKit
from motcua.services.kits import ToldPart
from motcua.services.registry import Service


@dataclass(frozen=True)
class Source:
    """A service that a unit runs, and whose kit it may export."""

    unit_id: int
    unit_name: str
    service: Service


@dataclass(frozen=True)
class PartShown:
    """A part of a kit beside the unit: what would be different, what is the same. `is_told`: never taken over."""

    code: str
    title: str
    changes: tuple[Change, ...]
    same: tuple[Change, ...]
    needs_decision: bool = False
    is_told: bool = False

    @property
    def is_offered(self) -> bool:
        """Tell whether there is anything to take over."""
        return bool(self.changes) and not self.is_told


def answered_units(roles: RoleSet, day: date) -> Mapping[int, str]:
    """Return the units for which one answers, by name."""
    names = unit_names(roles.unit_ids(*ANSWERING), day)
    return dict(sorted(names.items(), key=lambda pair: listing_key(pair[1])))


def adopting_units(units: Mapping[int, str]) -> dict[int, str]:
    """Return those of the units that have planned or adopted a model with a service that makes kits. One query."""
    codes = [service.code for service in services_with_kits()]
    open_ones = Adoption.objects.open().filter(unit__in=list(units), initiative__service__in=codes)
    adopting = set(open_ones.values_list("unit_id", flat=True))
    return {unit_id: name for unit_id, name in units.items() if unit_id in adopting}


def sources(units: Mapping[int, str], now: datetime) -> list[Source]:
    """Return what of these units can be exported now: a query for each service of the platform."""
    return [
        Source(unit_id, name, service)
        for service in services_with_kits()
        for running in [units_running(service.code, now)]
        for unit_id, name in units.items()
        if unit_id in running
    ]


def kits_of_model(initiative_id: int, day: date) -> list[KitOnShelf]:
    """Return the kits beside a model in the register, the latest first. Two queries."""
    found = sorted(_offered().filter(initiative=initiative_id), key=lambda one: one.offered_at, reverse=True)
    names = unit_names([one.unit_id for one in found], day)
    return [KitOnShelf(names[one.unit_id], one.offered_at) for one in found]


def offered_kits(day: date) -> list[tuple[int, str]]:
    """Return every kit in the register: its id, and model, unit and day in words. Two queries."""
    found = list(_offered().filter(initiative__in=Initiative.objects.public()))
    names = unit_names({one.unit_id for one in found}, day)
    named = [(one.pk, f"{one.initiative.code} – {names[one.unit_id]} ({one.offered_at:%d/%m/%Y})") for one in found]
    return sorted(named, key=lambda pair: listing_key(pair[1]))


def _offered() -> ModelKitQuerySet:
    return ModelKit.objects.newest().select_related("initiative").defer("data")


def received(roles: RoleSet) -> list[ReceivedKit]:
    """Return the kits received by one's units, the latest first, with what was taken over of them. Two queries."""
    reach = ReceivedKit.objects.visible_to(roles).defer("data")
    return list(reach.prefetch_related("uses").order_by("-received_at", "-pk"))


def shown_parts(read: ReadKit, *, unit_id: int, now: datetime) -> list[PartShown]:
    """Return each part of a kit beside what the unit works with today."""
    taken = [_shown(part, read, unit_id, now, is_told=False) for part in read.taken]
    return taken + [_shown(part, read, unit_id, now, is_told=True) for part in read.told]


def _shown(part: ToldPart, read: ReadKit, unit_id: int, now: datetime, *, is_told: bool) -> PartShown:
    content = read.kit.parts[part.code]
    before = part.lines(part.export(unit_id=unit_id, day=day_of(now))) if content or is_told else []
    found = compared(before, part.lines(content), keeps_others=part.keeps_others)
    return PartShown(
        part.code,
        str(part.title),
        tuple(one for one in found if one.differs),
        tuple(one for one in found if not one.differs),
        needs_decision=part.needs_decision,
        is_told=is_told,
    )
