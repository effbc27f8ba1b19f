"""The figures of a service side by side: one line a unit, one point a month."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from motcua.foundation.units.models import Level
from motcua.replication.comparison.queries.units import compared_totals, names, of_level
from motcua.replication.comparison.rules import months_until, ranked
from motcua.replication.measures.models import MeasureNote
from motcua.replication.measures.queries import Totals, monthly, notes_about
from motcua.replication.measures.rules import measures_in, value_of
from motcua.services.registry import Measure, Ratio, Service

EVERY_LEVEL = "all"


@dataclass(frozen=True)
class Question:
    """What is compared: a figure of a service, over days (both included), among units of a level.

    `level`: EVERY_LEVEL, a level of government, or "" for wards when there are several, else for all.
    """

    service: Service
    figure: Measure | Ratio
    first: date
    last: date
    level: str = ""


@dataclass(frozen=True)
class Line:
    """A unit and its figure."""

    unit_id: int
    name: str
    totals: Totals
    value: float | None


@dataclass(frozen=True)
class Comparison:
    """Units, best first; all of them together; twelve months of all of them; what was explained about them."""

    lines: tuple[Line, ...]
    together: float | None
    months: tuple[tuple[date, float | None], ...]
    notes: tuple[MeasureNote, ...]
    level: str
    levels: tuple[str, ...]


def compare(question: Question, *, unit_ids: Collection[int], today: date) -> Comparison:
    """Compare those of the units that use the service. Five queries."""
    code, figure = question.service.code, question.figure
    totals = compared_totals(code, unit_ids, question.first, question.last)
    versions = names(totals, today)
    levels = tuple(level for level in Level.values if any(each.level == level for each in versions.values()))
    level = _level(question.level, [each.level for each in versions.values()])
    chosen = of_level(versions, "" if level == EVERY_LEVEL else level)
    lines = [
        Line(unit_id, versions[unit_id].short_name, totals[unit_id], value_of(figure, totals[unit_id]))
        for unit_id in chosen
    ]
    notes = notes_about(code, chosen, question.first, question.last)
    return Comparison(
        lines=tuple(ranked(lines, figure.better)),
        together=value_of(figure, _summed([line.totals for line in lines])),
        months=months_of(question, chosen),
        notes=tuple(note for note in notes if note.measure == figure.code),
        level=level,
        levels=levels,
    )


def months_of(question: Question, unit_ids: Collection[int]) -> tuple[tuple[date, float | None], ...]:
    """Return the figure of the units together in each of the twelve months up to the last day. One query."""
    months = months_until(question.last)
    measures = measures_in(question.figure)
    found = monthly(question.service.code, unit_ids, months[0], question.last, measures=measures).together()
    return tuple((month, value_of(question.figure, found.get(month, {}))) for month in months)


def _level(wanted: str, present: list[str]) -> str:
    if wanted == EVERY_LEVEL or wanted in present:
        return wanted
    return Level.COMMUNE.value if present.count(Level.COMMUNE) > 1 else EVERY_LEVEL


def _summed(totals: Collection[Mapping[str, int]]) -> Totals:
    summed: Totals = {}
    for each in totals:
        for measure, value in each.items():
            summed[measure] = summed.get(measure, 0) + value
    return summed
