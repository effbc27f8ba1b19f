"""One unit's figures: beside the middle of the others, and before and after it took a model over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from motcua.foundation.units.rules import day_of
from motcua.replication.adoption.models import Adoption
from motcua.replication.comparison.queries.units import compared_totals
from motcua.replication.comparison.rules import Windows, is_better, middle, windows
from motcua.replication.measures.queries import figures
from motcua.replication.measures.rules import value_of
from motcua.services.registry import Measure, Ratio, Service

LARGEST_EFFECT_LIST = 5


@dataclass(frozen=True)
class Row:
    """A figure of the unit, and the middle value of all units in reach that use the service."""

    figure: Measure | Ratio
    value: float | None
    middle: float | None


@dataclass(frozen=True)
class Change:
    """A figure before and after; `is_better` is None when it is the same or there is nothing to compare."""

    figure: Measure | Ratio
    before: float | None
    after: float | None
    is_better: bool | None


@dataclass(frozen=True)
class BeforeAfter:
    """What changed about the day on which the unit took a model over; `spans` is None while it is too early."""

    title: str
    live_on: date
    spans: Windows | None
    changes: tuple[Change, ...]


def rows_of(service: Service, unit_id: int, *, others: Collection[int], first: date, last: date) -> tuple[Row, ...]:
    """Return every figure of the unit. Two queries."""
    totals = compared_totals(service.code, {unit_id, *others}, first, last)
    own = totals.get(unit_id, {})
    found = []
    for figure in service.figures:
        values = [value for each in totals.values() if (value := value_of(figure, each)) is not None]
        found.append(Row(figure, value_of(figure, own), middle(values)))
    return tuple(found)


def before_and_after(service: Service, unit_id: int, *, today: date) -> tuple[BeforeAfter, ...]:
    """Return for the models of the service that the unit took over, newest first, what changed.

    One query, and two for each model: a unit takes a service over for one model, seldom for more.
    """
    adoptions = (
        Adoption.objects.filter(unit=unit_id, initiative__service=service.code, live_at__isnull=False)
        .select_related("initiative")
        .order_by("-live_at")[:LARGEST_EFFECT_LIST]
    )
    return tuple(_before_and_after(service, each, today) for each in adoptions)


def _before_and_after(service: Service, adoption: Adoption, today: date) -> BeforeAfter:
    if adoption.live_at is None:
        raise ValueError("The model is not in use.")
    live_on, unit_id = day_of(adoption.live_at), adoption.unit_id
    spans = windows(live_on, today=today)
    changes: list[Change] = []
    if spans is not None:
        old = figures(service.code, [unit_id], *spans.before)[unit_id]
        new = figures(service.code, [unit_id], *spans.after)[unit_id]
        for figure in service.figures:
            before, after = value_of(figure, old), value_of(figure, new)
            if before or after:
                better = None if before is None or after is None else is_better(figure, before, after)
                changes.append(Change(figure, before, after, better))
    return BeforeAfter(f"{adoption.initiative.code} {adoption.initiative.title_here}", live_on, spans, tuple(changes))
