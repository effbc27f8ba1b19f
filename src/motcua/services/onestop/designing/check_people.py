"""Is there somebody for every step wherever the procedure is received, and is its office here? Asks the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from motcua.foundation.units.models import Role, RoleAssignment, UnitVersion
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.actions.publish_procedure import find_unit
from motcua.services.onestop.definition import RECEIVING, Office
from motcua.services.onestop.designing.check_steps import WORKING
from motcua.services.onestop.designing.faults import Fault, fault
from motcua.services.onestop.designing.sketch import Raw, sketch_of, words
from motcua.services.onestop.models import Procedure, ProcedureOffer


def people_faults(raw: Raw, *, slug: str, now: datetime) -> Iterator[Fault]:
    """Yield what the platform lacks for this definition: people, the deciding office, a code of its own.

    A role counts where an active member of staff holds it, in the unit itself or from above. A fixed number of queries.
    """
    day = day_of(now)
    code, office = words(raw.get("code")), words(raw.get("deciding_office")) or RECEIVING
    twin = Procedure.objects.filter(code=code).exclude(slug=slug).first() if code else None
    if twin is not None:
        yield fault("code_taken", "code", title=twin.title_vi)
    if office != RECEIVING and find_unit(office, day) is None:
        yield fault("deciding_office_unknown", "deciding_office", office=office)
    places = list(
        ProcedureOffer.objects.filter(procedure__slug=slug, closed_at__isnull=True).values_list("unit", "deciding_unit")
    )
    names = unit_names({unit for pair in places for unit in pair}, day)
    held = _held(now)
    told: set[tuple[int, str]] = set()
    for receiving, deciding in places:
        for step in sketch_of(raw).steps:
            unit = receiving if step.office == Office.RECEIVING else deciding
            if step.role in WORKING and unit not in held[step.role] and (unit, step.role) not in told:
                told.add((unit, step.role))
                yield fault(
                    "role_without_person",
                    f"steps/{step.index}/role",
                    unit=names.get(unit, ""),
                    role=Role(step.role).label,
                    step=step.title,
                )


def _held(now: datetime) -> dict[str, set[int]]:
    """Return for each role the units where an active member of staff holds it."""
    day = day_of(now)
    below = _children(day)
    found: dict[str, set[int]] = defaultdict(set)
    given = RoleAssignment.objects.standing(day, now).filter(staff__is_active=True, role__in=sorted(WORKING))
    for role, unit, reaches_down in given.values_list("role", "unit", "with_children"):
        found[role] |= _with_below(unit, below) if reaches_down else {unit}
    return found


def _children(day: date) -> dict[int, list[int]]:
    below: dict[int, list[int]] = defaultdict(list)
    for unit, parent in UnitVersion.objects.on(day).exclude(parent=None).values_list("unit", "parent"):
        if parent is not None:
            below[parent].append(unit)
    return below


def _with_below(unit: int, below: dict[int, list[int]]) -> set[int]:
    found, waiting = {unit}, [unit]
    while waiting:
        new = set(below[waiting.pop()]) - found
        found |= new
        waiting.extend(new)
    return found
