"""The units whose names a letter is read with: those that stand on its day, or those that come with the platform."""

from collections.abc import Callable, Iterable
from datetime import date

from motcua.foundation.units.models import Kind, Level, UnitVersion
from motcua.foundation.units.records import tan_binh
from motcua.replication.directives.reader.heading import Heading
from motcua.replication.directives.reader.unit_book import KnownUnit


def units_on(day: date) -> list[KnownUnit]:
    """Return the units that stand on `day`, by their ids. One query."""
    rows = UnitVersion.objects.on(day).select_related("unit")
    return [
        KnownUnit(
            key=str(row.unit_id),
            name=row.name,
            short_name=row.short_name,
            kind=Kind(row.unit.kind),
            level=Level(row.level),
            parent=str(row.parent_id) if row.parent_id else None,
        )
        for row in rows
    ]


def shipped_units() -> list[KnownUnit]:
    """Return the units that come with the platform, by their references."""
    return [
        KnownUnit(one.reference, one.name, one.short_name, one.kind, one.level, one.parent) for one in tan_binh().units
    ]


def at_heading(otherwise: date, *, given: date | None = None) -> Callable[[Heading], Iterable[KnownUnit]]:
    """Return how the reader asks for the units of a letter's day; `otherwise` when the letter shows none."""
    return lambda heading: units_on(given or heading.issued_on or otherwise)
