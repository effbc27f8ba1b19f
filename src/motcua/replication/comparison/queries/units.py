"""Which units are compared: those in reach that use the service, or have used it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import UnitService, UnitVersion
from motcua.foundation.units.queries import versions_of
from motcua.replication.access import WATCHERS
from motcua.replication.measures.queries import Totals, figures


def in_reach(roles: RoleSet) -> frozenset[int]:
    """Return the units whose figures these roles may read."""
    return roles.unit_ids(*WATCHERS)


def users_of(service: str, unit_ids: Collection[int]) -> frozenset[int]:
    """Return those of the units that run the service or have run it. One query."""
    rows = UnitService.objects.filter(service=service, unit__in=unit_ids).values_list("unit", flat=True)
    return frozenset(rows.distinct())


def compared_totals(service: str, unit_ids: Collection[int], first: date, last: date) -> dict[int, Totals]:
    """Return the totals of the units that use the service or did something in the span. Two queries."""
    users = users_of(service, unit_ids)
    found = figures(service, unit_ids, first, last)
    return {unit_id: totals for unit_id, totals in found.items() if totals or unit_id in users}


def of_level(versions: Mapping[int, UnitVersion], level: str) -> frozenset[int]:
    """Return the units of a level of government; "" = all."""
    return frozenset(unit_id for unit_id, version in versions.items() if not level or version.level == level)


def names(unit_ids: Collection[int], day: date) -> dict[int, UnitVersion]:
    """Return what the units are on `day`, ended ones as they were last. One query."""
    return versions_of(unit_ids, day)
