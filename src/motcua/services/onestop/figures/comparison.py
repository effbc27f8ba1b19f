"""Does an edition equal the live counters? Its sums by unit and day beside those of the dossiers' rows.

The edition is counted from the events. The rows are written act by act (`change_state`) and are what the page of today
counts. A dossier that was handed to a successor counts where it was filed and decided, which only its history tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import TruncDate

from motcua.foundation.units.rules import start_of
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.counting import placed
from motcua.services.onestop.lateness import Against, in_time, later
from motcua.services.onestop.models import Dossier, DossierEvent, FigureDay, FigureEdition, FigureTime
from motcua.services.onestop.states import Action, State

TIMES = "times"  # the decided dossiers that have a row of their time
_DECIDED = Q(finished_at__isnull=False)


@dataclass(frozen=True)
class _Live:
    """How the dossiers' rows say what an edition counts: which rows, when, where."""

    which: Q
    at: str
    unit: str
    act: Action


_LIVE = {
    "filed": _Live(Q(), "filed_at", "receiving_unit", Action.SUBMIT),
    "finished": _Live(_DECIDED, "finished_at", "deciding_unit", Action.DECIDE),
    "finished_in_time": _Live(
        _DECIDED & in_time("finished_at", Against.PROMISE), "finished_at", "deciding_unit", Action.DECIDE
    ),
    "finished_late": _Live(
        _DECIDED & later("finished_at", Against.PROMISE), "finished_at", "deciding_unit", Action.DECIDE
    ),
    "finished_late_by_law": _Live(
        _DECIDED & later("finished_at", Against.LAW), "finished_at", "deciding_unit", Action.DECIDE
    ),
    "rejected": _Live(Q(state=State.REJECTED), "closed_at", "office_unit", Action.REJECT),
    "withdrawn": _Live(Q(state=State.WITHDRAWN), "closed_at", "office_unit", Action.WITHDRAW),
    "stopped": _Live(Q(state=State.STOPPED), "closed_at", "deciding_unit", Action.STOP),
    "returned": _Live(Q(state=State.RETURNED), "closed_at", "office_unit", Action.RETURN),
}
Place = tuple[int, date]


@dataclass(frozen=True, order=True)
class Difference:
    """A figure of a unit and day that is not the same in both."""

    day: date
    unit_id: int
    figure: str
    rebuilt: int
    live: int


def differences(edition: FigureEdition) -> Iterator[Difference]:
    """Yield where the rows of the edition differ from the live rows, one query a figure and two of the edition."""
    rebuilt = _rebuilt(edition)
    live = {figure: _counted(each, edition.through) for figure, each in _LIVE.items()}
    live[TIMES] = rebuilt["finished"]
    for figure, found in live.items():
        yield from _compared(figure, rebuilt[figure], found)


def _compared(figure: str, rebuilt: dict[Place, int], live: dict[Place, int]) -> Iterator[Difference]:
    for unit_id, day in rebuilt.keys() | live.keys():
        here, there = rebuilt.get((unit_id, day), 0), live.get((unit_id, day), 0)
        if here != there:
            yield Difference(day, unit_id, figure, here, there)


def _rebuilt(edition: FigureEdition) -> dict[str, dict[Place, int]]:
    sums = {f"sum_{figure}": Sum(figure) for figure in _LIVE}
    days: Any = FigureDay.objects.filter(edition=edition).values("unit", "day").annotate(**sums)
    rows: list[dict[str, Any]] = list(days.order_by())
    found = {figure: {(row["unit"], row["day"]): row[f"sum_{figure}"] for row in rows} for figure in _LIVE}
    times = FigureTime.objects.filter(edition=edition).values("unit", "day").annotate(number=Count("*")).order_by()
    found[TIMES] = {(row["unit"], row["day"]): row["number"] for row in times}
    return found


def _counted(live: _Live, through: date) -> dict[Place, int]:
    until = start_of(through + timedelta(days=1))
    chosen: QuerySet[Any, Any] = Dossier.objects.filter(live.which, **{f"{live.at}__lt": until})
    chosen = chosen.annotate(counted_in=_unit(live), on=TruncDate(live.at, tzinfo=ZONE))
    rows: Iterable[dict[str, Any]] = chosen.values("counted_in", "on").annotate(number=Count("*")).order_by()
    return {(row["counted_in"], row["on"]): row["number"] for row in rows}


def _unit(live: _Live) -> Case:
    """Return where the act happened: the unit of the row, but for the few that were handed on later."""
    moved = DossierEvent.objects.filter(kind=Action.MOVE_UNIT).values("dossier")
    told = placed().filter(dossier=OuterRef("pk"), kind=live.act).order_by("-seq").values("unit")[:1]
    return Case(When(pk__in=moved, then=Subquery(told)), default=F(live.unit), output_field=IntegerField())
