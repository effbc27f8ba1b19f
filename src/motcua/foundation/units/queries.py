"""What can be asked about units: each answer takes a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Case, Q, QuerySet, Value, When

from motcua.foundation.units.models import Kind, Lineage, Unit, UnitVersion
from motcua.foundation.units.refusals import NoSuchUnit

_BELOW = """
WITH RECURSIVE below(unit_id) AS (
    SELECT %(unit)s::bigint
  UNION
    SELECT v.unit_id FROM below b JOIN units_unitversion v ON v.parent_id = b.unit_id AND v.valid @> %(day)s::date
)
SELECT unit_id FROM below ORDER BY unit_id
"""

_SUCCESSORS = """
WITH RECURSIVE line(unit_id, share, is_main, since) AS (
    SELECT %(unit)s::bigint, 1::numeric, true, '-infinity'::date
  UNION ALL
    SELECT l.successor_id, line.share * l.share, line.is_main AND l.is_main, l.on
    FROM line JOIN units_lineage l ON l.predecessor_id = line.unit_id AND l.on <= %(day)s::date AND l.on >= line.since
)
SELECT line.unit_id, sum(line.share), bool_or(line.is_main), count(*) = count(line.share)
FROM line JOIN units_unitversion v ON v.unit_id = line.unit_id AND v.valid @> %(day)s::date
GROUP BY line.unit_id
ORDER BY bool_or(line.is_main) DESC, line.unit_id
"""


_TAKEN_OVER = """
WITH RECURSIVE line(unit_id, heir_id) AS (
    SELECT id, id FROM unnest(%(units)s::bigint[]) AS u(id)
  UNION
    SELECT l.predecessor_id, line.heir_id
    FROM line JOIN units_lineage l ON l.successor_id = line.unit_id AND l.is_main AND l.on <= %(day)s::date
)
SELECT unit_id, heir_id FROM line
WHERE unit_id <> heir_id
  AND NOT EXISTS (SELECT FROM units_unitversion v WHERE v.unit_id = line.unit_id AND v.valid @> %(day)s::date)
ORDER BY unit_id
"""


@dataclass(frozen=True)
class Successor:
    """A unit that carries on an older one: its part of the ground (None: unknown), and whether open work goes there."""

    unit_id: int
    share: Decimal | None
    is_main: bool


def version_on(unit: Unit | int, day: date) -> UnitVersion:
    """Return what holds for the unit on `day`; raise NoSuchUnit when it does not stand then."""
    version = UnitVersion.objects.on(day).filter(unit=unit).select_related("unit").first()
    if version is None:
        raise NoSuchUnit
    return version


def version_by_code(code: str, day: date) -> UnitVersion:
    """Return the version that has `code` on `day`, an identifier or an administrative code; raise NoSuchUnit."""
    matches = Q(code=code) | Q(administrative_code=code)
    version = UnitVersion.objects.on(day).filter(matches).exclude(code="").select_related("unit").first()
    if version is None or not code:
        raise NoSuchUnit
    return version


def identifiers() -> list[str]:
    """Return every identifier that a unit has or had: codes are issued under that of their day. One query."""
    return list(UnitVersion.objects.exclude(code="").order_by("code").values_list("code", flat=True).distinct())


def unit_by_code(code: str, day: date) -> Unit:
    """Return the unit that has `code` on `day`: the same code may be another unit's on another day."""
    return version_by_code(code, day).unit


def unit_by_reference(reference: str) -> Unit:
    """Return the unit with this key of the shipped reference data; raise NoSuchUnit."""
    unit = Unit.objects.filter(reference=reference).first()
    if unit is None:
        raise NoSuchUnit
    return unit


def units_below(unit: Unit | int, day: date) -> list[int]:
    """Return the ids of the unit itself and of every unit under it on `day`, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, {"unit": unit.pk if isinstance(unit, Unit) else unit, "day": day})
        return [unit_id for (unit_id,) in cursor.fetchall()]


def top_unit() -> int | None:
    """Return the unit that answers for what names no unit: the first that was entered with none above it."""
    return UnitVersion.objects.filter(parent=None).order_by("unit").values_list("unit", flat=True).first()


def children(unit: Unit | int, day: date) -> QuerySet[UnitVersion]:
    """Return the versions of the units directly under this one on `day`, by code."""
    return UnitVersion.objects.on(day).filter(parent=unit).order_by("code")


def versions_of(ids: Iterable[int], day: date) -> dict[int, UnitVersion]:
    """Return for each unit the version of `day`, or else the last before it, or else one to come: one query."""
    nearness = Case(
        When(valid__contains=day, then=Value(0)), When(valid__fully_lt=(day, None), then=Value(1)), default=Value(2)
    )
    rows = (
        UnitVersion.objects.filter(unit__in=list(ids))
        .annotate(nearness=nearness)
        .order_by("unit", "nearness", "-valid")
        .distinct("unit")
    )
    return {version.unit_id: version for version in rows}


def authority_of(version: UnitVersion, day: date) -> UnitVersion:
    """Return the authority for which a unit writes on `day`: itself, except a counter, which belongs to one."""
    if version.unit.kind != Kind.COUNTER or version.parent_id is None:
        return version
    return versions_of([version.parent_id], day).get(version.parent_id, version)


def unit_names(ids: Iterable[int], day: date, *, short: bool = False) -> dict[int, str]:
    """Return the names of units as they are on `day`, in one query; an ended unit keeps its last name.

    Names are in the active language, short names in Vietnamese.
    """
    versions = versions_of(ids, day)
    return {key: version.short_name if short else version.name_here for key, version in versions.items()}


def successors(unit: Unit | int, *, day: date) -> list[Successor]:
    """Return the units standing on `day` that carry on this one, through every change up to that day; main ones first.

    A unit that still stands is its own successor. Changes that came before the unit took part in its own are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SUCCESSORS, {"unit": unit.pk if isinstance(unit, Unit) else unit, "day": day})
        return [
            Successor(unit_id, share if is_known else None, is_main)
            for unit_id, share, is_main, is_known in cursor.fetchall()
        ]


def main_successor(unit: Unit | int, *, day: date) -> int | None:
    """Return the id of the unit that has taken over the open work of this one by `day`; itself while it stands."""
    return next((found.unit_id for found in successors(unit, day=day) if found.is_main), None)


def taken_over_by(ids: Iterable[int], *, day: date) -> dict[int, int]:
    """Return the units that have ended by `day` and whose open work went to one of these, each with that one."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN_OVER, {"units": list(ids), "day": day})
        return dict(cursor.fetchall())


def lineage_of(unit: Unit | int) -> tuple[list[Lineage], list[Lineage]]:
    """Return the edges from which the unit came and those into which it went."""
    origins = Lineage.objects.filter(successor=unit).order_by("on", "predecessor")
    successions = Lineage.objects.filter(predecessor=unit).order_by("on", "-is_main", "successor")
    return list(origins), list(successions)


def search_units(text: str, day: date) -> QuerySet[UnitVersion]:
    """Return the units standing on `day` whose name or code holds every word of `text`, accents and case aside."""
    return UnitVersion.objects.on(day).matching(text).order_by("code")
