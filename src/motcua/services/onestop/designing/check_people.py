"""Is there somebody for every step wherever the procedure is received, and is its office here? Asks the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

from motcua.foundation.registers.models import BookDefinition
from motcua.foundation.units.models import Role, RoleAssignment, UnitVersion
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.deciding import find_unit, follows_to
from motcua.services.onestop.definition import RECEIVING, Office, Pledge, ResultBook
from motcua.services.onestop.designing.check_law import overlap
from motcua.services.onestop.designing.check_steps import WORKING
from motcua.services.onestop.designing.faults import Fault, fault
from motcua.services.onestop.designing.sketch import Raw, StepSketch, read, sketch_of, words
from motcua.services.onestop.models import Procedure, ProcedureOffer, ProcedureVersion


@dataclass(frozen=True)
class Missing:
    """A step for which nobody is there: the unit by name, and the role nobody holds in it."""

    unit: str
    role: Role
    step: StepSketch


def people_faults(raw: Raw, *, slug: str, now: datetime) -> Iterator[Fault]:
    """Yield what the platform lacks for this definition: people, offices, a code of its own, days still to come.

    A role counts where an active member of staff holds it, in the unit itself or from above. The number of queries
    does not depend on how many units receive the procedure, but while the deciding office is being changed.
    """
    day = day_of(now)
    code, office = words(raw.get("code")), words(raw.get("deciding_office")) or RECEIVING
    twin = Procedure.objects.filter(code=code).exclude(slug=slug).first() if code else None
    if twin is not None:
        yield fault("code_taken", "code", title=twin.title_vi)
    if office != RECEIVING and find_unit(office, day) is None:
        yield fault("deciding_office_unknown", "deciding_office", office=office)
    last = ProcedureVersion.objects.filter(procedure__slug=slug).order_by("-number").defer("document").first()
    if last is not None and _is_over(raw.get("valid_to"), day):
        yield fault("validity_over", "valid_to")
    yield from _pledge_faults(raw)
    yield from _book_faults(raw, day)
    old = last.content.deciding_office if last is not None else office
    for missing in steps_without_a_person(raw, _places(slug, old, office, day), now=now):
        yield fault(
            "role_without_person",
            f"steps/{missing.step.index}/role",
            unit=missing.unit,
            role=missing.role.label,
            step=missing.step.title,
        )


def steps_without_a_person(raw: Raw, places: Iterable[tuple[int, int]], *, now: datetime) -> Iterator[Missing]:
    """Yield the steps for which nobody is there, each role of a unit once; `places` are (receiving, deciding) units."""
    pairs = list(places)
    names = unit_names({unit for pair in pairs for unit in pair}, day_of(now))
    held = _held(now)
    told: set[tuple[int, str]] = set()
    for receiving, deciding in pairs:
        for step in sketch_of(raw).steps:
            unit = receiving if step.office == Office.RECEIVING else deciding
            if step.role in WORKING and unit not in held[step.role] and (unit, step.role) not in told:
                told.add((unit, step.role))
                yield Missing(names.get(unit, ""), Role(step.role), step)


def _places(slug: str, old: str, new: str, day: date) -> list[tuple[int, int]]:
    """Return where the procedure is received, with who decides there once the definition holds."""
    received = ProcedureOffer.objects.filter(procedure__slug=slug, closed_at__isnull=True)
    return [
        (unit, follows_to(old, new, unit_id=unit, decides=decides, day=day))
        for unit, decides in received.values_list("unit", "deciding_unit")
    ]


def _is_over(end: object, day: date) -> bool:
    try:
        return isinstance(end, str) and date.fromisoformat(end) <= day
    except ValueError:
        return False


def _book_faults(raw: Raw, day: date) -> Iterator[Fault]:
    result = raw.get("result")
    book = read(ResultBook, result.get("book")) if isinstance(result, dict) else None
    if book is not None and not BookDefinition.objects.filter(code=book.code, valid_from__lte=day).exists():
        yield fault("book_unknown", "result/book/code", book=book.code)


def _pledge_faults(raw: Raw) -> Iterator[Fault]:
    """Yield the units of promises that are not here, and two promises at once of a unit under two names."""
    known: list[tuple[int, Pledge, set[int]]] = []
    for index, pledge in sketch_of(raw).pledges:
        units = {key: find_unit(key, pledge.valid_from) for key in pledge.units}
        for key in sorted(key for key, unit in units.items() if unit is None):
            yield fault("commitment_unit_unknown", f"commitments/{index}/units", unit=key)
        known.append((index, pledge, {unit.pk for unit in units.values() if unit is not None}))
    for (_first, one, mine), (index, other, others) in combinations(known, 2):
        is_told = bool(set(one.units) & set(other.units))  # the static check says so
        if mine & others and not is_told and overlap(one, other):
            yield fault("commitments_overlap", f"commitments/{index}/valid_from")


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
