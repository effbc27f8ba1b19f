"""What was ordered of each unit, and what it reached in the last whole month and in this one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from motcua.replication.comparison.queries.units import names
from motcua.replication.comparison.rules import end_of_month, is_reached, months_until
from motcua.replication.directives.models import MeasureTarget
from motcua.replication.measures.queries import monthly
from motcua.services.registry import Measure, Service, UnknownMeasure, UnknownService, service


@dataclass(frozen=True)
class Reached:
    """A unit under a target; `is_reached` speaks of the last whole month, None when the target began after it."""

    unit_id: int
    name: str
    last_month: int
    this_month: int
    is_reached: bool | None


@dataclass(frozen=True)
class TargetView:
    """A target with its directive, its measure, and how far each unit in reach is."""

    target: MeasureTarget
    service: Service
    measure: Measure
    units: tuple[Reached, ...]
    months: tuple[tuple[date, date], tuple[date, date]]

    @property
    def reached(self) -> int:
        """How many units reached it in the last whole month."""
        return sum(unit.is_reached is True for unit in self.units)


def targets_of(unit_ids: Collection[int], *, today: date) -> tuple[TargetView, ...]:
    """Return the targets set for some of the units, newest directive first: three queries, one more for each service.

    A target of a service or measure that the platform has no more is left out.
    """
    chosen = (
        MeasureTarget.objects.filter(units__in=unit_ids)
        .select_related("directive")
        .prefetch_related("units")
        .distinct()
        .order_by("-directive__issued_on", "service", "measure", "-from_day")
    )
    known = [(target, *found) for target in chosen if (found := _measure(target)) is not None]
    last_month, this_month = months_until(today, 2)
    shown = names(unit_ids, today)
    totals = {
        code: monthly(code, unit_ids, last_month, today).by_unit for code in {used.code for _target, used, _m in known}
    }
    views = []
    for target, used, measure in known:
        units = []
        for unit_id in sorted({unit.pk for unit in target.units.all()} & set(unit_ids)):
            months = totals[used.code].get(unit_id, {})
            value = months.get(last_month, {}).get(measure.code, 0)
            begun = target.from_day <= end_of_month(last_month)
            units.append(
                Reached(
                    unit_id,
                    shown[unit_id].short_name if unit_id in shown else "",
                    value,
                    months.get(this_month, {}).get(measure.code, 0),
                    is_reached(value, target.value, measure.better) if begun else None,
                )
            )
        spans = ((last_month, end_of_month(last_month)), (this_month, today))
        views.append(TargetView(target, used, measure, tuple(units), spans))
    return tuple(views)


def _measure(target: MeasureTarget) -> tuple[Service, Measure] | None:
    try:
        used = service(target.service)
        figure = used.figure(target.measure)
    except (UnknownService, UnknownMeasure):
        return None
    return (used, figure) if isinstance(figure, Measure) else None
