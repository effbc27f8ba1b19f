"""How did the rebuilds go, and what differed? For administrators, of the units they administer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.units.queries import unit_names
from motcua.services.onestop.measures import MEASURES
from motcua.services.onestop.models import FigureDifference, FigureEdition

SHOWN = 30
MOST = 200


@dataclass(frozen=True)
class EditionRow:
    """A rebuild: how many of its months are counted."""

    edition: FigureEdition
    done: int


@dataclass(frozen=True)
class DifferenceRow:
    """A figure that is not what the live rows say."""

    day: date
    unit: str
    figure: StrOrPromise
    rebuilt: int
    live: int


def editions() -> list[EditionRow]:
    """Return the latest rebuilds, the newest first. One query."""
    found = FigureEdition.objects.annotate(done=Count("parts")).order_by("-pk")[:SHOWN]
    return [EditionRow(each, each.done) for each in found]


def differences_in(edition: FigureEdition, unit_ids: Collection[int], day: date) -> list[DifferenceRow]:
    """Return what differs for these units, at most `MOST`. Two queries."""
    found = list(FigureDifference.objects.filter(edition=edition, unit__in=unit_ids)[:MOST])
    names = unit_names({each.unit_id for each in found}, day)
    figures = {measure.code: measure.name for measure in MEASURES}
    return [
        DifferenceRow(
            each.day,
            names.get(each.unit_id, ""),
            figures.get(each.figure, each.figure),
            each.rebuilt,
            each.live,
        )
        for each in found
    ]
