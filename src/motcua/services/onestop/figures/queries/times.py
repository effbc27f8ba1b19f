"""How long did it take? Exact percentiles over the decided dossiers of a span, computed by the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Aggregate, Count, IntegerField, QuerySet, Subquery, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.foundation.worktime.rules import WorkingTime
from motcua.services.onestop.models import FigureEdition, FigureStep, FigureTime, Procedure, Stage
from motcua.services.onestop.states import PAUSED, State


class Percentiles(Aggregate):
    """Half, nine tenths and nineteen twentieths of the values are at most these three, which occurred themselves."""

    function = "percentile_disc"
    template = "%(function)s(ARRAY[0.5, 0.9, 0.95]) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = ArrayField(IntegerField())


@dataclass(frozen=True)
class Times:
    """Of so many decided dossiers: median, 90th and 95th percentile of the working time; None of none."""

    number: int = 0
    median: WorkingTime | None = None
    p90: WorkingTime | None = None
    p95: WorkingTime | None = None


@dataclass(frozen=True)
class StepTimes:
    """Where time went: a step or a kind of waiting, in how many dossiers, how long in all and of half of them."""

    stage: Stage
    step: str
    title: str
    number: int
    minutes: int
    times: Times

    @property
    def code(self) -> str:
        """Return the word by which an address asks for its dossiers."""
        return f"{self.stage}.{self.step}".rstrip(".")

    @property
    def mean_hours(self) -> float:
        """Return the working hours of one dossier on average."""
        return self.minutes / self.number / 60


_TIMES = """
SELECT grouping(q.value), q.value, count(*), percentile_disc(ARRAY[0.5, 0.9, 0.95]) WITHIN GROUP (ORDER BY q.minutes)
FROM ({rows}) q (value, minutes)
GROUP BY GROUPING SETS ((), (q.value))
"""


def times_by(rows: QuerySet[FigureTime], field: str) -> tuple[Times, dict[Any, Times]]:
    """Return the times of all `rows`, and by the values of a field, in one query."""
    query, parameters = rows.values_list(field, "minutes").order_by().query.sql_with_params()
    total = Times()
    by_value: dict[Any, Times] = {}
    with connection.cursor() as cursor:
        cursor.execute(_TIMES.format(rows=query), parameters)
        for is_total, value, number, percentiles in cursor.fetchall():
            if is_total:
                total = _times(number, percentiles)
            else:
                by_value[value] = _times(number, percentiles)
    return total, by_value


def steps_of(rows: QuerySet[FigureStep], procedures: QuerySet[Any, Any]) -> tuple[StepTimes, ...]:
    """Return where the time of `rows` went: waiting for the answer, then the steps in their order. Two queries.

    `procedures` is a query of the ids of those whose steps they are.
    """
    grouped: Any = rows.values("stage", "step").annotate(
        number=Count("*"), total=Sum("minutes"), percentiles=Percentiles("minutes")
    )
    titles = _titles(procedures)
    found = [
        StepTimes(
            Stage(row["stage"]),
            row["step"],
            _title(Stage(row["stage"]), row["step"], titles),
            row["number"],
            row["total"],
            _times(row["number"], row["percentiles"]),
        )
        for row in sorted(grouped.order_by(), key=lambda row: _place(row["stage"], row["step"], titles))
    ]
    return tuple(found)


def stayed_in(code: str, *, unit_id: int, first: date, last: date) -> QuerySet[Any, Any]:
    """Return the ids of the dossiers behind a `StepTimes` of a unit, by its code: decided in these days, once there.

    As the current edition counts them, through the index of its rows; nothing for an unknown code.
    """
    stage, _dot, step = code.partition(".")
    current = FigureEdition.objects.filter(is_current=True).values("pk")
    rows = FigureStep.objects.filter(edition=Subquery(current), unit=unit_id, day__range=(first, last))
    return rows.filter(stage=stage, step=step).values("dossier")


def title_of(code: str) -> str:
    """Return the title of a stage or step by its code, "" for an unknown one. At most one query."""
    stage, _dot, step = code.partition(".")
    if stage not in Stage.values or (stage == Stage.PAUSE and step not in PAUSED):
        return ""
    return _title(Stage(stage), step, _titles(Procedure.objects.values("pk")) if stage == Stage.STEP else {})


@dataclass(frozen=True)
class _Title:
    place: int
    title: str
    is_one_of_many: bool


_TITLES = """
SELECT s.step ->> 'key', min(s.place), mode() WITHIN GROUP (ORDER BY coalesce(s.step -> 'title' ->> %s,
       s.step -> 'title' ->> 'vi')), count(DISTINCT s.step -> 'title' ->> 'vi')
FROM onestop_procedureversion v, jsonb_array_elements(v.document -> 'steps') WITH ORDINALITY s(step, place)
WHERE v.procedure_id IN ({procedures})
GROUP BY 1
"""


def _titles(procedures: QuerySet[Any, Any]) -> dict[str, _Title]:
    """Return the places and titles of steps by their keys; of a key with several titles the commonest."""
    query, parameters = procedures.order_by().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_TITLES.format(procedures=query), [get_language() or "vi", *parameters])
        return {key: _Title(place, title or key, names > 1) for key, place, title, names in cursor.fetchall()}


def _title(stage: Stage, step: str, titles: Mapping[str, _Title]) -> str:
    if stage is Stage.PAUSE:
        return str(State(step).label)
    if stage is not Stage.STEP:
        return str(stage.label)
    known = titles.get(step)
    if known is None:
        return step
    return _("%(title)s (tên tùy thủ tục)") % {"title": known.title} if known.is_one_of_many else known.title


def _place(stage: str, step: str, titles: Mapping[str, _Title]) -> tuple[int, int, str]:
    known = titles.get(step) if stage == Stage.STEP else None
    return Stage.values.index(stage), known.place if known else 0, step


def _times(number: int, percentiles: list[int] | None) -> Times:
    return Times(number, *(WorkingTime(minutes) for minutes in percentiles)) if percentiles else Times()
