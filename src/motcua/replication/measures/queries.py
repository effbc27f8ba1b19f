"""What can be asked of figures? Each answer is one query, and says nothing about days without anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from motcua.replication.measures.models import MeasureDay, MeasureNote

Totals = dict[str, int]  # by measure; a measure without anything is missing


def figures(service: str, unit_ids: Collection[int], first: date, last: date) -> dict[int, Totals]:
    """Return the totals of the days from `first` to `last` by unit and measure; every unit asked for is there."""
    rows = _rows(service, unit_ids, first, last).values_list("unit", "measure").annotate(total=Sum("value")).order_by()
    found: dict[int, Totals] = {unit_id: {} for unit_id in unit_ids}
    for unit_id, measure, total in rows:
        found[unit_id][measure] = total
    return found


@dataclass(frozen=True)
class Series:
    """Totals by unit and by day, or by first day of a month; what is missing is nothing."""

    by_unit: Mapping[int, Mapping[date, Totals]]

    def together(self) -> dict[date, Totals]:
        """Return the totals of all units together."""
        summed: dict[date, Totals] = defaultdict(lambda: defaultdict(int))
        for days in self.by_unit.values():
            for day, totals in days.items():
                for measure, value in totals.items():
                    summed[day][measure] += value
        return {day: dict(totals) for day, totals in sorted(summed.items())}


def monthly(
    service: str, unit_ids: Collection[int], first: date, last: date, *, measures: Collection[str] | None = None
) -> Series:
    """Return the totals of each month, by its first day, of the days from `first` to `last`."""
    rows = _chosen(_rows(service, unit_ids, first, last), measures).annotate(moment=TruncMonth("day"))
    return _series(unit_ids, rows.values_list("unit", "moment", "measure").annotate(total=Sum("value")).order_by())


def daily(
    service: str, unit_ids: Collection[int], first: date, last: date, *, measures: Collection[str] | None = None
) -> Series:
    """Return the figures of each day from `first` to `last`."""
    rows = _chosen(_rows(service, unit_ids, first, last), measures)
    return _series(unit_ids, rows.values_list("unit", "day", "measure", "value"))


def notes_about(service: str, unit_ids: Collection[int], first: date, last: date) -> list[MeasureNote]:
    """Return the notes that explain something of these units and days, newest first, with their writers."""
    touching = MeasureNote.objects.filter(service=service, unit__in=unit_ids, first_day__lte=last, last_day__gte=first)
    return list(touching.select_related("by").order_by("-at", "-pk"))


def _rows(service: str, unit_ids: Collection[int], first: date, last: date) -> Any:  # noqa: ANN401 - see below
    # django-stubs lose the kind of rows in chains of values_list and annotate
    return MeasureDay.objects.within(first, last).filter(service=service, unit__in=unit_ids)


def _chosen(rows: Any, measures: Collection[str] | None) -> Any:  # noqa: ANN401 - as above
    return rows if measures is None else rows.filter(measure__in=measures)


def _series(unit_ids: Collection[int], rows: Iterable[tuple[int, date, str, int]]) -> Series:
    found: dict[int, dict[date, Totals]] = {unit_id: defaultdict(dict) for unit_id in unit_ids}
    for unit_id, day, measure, value in rows:
        found[unit_id][day][measure] = value
    return Series({unit_id: dict(sorted(days.items())) for unit_id, days in found.items()})
