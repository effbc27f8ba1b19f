"""Panels with a known effect, for tests and the benchmark of the estimator."""

import random
from datetime import date, datetime

from motcua.foundation.units.models import Staff, Unit
from motcua.foundation.worktime.clock import ZONE
from motcua.replication.adoption.models import AdoptionState
from motcua.replication.effects.queries import Question
from motcua.replication.effects.rules import Observation, first_day, month_number
from motcua.replication.initiatives.models import Initiative
from motcua.replication.measures.models import MeasureDay
from tests.factories.initiatives import make_initiative
from tests.factories.reporting import make_standing
from tests.factories.units import make_unit

UNITS, MONTHS, ADOPTING = 15, 24, 12
FIRST_START, LAST_START = 8, 18
FIRST, LAST = date(2019, 1, 1), date(2020, 12, 1)
LEVEL, SPREAD_OF_UNITS, NOISE, PERSISTENCE = 60.0, 15.0, 5.0, 0.4


def make_panel(
    seed: int, *, effect: float, growing: bool = False, units: int = UNITS, adopting: int = ADOPTING
) -> list[Observation]:
    """Return wards over two years, of which `adopting` take the model over between the 8th and the 18th month.

    Wards differ in level, months move all of them together, noise is carried on from month to month; `growing`: the
    effect rises by a tenth of itself each month.
    """
    chance = random.Random(seed)
    months = _walk(chance)
    made = []
    for unit in range(units):
        start = None if unit < units - adopting else chance.randint(FIRST_START, LAST_START)
        level, carried = chance.gauss(LEVEL, SPREAD_OF_UNITS), 0.0
        for month in range(MONTHS):
            carried = PERSISTENCE * carried + chance.gauss(0, NOISE)
            since = month - start if start is not None and month >= start else None
            added = 0.0 if since is None else effect * (1 + since / 10 if growing else 1)
            made.append(Observation(unit, month, start, level + months[month] + carried + added))
    return made


def make_question(district: Unit, coordinator: Staff) -> Question:
    """Return a question about a district in which twelve of fifteen wards adopt what brings 12 dossiers a month."""
    model = make_initiative(origin=district, code="R2")
    Initiative.objects.filter(pk=model.pk).update(service="onestop")
    wards = [make_unit(parent=district) for _number in range(UNITS)]
    seen = make_panel(3, effect=12)
    MeasureDay.objects.bulk_create(
        MeasureDay(
            unit=wards[one.unit_id],
            service="onestop",
            measure="filed",
            day=first_day(month_number(FIRST) + one.month),
            value=round(one.value),
        )
        for one in seen
    )
    for one in seen:
        if one.start == one.month:
            day = first_day(month_number(FIRST) + one.month)
            at = datetime(day.year, day.month, 1, 8, tzinfo=ZONE)
            make_standing(wards[one.unit_id], model, AdoptionState.LIVE, at=at, owner=coordinator)
    return Question(district.pk, model.pk, "onestop", "filed", FIRST, LAST)


def _walk(chance: random.Random) -> list[float]:
    height, path = 0.0, []
    for _month in range(MONTHS):
        height += chance.gauss(0, 1)
        path.append(height)
    return path
