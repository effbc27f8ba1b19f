"""What can be chosen on these pages: units in their groups, models of the register, measures of services."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from motcua.foundation.ui.text import fold
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Kind, Role
from motcua.foundation.units.queries import unit_names
from motcua.replication.directives.known_units import units_on
from motcua.replication.directives.models import Directive
from motcua.replication.directives.reader.unit_book import KnownUnit, Match, UnitBook
from motcua.replication.initiatives.models import Initiative
from motcua.services.registry import all_services

_ORDER = (
    Kind.AUTHORITY,
    Kind.OFFICE,
    Kind.SERVICE,
    Kind.AGENCY,
    Kind.SCHOOL,
    Kind.PARTY,
    Kind.ASSOCIATION,
    Kind.COUNTER,
)


class Choices:
    """The units of a day, asked for once, for choosing and for names that are typed."""

    def __init__(self, day: date, issuer_id: int | None = None) -> None:
        self.day = day
        self.known = units_on(day)
        self.book = UnitBook(self.known, str(issuer_id) if issuer_id else None)

    def units(self) -> list[tuple[str, list[tuple[int, str]]]]:
        """Return the units in groups by kind, named in full in the language of the reader, by number and name."""
        groups: dict[Kind, list[KnownUnit]] = defaultdict(list)
        for unit in self.known:
            groups[unit.kind].append(unit)
        names = unit_names([int(unit.key) for unit in self.known], self.day)
        return [
            (str(kind.label), [(int(unit.key), names[int(unit.key)]) for unit in sorted(groups[kind], key=_place)])
            for kind in _ORDER
            if groups[kind]
        ]

    def match(self, text: str) -> Match:
        """Return what a typed phrase means."""
        return self.book.match(text)


def _place(unit: KnownUnit) -> tuple[str, int, str]:
    name, _blank, number = unit.name.rpartition(" ")
    return (fold(name), int(number), "") if number.isdecimal() else (fold(unit.name), 0, unit.key)


def initiative_choices(roles: RoleSet) -> list[tuple[int, str]]:
    """Return the models of the register that these roles may read, by code."""
    rows = Initiative.objects.visible_to(roles).order_by("code").values_list("pk", "code", "title")
    return [(pk, f"{code} – {title}") for pk, code, title in rows]


def keeper_choices(roles: RoleSet, day: date) -> dict[int, str]:
    """Return the units for which these roles may enter letters."""
    return unit_names(roles.unit_ids(Role.COORDINATOR), day)


def measure_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the measures of every service as "service:measure"."""
    return [
        (str(one.name), [(f"{one.code}:{measure.code}", str(measure.name)) for measure in one.measures])
        for one in all_services()
        if one.measures
    ]


def measure_names(directive: Directive) -> dict[str, str]:
    """Return the names of every measure by "service:measure"; `directive` may name one that is no longer there."""
    known = {key: name for _service, measures in measure_choices() for key, name in measures}
    for target in directive.targets.all():
        known.setdefault(f"{target.service}:{target.measure}", target.measure)
    return known
