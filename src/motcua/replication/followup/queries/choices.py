"""What forms offer: what an obstacle can be about, what a visit can look at, which authorities one steers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role, UnitVersion
from motcua.foundation.units.queries import unit_names, units_below
from motcua.replication.directives.models import Directive, DirectiveState, Requirement
from motcua.replication.followup.models import OVERLOOKERS
from motcua.replication.initiatives.models import Initiative

_LONGEST = 90
Choices = list[tuple[str | int, str]]


def obstacle_subjects(unit_ids: Collection[int]) -> Choices:
    """Return the requirements in force that ask something of the units, then the models. Two queries."""
    asked = (
        Requirement.objects.filter(units__in=unit_ids, directive__state=DirectiveState.CONFIRMED)
        .select_related("directive")
        .order_by("-directive__issued_on", "number", "pk")
        .distinct()
    )
    requirements: Choices = [
        (f"nhiem-vu:{each.pk}", f"{each.number} – {each.directive.number}: {_short(each.text)}") for each in asked
    ]
    return requirements + [(f"mo-hinh:{pk}", label) for pk, label in models_offered()]


def models_offered() -> Choices:
    """Return the models everybody may read about, by code."""
    return [(each.pk, f"{each.code} – {_short(each.title_here)}") for each in Initiative.objects.public()]


def directives_offered(roles: RoleSet, *overseers: Role) -> Choices:
    """Return the directives in force of the authorities one overlooks, the latest first."""
    units = roles.unit_ids(*(overseers or OVERLOOKERS))
    found = Directive.objects.confirmed().kept_by(units)
    return [(each.pk, f"{each.number} – {_short(each.subject)}") for each in found]


def authorities_steered(roles: RoleSet, day: date) -> Choices:
    """Return the units one coordinates that lie under no other such unit. Two queries."""
    mine = roles.unit_ids(Role.COORDINATOR)
    versions = UnitVersion.objects.on(day).filter(unit__in=mine)
    return [(each.unit_id, each.name_here) for each in versions.order_by("name") if each.parent_id not in mine]


def units_to_visit(authorities: Choices, day: date) -> Choices:
    """Return the units under these authorities, by name."""
    ids = {unit_id for authority, _name in authorities for unit_id in units_below(int(authority), day)}
    return sorted(unit_names(ids, day).items(), key=lambda pair: listing_key(pair[1]))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
