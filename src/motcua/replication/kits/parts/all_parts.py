"""Which parts a kit of a service has, in the order in which they are taken over."""

from __future__ import annotations

from motcua.replication.kits.parts.schedules_part import SchedulesPart
from motcua.replication.kits.parts.settings_part import SETTINGS, TEXTS, SettingsPart
from motcua.replication.kits.parts.targets_part import TargetsPart
from motcua.replication.kits.refusals import NoSuchService
from motcua.services.kits import KitPart, KitSource, ToldPart
from motcua.services.registry import Service, UnknownService, all_services, service


def source_of(code: str) -> KitSource:
    """Return what a service puts into kits; raise NoSuchService."""
    try:
        found = service(code).kit
    except UnknownService as unknown:
        raise NoSuchService from unknown
    if found is None:
        raise NoSuchService
    return found


def taken_parts(code: str) -> tuple[KitPart, ...]:
    """Return the parts that a unit may take over."""
    return (*source_of(code).parts, SchedulesPart(), SettingsPart(code, TEXTS), SettingsPart(code, SETTINGS))


def told_parts(code: str) -> tuple[ToldPart, ...]:
    """Return the parts that are only told."""
    return (TargetsPart(code),)


def services_with_kits() -> tuple[Service, ...]:
    """Return the services that make kits."""
    return tuple(one for one in all_services() if one.kit is not None)
