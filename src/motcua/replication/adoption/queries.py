"""What can be asked about adoptions? Each answer takes a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Staff, Unit
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import start_of
from motcua.replication.access import WATCHERS
from motcua.replication.adoption.models import RUNNING, Adoption, AdoptionQuerySet
from motcua.replication.adoption.orders import ordered_models
from motcua.replication.directives.models import DirectiveState, Requirement
from motcua.replication.initiatives.models import Initiative
from motcua.replication.initiatives.usage import Use


@dataclass(frozen=True)
class Row:
    """An adoption in a list."""

    adoption: Adoption
    unit_name: str
    is_late: bool


@dataclass(frozen=True)
class Cell:
    """What a unit does with a model: its open adoption (None: none), and whether it has been asked to take it over."""

    adoption: Adoption | None = None
    is_asked: bool = False


@dataclass(frozen=True)
class Matrix:
    """Models across, units down. `cells` maps (unit id, model id) to what there is; nothing where there is nothing."""

    models: Sequence[Initiative]
    units: Sequence[tuple[int, str]]
    cells: Mapping[tuple[int, int], Cell]

    def cell(self, unit_id: int, initiative_id: int) -> Cell:
        """Return what a unit does with a model."""
        return self.cells.get((unit_id, initiative_id), Cell())

    def counts(self, initiative_id: int) -> tuple[int, int, int]:
        """Return in how many of the units the model is asked for, prepared, and in use."""
        column = [cell for (_unit, model), cell in self.cells.items() if model == initiative_id]
        running = sum(cell.adoption is not None and cell.adoption.state in RUNNING for cell in column)
        prepared = sum(cell.adoption is not None for cell in column) - running
        return sum(cell.is_asked for cell in column), prepared, running


def rows(reach: AdoptionQuerySet, *, day: date, unit_id: int | None = None, state: str = "") -> list[Row]:
    """Return adoptions within `reach`, open ones first, then by model and unit."""
    chosen = reach.select_related("initiative", "owner", "requirement")
    if unit_id is not None:
        chosen = chosen.filter(unit=unit_id)
    chosen = chosen.filter(state=state) if state else chosen.open()
    found = list(chosen.order_by("initiative__code", "unit", "-pk"))
    names = unit_names({one.unit_id for one in found}, day)
    return [Row(one, names[one.unit_id], _is_late(one, day)) for one in found]


def _is_late(adoption: Adoption, day: date) -> bool:
    """Tell whether the model should be in use by now: by its own plan, or by the order that asks for it."""
    due = [adoption.live_on, adoption.requirement.due_on if adoption.requirement else None]
    return adoption.live_at is None and any(last is not None and last < day for last in due)


def people_of(unit_id: int) -> list[tuple[int, str]]:
    """Return who may be in charge in the unit, by name."""
    return list(Staff.objects.working().in_units([unit_id]).order_by("full_name").values_list("pk", "full_name"))


def requirements_for(initiative_id: int, unit_id: int) -> list[Requirement]:
    """Return the orders in force that ask the unit to take the model over, the first due first."""
    asked = Requirement.objects.filter(
        initiative=initiative_id, units=unit_id, directive__state=DirectiveState.CONFIRMED
    )
    return list(asked.select_related("directive").order_by("due_on", "pk"))


def matrix(roles: RoleSet, *, day: date) -> Matrix:
    """Return every recognised model against the units these roles may watch, as far as they have to do with one."""
    reach = roles.unit_ids(*WATCHERS)
    models = list(Initiative.objects.public())
    told = ordered_models(reach, before=start_of(day + timedelta(days=1)))
    asked = {(unit_id, one.pk) for one in models for unit_id in told.get(one.pk, ())}
    open_ones = Adoption.objects.open().filter(initiative__in=models, unit__in=reach)
    adoptions = {(one.unit_id, one.initiative_id): one for one in open_ones}
    keys = asked | set(adoptions)
    standing = Unit.objects.standing_on(day).filter(pk__in={unit for unit, _ in keys})
    names = unit_names(standing.values_list("pk", flat=True), day, short=True)
    busy = Counter(unit for unit, _ in keys)
    cells = {key: Cell(adoptions.get(key), key in asked) for key in keys if key[0] in names}
    # those with most to do first
    units = sorted(names.items(), key=lambda pair: (-busy[pair[0]], listing_key(pair[1])))
    return Matrix(models, units, cells)


def uses(initiative_ids: Collection[int], day: date) -> dict[int, Sequence[Use]]:
    """Return the open adoptions of models for the register of models; see `initiatives.usage`. Two queries."""
    found = list(Adoption.objects.open().filter(initiative__in=list(initiative_ids)))
    names = unit_names({one.unit_id for one in found}, day)
    told: dict[int, list[Use]] = defaultdict(list)
    for one in sorted(found, key=lambda one: listing_key(names[one.unit_id])):
        told[one.initiative_id].append(
            Use(
                one.unit_id,
                names[one.unit_id],
                one.state,
                one.get_state_display(),
                one.state in RUNNING,
                one.live_at,
                one.pk,
            )
        )
    return dict(told)
