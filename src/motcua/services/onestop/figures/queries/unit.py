"""The figures of one unit and span, by month, and by procedure, channel, officer or beside other units."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import DateField, Q, Sum
from django.db.models.functions import Cast, TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.ui.text import listing_key
from motcua.foundation.units.models import Staff
from motcua.foundation.units.queries import unit_names
from motcua.services.onestop.figures.facts import COUNTED
from motcua.services.onestop.figures.queries.times import StepTimes, Times, steps_of, times_by
from motcua.services.onestop.figures.spans import Span
from motcua.services.onestop.models import (
    Channel,
    FigureDay,
    FigureEdition,
    FigureStep,
    FigureTime,
    Procedure,
)

Counts = Mapping[str, int]
# what the figures can be told apart by: the word in the address and the column
BY: dict[str, tuple[str, StrOrPromise]] = {
    "thu-tuc": ("procedure", gettext_lazy("Thủ tục")),
    "kenh": ("channel", gettext_lazy("Hình thức nộp")),
    "can-bo": ("officer", gettext_lazy("Cán bộ")),
    "don-vi": ("unit", gettext_lazy("Cơ quan")),
}


# months and lines in one reading of the rows
_COUNTED = """
SELECT grouping(q.value), q.value, q.month, {sums}
FROM ({rows}) q (value, month, {columns})
GROUP BY GROUPING SETS ((q.value), (q.month))
"""


@dataclass(frozen=True)
class Line:
    """One procedure, channel, officer or unit: what its rows are found by in the work list, counts and times."""

    key: str
    name: str
    counts: Counts
    times: Times


@dataclass(frozen=True)
class UnitFigures:
    """What a page of figures shows; `last` is the last day counted, by `lines` told apart."""

    span: Span
    last: date
    total: Counts
    months: tuple[tuple[Span, Counts], ...]
    times: Times
    lines: tuple[Line, ...]
    steps: tuple[StepTimes, ...]


def current_edition() -> FigureEdition | None:
    """Return the edition that pages read; None before the first night."""
    return FigureEdition.objects.filter(is_current=True).first()


def unit_figures(
    edition: FigureEdition,
    *,
    unit_id: int,
    span: Span,
    by: str = "thu-tuc",
    procedure_id: int | None = None,
    beside: Collection[int] = (),
) -> UnitFigures:
    """Return the figures of a unit: four to six queries, however much there is.

    `by` is a word of `BY`; by unit the lines are those of `beside` and its own. Only what one procedure did when it is
    named.
    """
    last = min(span.last, edition.through)
    chosen = _chosen(edition, span, procedure_id)
    own, field = chosen & Q(unit=unit_id), BY[by][0]
    among = chosen & Q(unit__in=[unit_id, *beside]) if field == "unit" else own
    by_month, by_value = _counted(field, own)
    if field == "unit":  # whose month a row is in is asked of the rows of one unit, not of all
        by_value = _of_units(among)
    months = tuple((month, by_month.get(month.first, _NOTHING)) for month in span.months() if month.first <= last)
    times, times_of = times_by(FigureTime.objects.filter(among), field)
    procedures = FigureDay.objects.filter(own).values("procedure")
    return UnitFigures(
        span=span,
        last=last,
        total=_sum(counts for _month, counts in months),
        months=months,
        times=times_of.get(unit_id, Times()) if field == "unit" else times,
        lines=_lines(_names(field, by_value, last), by_value, times_of),
        steps=steps_of(FigureStep.objects.filter(own), procedures),
    )


def _chosen(edition: FigureEdition, span: Span, procedure_id: int | None) -> Q:
    chosen = Q(edition=edition, day__range=(span.first, span.last))
    return chosen & Q(procedure=procedure_id) if procedure_id else chosen


def _counted(field: str, own: Q) -> tuple[Mapping[date, Counts], Mapping[Any, Counts]]:
    """Return the counts of the unit by month, and by the values of a field. One query."""
    rows: Any = FigureDay.objects.filter(own).annotate(month=Cast(TruncMonth("day"), DateField()))
    query, parameters = rows.values_list(field, "month", *COUNTED).order_by().query.sql_with_params()
    statement = _COUNTED.format(
        rows=query, columns=", ".join(COUNTED), sums=", ".join(f"sum(q.{code})" for code in COUNTED)
    )
    by_month: dict[date, Counts] = {}
    by_value: dict[Any, Counts] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        for is_month, value, month, *sums in cursor.fetchall():
            counts = dict(zip(COUNTED, sums, strict=True))
            if is_month:
                by_month[month] = counts
            else:
                by_value[value] = counts
    return by_month, by_value


def _of_units(among: Q) -> Mapping[Any, Counts]:
    """Return the counts of each unit. One query."""
    sums = [Sum(code) for code in COUNTED]
    summed = FigureDay.objects.filter(among).order_by("unit").values_list("unit").annotate(*sums)
    return {unit: dict(zip(COUNTED, counts, strict=True)) for unit, *counts in summed}


def _lines(
    names: Mapping[Any, tuple[str, str]], counted: Mapping[Any, Counts], times: Mapping[Any, Times]
) -> tuple[Line, ...]:
    found = [
        Line(*names.get(value, (str(value), str(value))), counts, times.get(value, Times()))
        for value, counts in counted.items()
        if any(counts.values())
    ]
    return tuple(sorted(found, key=lambda line: (not line.key or line.key == NOBODY, listing_key(line.name))))


NOBODY = "0"  # the key of what was done by nobody of the staff


def _names(field: str, values: Collection[Any], day: date) -> Mapping[Any, tuple[str, str]]:
    """Return key and name of each value, in at most one query."""
    if field == "procedure":
        return {each.pk: (each.slug, each.title_here) for each in Procedure.objects.filter(pk__in=values)}
    if field == "channel":
        return {value: (value, str(Channel(value).label)) for value in values}
    if field == "unit":
        return {unit: (str(unit), name) for unit, name in unit_names(values, day).items()}
    people = Staff.objects.filter(pk__in=[value for value in values if value is not None])
    named = {each.pk: (str(each.pk), each.full_name) for each in people.only("full_name")}
    return {**named, None: (NOBODY, _("Không gắn với cán bộ (nộp qua mạng, hệ thống)"))}


def _sum(counts: Iterable[Counts]) -> Counts:
    total = dict(_NOTHING)
    for each in counts:
        for code, number in each.items():
            total[code] += number
    return total


_NOTHING: Counts = dict.fromkeys(COUNTED, 0)
