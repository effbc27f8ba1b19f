"""How long did it take? Exact percentiles over the decided dossiers of a span, computed by the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Aggregate, Count, IntegerField, QuerySet, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.foundation.worktime.rules import WorkingTime
from motcua.services.onestop.models import FigureStep, FigureTime, Stage
from motcua.services.onestop.states import State


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
    title: str
    number: int
    minutes: int
    times: Times

    @property
    def mean_hours(self) -> float:
        """Return the working hours of one dossier on average."""
        return self.minutes / self.number / 60


def times_of(rows: QuerySet[FigureTime]) -> Times:
    """Return the times of all `rows`, in one query."""
    found: Mapping[str, Any] = rows.aggregate(number=Count("*"), percentiles=Percentiles("minutes"))
    return _times(found["number"], found["percentiles"])


def times_by(rows: QuerySet[FigureTime], field: str) -> dict[Any, Times]:
    """Return the times by the values of a field, in one query."""
    grouped: Any = rows.values(field).annotate(number=Count("*"), percentiles=Percentiles("minutes")).order_by()
    return {row[field]: _times(row["number"], row["percentiles"]) for row in grouped}


def steps_of(rows: QuerySet[FigureStep], procedure_ids: list[int]) -> tuple[StepTimes, ...]:
    """Return where the time of `rows` went: waiting for the answer, then the steps in their order. Two queries."""
    grouped: Any = rows.values("stage", "step").annotate(
        number=Count("*"), total=Sum("minutes"), percentiles=Percentiles("minutes")
    )
    titles = _titles(procedure_ids)
    found = [
        StepTimes(
            Stage(row["stage"]),
            _title(Stage(row["stage"]), row["step"], titles),
            row["number"],
            row["total"],
            _times(row["number"], row["percentiles"]),
        )
        for row in sorted(grouped.order_by(), key=lambda row: _place(row["stage"], row["step"], titles))
    ]
    return tuple(found)


@dataclass(frozen=True)
class _Title:
    place: int
    title: str
    is_one_of_many: bool


_TITLES = """
SELECT s.step ->> 'key', min(s.place), mode() WITHIN GROUP (ORDER BY coalesce(s.step -> 'title' ->> %s,
       s.step -> 'title' ->> 'vi')), count(DISTINCT s.step -> 'title' ->> 'vi')
FROM onestop_procedureversion v, jsonb_array_elements(v.document -> 'steps') WITH ORDINALITY s(step, place)
WHERE v.procedure_id = ANY(%s)
GROUP BY 1
"""


def _titles(procedure_ids: list[int]) -> dict[str, _Title]:
    """Return the places and titles of steps by their keys; of a key with several titles the commonest."""
    with connection.cursor() as cursor:
        cursor.execute(_TITLES, [get_language() or "vi", procedure_ids])
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
