"""Lists of staff, units and delegations as the pages show them: each takes a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from motcua.foundation.ui.text import fold
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Delegation, Lineage, RoleAssignment, Staff, UnitVersion
from motcua.foundation.units.queries import lineage_of, unit_names

PAGE = 50


@dataclass(frozen=True)
class StaffRow:
    """A line of the staff list."""

    staff: Staff
    unit_name: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class StaffPage:
    """A page of the staff list, the number of all that were found, and whether there are pages around it."""

    rows: tuple[StaffRow, ...]
    total: int
    number: int

    @property
    def has_next(self) -> bool:
        """Tell whether there is a page after this one."""
        return self.number * PAGE < self.total


@dataclass(frozen=True)
class RoleRow:
    """A role with the name of its unit; `state` is "current", "planned" or "ended"."""

    assignment: RoleAssignment
    unit_name: str
    state: str


@dataclass(frozen=True)
class DelegationRow:
    """A delegation with the name of its unit; `state` is "current", "planned", "ended" or "revoked"."""

    delegation: Delegation
    unit_name: str
    state: str


@dataclass
class Branch:
    """A unit in the tree of a day, with those under it."""

    version: UnitVersion
    children: list["Branch"] = field(default_factory=list)


@dataclass(frozen=True)
class LineageRow:
    """An edge of the lineage with the name of the unit at its other end."""

    edge: Lineage
    unit_id: int
    unit_name: str


def by_given_name(full_name: str) -> tuple[str, str, str]:
    """Return the key by which names are sorted: the given name, the last word, comes first."""
    given = full_name.rsplit(" ", 1)[-1]
    return fold(given), fold(full_name), full_name


def staff_page(roles: RoleSet, *, day: date, now: datetime, text: str = "", number: int = 1) -> StaffPage:
    """Return a page of the staff one may see, by given name, whose name or user name holds `text`. Four queries."""
    wanted = fold(text)
    everyone = Staff.objects.visible_to(roles).values_list("pk", "full_name", "user__username")
    found = sorted((by_given_name(name), pk) for pk, name, username in everyone if wanted in fold(f"{name} {username}"))
    ids = [pk for _key, pk in found[(number - 1) * PAGE : number * PAGE]]
    people = Staff.objects.select_related("user").in_bulk(ids)
    held = RoleAssignment.objects.visible_to(roles).standing(day, now).filter(staff__in=ids).order_by("unit", "role")
    assignments = list(held)
    names = unit_names(
        {person.home_unit_id for person in people.values()} | {one.unit_id for one in assignments}, day, short=True
    )
    labels: dict[int, list[str]] = defaultdict(list)
    for one in assignments:
        labels[one.staff_id].append(f"{one.get_role_display()} – {names[one.unit_id]}")
    rows = [StaffRow(people[pk], names[people[pk].home_unit_id], tuple(labels[pk])) for pk in ids]
    return StaffPage(tuple(rows), len(found), number)


def roles_in(staff: Staff, roles: RoleSet, *, day: date, now: datetime) -> list[RoleRow]:
    """Return the roles of `staff` that one may see, those in force first. Two queries."""
    assignments = list(staff.roles.visible_to(roles).order_by("-valid", "unit"))
    names = unit_names({one.unit_id for one in assignments}, day)
    rows = [RoleRow(one, names[one.unit_id], _role_state(one, day, now)) for one in assignments]
    return sorted(rows, key=lambda row: ("current", "planned", "ended").index(row.state))


def _role_state(one: RoleAssignment, day: date, now: datetime) -> str:
    if one.ended_at is not None and one.ended_at <= now:
        return "ended"
    if one.valid.lower > day:
        return "planned"
    return "current" if one.valid.upper is None or one.valid.upper > day else "ended"


def delegation_rows(roles: RoleSet, *, day: date) -> list[DelegationRow]:
    """Return the last delegations that one may see, newest first. Two queries."""
    found = Delegation.objects.visible_to(roles).select_related("absent", "deputy").order_by("-valid", "-pk")[:200]
    delegations = list(found)
    names = unit_names({one.unit_id for one in delegations}, day)
    return [DelegationRow(one, names[one.unit_id], _delegation_state(one, day)) for one in delegations]


def _delegation_state(one: Delegation, day: date) -> str:
    if one.revoked_at is not None:
        return "revoked"
    if one.valid.lower > day:
        return "planned"
    return "current" if one.last_day >= day else "ended"


def unit_forest(day: date) -> list[Branch]:
    """Return the units of `day` as trees, roots and children by code. One query."""
    versions = list(UnitVersion.objects.on(day).select_related("unit").order_by("code"))
    branches = {version.unit_id: Branch(version) for version in versions}
    roots: list[Branch] = []
    for version in versions:
        above = branches.get(version.parent_id) if version.parent_id is not None else None
        (above.children if above else roots).append(branches[version.unit_id])
    return roots


def lineage_rows(unit_id: int, day: date) -> tuple[list[LineageRow], list[LineageRow]]:
    """Return where the unit came from and what became of it, with names. Three queries."""
    origins, successions = lineage_of(unit_id)
    names = unit_names({edge.predecessor_id for edge in origins} | {edge.successor_id for edge in successions}, day)
    return (
        [LineageRow(edge, edge.predecessor_id, names[edge.predecessor_id]) for edge in origins],
        [LineageRow(edge, edge.successor_id, names[edge.successor_id]) for edge in successions],
    )
