"""What can be asked of effects? The panel behind a study, the studies made, what can be studied."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Sum
from django.db.models.functions import ExtractMonth, ExtractYear

from motcua.foundation.units.access import RoleSet
from motcua.foundation.units.models import Role, UnitVersion
from motcua.foundation.units.queries import unit_names, units_below
from motcua.foundation.units.rules import day_of
from motcua.replication.adoption.models import Adoption
from motcua.replication.effects.models import EffectStudy
from motcua.replication.effects.rules import (
    MONTHS_A_YEAR,
    Life,
    Observation,
    comparable,
    first_day,
    month_number,
    panel,
)
from motcua.replication.initiatives.models import Initiative
from motcua.replication.measures.models import MeasureDay
from motcua.services.registry import UnknownService, service

SHOWN = 60


@dataclass(frozen=True)
class Question:
    """What is asked: did this model change this measure of its service below this authority, in these months?

    `first_month` and `last_month` are first days of months, both included.
    """

    authority_id: int
    initiative_id: int
    service: str
    measure: str
    first_month: date
    last_month: date


def observations(question: Question) -> list[Observation]:
    """Return the panel of a question: units with figures of the service, months that can be compared. Three queries.

    A unit counts if it has figures from the first month on. One that began to use the service later did its work before
    that as well, only without us: nought there would make the beginning of records look like an effect.
    """
    below = units_below(question.authority_id, question.last_month)
    values = _monthly(question, below)
    months = range(month_number(question.first_month), month_number(question.last_month) + 1)
    lives = _lives(question, {unit for unit, month in values if month == months[0]})
    return comparable(panel(values, lives, months))


def _monthly(question: Question, units: Collection[int]) -> dict[tuple[int, int], float]:
    end = first_day(month_number(question.last_month) + 1) - date.resolution
    rows = (
        MeasureDay.objects.within(question.first_month, end)
        .filter(unit__in=units, service=question.service)
        .annotate(year=ExtractYear("day"), month=ExtractMonth("day"))
        .values_list("unit", "year", "month", "measure")
        .annotate(total=Sum("value"))
    )
    seen: dict[tuple[int, int], float] = {}
    for unit, year, month, measure, total in rows:
        # a unit that runs the service counts, with nothing for a month in which this measure was nothing
        key = (unit, year * MONTHS_A_YEAR + month - 1)
        seen[key] = seen.get(key, 0.0) + (float(total) if measure == question.measure else 0.0)
    return seen


def _lives(question: Question, units: Collection[int]) -> dict[int, Life]:
    """Return the first time each unit had the model: a second one begins with people who know it."""
    found = Adoption.objects.filter(initiative=question.initiative_id, unit__in=units, live_at__isnull=False)
    lives = dict.fromkeys(units, Life())
    for unit, live_at, stopped_at in found.order_by("-live_at").values_list("unit", "live_at", "stopped_at"):
        if live_at is not None:
            lives[unit] = Life(day_of(live_at), None if stopped_at is None else day_of(stopped_at))
    return lives


def studies(*, roles: RoleSet) -> list[EffectStudy]:
    """Return the studies in reach, newest first. One query."""
    return list(EffectStudy.objects.visible_to(roles).select_related("initiative")[:SHOWN])


def authorities(roles: RoleSet, now: datetime) -> list[tuple[int, str]]:
    """Return id and name of the units over which one may ask: where one coordinates others. The widest first."""
    day = day_of(now)
    versions = UnitVersion.objects.on(day).filter(parent__in=roles.unit_ids(Role.COORDINATOR))
    widest = versions.values_list("parent").annotate(below=Count("unit")).order_by("-below", "parent")
    ids = [parent for parent, _below in widest if parent is not None]
    names = unit_names(ids, day)
    return [(unit, names[unit]) for unit in ids]


def studied_models() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what can be studied: each model that a service carries, with "INITIATIVE:SERVICE:MEASURE" and its name."""
    made = []
    for model in Initiative.objects.exclude(service="").order_by("code"):
        try:
            carrier = service(model.service)
        except UnknownService:
            continue
        measures = [(f"{model.pk}:{carrier.code}:{one.code}", f"{model.code}: {one.name}") for one in carrier.measures]
        made.append((f"{model.code}. {model.title_here}", measures))
    return made
