"""Who has the open dossiers in hand, who could have, and which have nobody?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from motcua.foundation.messages.staff_messages import holders
from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Delegation, Role, RoleAssignment, Staff
from motcua.foundation.units.queries import unit_names, units_below
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.models.procedure import published_document

WORKERS = (Role.RECEPTIONIST, Role.SPECIALIST, Role.LEADER)


@dataclass(frozen=True)
class Held:
    """How many open dossiers somebody holds at one office; `is_fit`: they still work there in a fitting role."""

    staff_id: int
    name: str
    unit_id: int
    office: str
    count: int
    is_fit: bool


@dataclass(frozen=True)
class Taker:
    """Somebody who may do the present step of `count` of the open dossiers that another holds at an office."""

    staff_id: int
    name: str
    count: int


@dataclass(frozen=True)
class Ownerless:
    """Open dossiers at a step that nobody of the office may do."""

    unit_id: int
    office: str
    step: str
    count: int


def held_in(unit_ids: Iterable[int] | None, now: datetime) -> list[Held]:
    """Return who holds open dossiers at these offices (None: at all), most first.

    Some queries for all of them, and one for each holder who has no role there of their own: they may stand in for
    somebody.
    """
    chosen = Dossier.objects.filter(closed_at__isnull=True, holder__isnull=False)
    if unit_ids is not None:
        chosen = chosen.filter(office_unit__in=list(unit_ids))
    groups = list(
        chosen.values("holder", "office_unit").annotate(count=Count("id")).order_by("-count", "holder", "office_unit")
    )
    people = Staff.objects.in_bulk({group["holder"] for group in groups})
    names = unit_names({group["office_unit"] for group in groups}, day_of(now))
    working = _working(now, people)
    return [
        Held(
            group["holder"],
            people[group["holder"]].full_name,
            group["office_unit"],
            names.get(group["office_unit"], ""),
            group["count"],
            (group["holder"], group["office_unit"]) in working
            or roles_of(people[group["holder"]], now).has_any(group["office_unit"], *WORKERS),
        )
        for group in groups
    ]


def takers_for(held: Collection[Held], now: datetime) -> dict[tuple[int, int], list[Taker]]:
    """Return who else may do present steps of what each holds, by holder and office: who may do most of them first.

    Some queries for all of them, and one for each colleague who stands in for somebody at one of these offices.
    """
    steps = _steps_held(held)
    able = _able({unit for _holder, unit in steps}, now)
    names = dict(
        Staff.objects.filter(pk__in={each for known in able.values() for each in known}).values_list("pk", "full_name")
    )
    return {
        (holder, unit): sorted(
            (
                Taker(staff, names[staff], count)
                for staff, roles in able[unit].items()
                if staff != holder and (count := sum(wanted[role] for role in roles))
            ),
            key=lambda taker: (-taker.count, listing_key(taker.name), taker.staff_id),
        )
        for (holder, unit), wanted in steps.items()
    }


def _steps_held(held: Collection[Held]) -> Mapping[tuple[int, int], Counter[Role]]:
    """Return, by holder and office, of how many open dossiers the present step belongs to which role. One query."""
    chosen = Dossier.objects.filter(
        closed_at__isnull=True,
        holder__in={each.staff_id for each in held},
        office_unit__in={each.unit_id for each in held},
    )
    groups = chosen.values("holder", "office_unit", "step", "procedure_version__sha256").annotate(count=Count("id"))
    found: dict[tuple[int, int], Counter[Role]] = defaultdict(Counter)
    for group in groups.order_by():
        role, _title = _step(group["procedure_version__sha256"], group["step"])
        found[group["holder"], group["office_unit"]][role] += group["count"]
    return found


def _able(unit_ids: Collection[int], now: datetime) -> Mapping[int, Mapping[int, set[Role]]]:
    """Return, by unit, who in service may act there in which roles: their own, and those of whom they stand in for."""
    found: dict[int, dict[int, set[Role]]] = {unit: defaultdict(set) for unit in unit_ids}
    for staff, unit, role in _standing(now, role__in=WORKERS):
        if unit in found:
            found[unit][staff].add(role)
    standing_in = Delegation.objects.standing(day_of(now), now).filter(unit__in=unit_ids, deputy__is_active=True)
    for deputy in Staff.objects.filter(pk__in=standing_in.values("deputy")):
        roles = roles_of(deputy, now)
        for unit in roles.unit_ids(*WORKERS) & found.keys():
            found[unit][deputy.pk] |= roles.held[unit]
    return found


def left_behind(now: datetime) -> list[Held]:
    """Return who holds open dossiers at offices where they may not work on any: gone, or with another role now."""
    return [each for each in held_in(None, now) if not each.is_fit]


def held_by(staff_id: int, unit_id: int) -> list[int]:
    """Return the ids of the open dossiers that somebody holds at one office, what is due next first."""
    held = Dossier.objects.filter(office_unit=unit_id, holder=staff_id, closed_at__isnull=True)
    return list(held.order_by("next_due_at", "id").values_list("pk", flat=True))


def colleagues_in(unit_ids: Iterable[int], now: datetime, *roles: Role) -> list[tuple[int, str]]:
    """Return who works on dossiers in these units, in one of `roles` when some are named, by name, for a choice."""
    working = RoleAssignment.objects.standing(day_of(now), now).filter(
        unit__in=list(unit_ids), role__in=roles or WORKERS
    )
    found = Staff.objects.filter(is_active=True, pk__in=working.values("staff"))
    return [(person.pk, person.full_name) for person in found.order_by("full_name", "pk")]


def ownerless(now: datetime, unit_ids: Iterable[int] | None = None) -> list[Ownerless]:
    """Return the open dossiers whose present step nobody of the office may do, by office and step.

    `unit_ids`: only at these offices. Some queries for all offices together, whatever the number of dossiers.
    """
    chosen = Dossier.objects.filter(closed_at__isnull=True)
    if unit_ids is not None:
        chosen = chosen.filter(office_unit__in=list(unit_ids))
    groups = list(
        chosen.values("office_unit", "step", "procedure_version__sha256").annotate(count=Count("id")).order_by()
    )
    offices = {group["office_unit"] for group in groups}
    held = staffed(now)
    names = unit_names(offices, day_of(now))
    found: dict[tuple[int, str], int] = defaultdict(int)
    for group in groups:
        role, title = _step(group["procedure_version__sha256"], group["step"])
        if role not in held.get(group["office_unit"], set()):
            found[group["office_unit"], title] += group["count"]
    return [
        Ownerless(unit, names.get(unit, ""), title, count)
        for (unit, title), count in sorted(found.items(), key=lambda each: (-each[1], each[0]))
    ]


def staffed(now: datetime, roles: Iterable[Role] = tuple(Role)) -> Mapping[int, set[Role]]:
    """Return which of `roles` somebody in service holds in each unit, directly or from above."""
    held: dict[int, set[Role]] = defaultdict(set)
    for _staff, unit, role in _standing(now, role__in=list(roles)):
        held[unit].add(role)
    return held


def answering_for(unit_id: int, now: datetime) -> tuple[Role, list[Staff]]:
    """Return who is to hear that dossiers of an office have nobody, and by which role, with their accounts.

    Its leaders; where it has none, those above whose role reaches it; where nobody leads it, whoever gives roles there.
    """
    if own := holders([unit_id], Role.LEADER, now):
        return Role.LEADER, own
    for role in (Role.LEADER, Role.ADMINISTRATOR):
        reaching = {person for person, unit, _role in _standing(now, role=role) if unit == unit_id}
        if reaching:
            return role, list(Staff.objects.filter(pk__in=reaching).select_related("user").order_by("pk"))
    return Role.ADMINISTRATOR, []


def _step(sha256: str, key: str) -> tuple[Role, str]:
    """Return role and title of a step; before acceptance the counter has the dossier."""
    if not key:
        return Role.RECEPTIONIST, ""
    step = published_document(sha256).step(key)
    return step.role, step.title.here()


def _working(now: datetime, staff: Collection[int]) -> set[tuple[int, int]]:
    """Return who of `staff` has a role of their own for dossiers in which unit."""
    return {(person, unit) for person, unit, _role in _standing(now, staff__in=staff, role__in=WORKERS)}


def _standing(now: datetime, **conditions: Any) -> Iterator[tuple[int, int, Role]]:  # noqa: ANN401 - of a filter
    """Yield person, unit and role of those in service, units below included."""
    day = day_of(now)
    below: dict[int, set[int]] = {}
    rows = RoleAssignment.objects.standing(day, now).filter(staff__is_active=True, **conditions)
    for person, unit, role, with_children in rows.values_list("staff", "unit", "role", "with_children").distinct():
        if with_children and unit not in below:
            below[unit] = set(units_below(unit, day))
        for each in {unit, *(below[unit] if with_children else ())}:
            yield person, each, Role(role)
