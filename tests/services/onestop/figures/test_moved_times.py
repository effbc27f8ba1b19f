"""How long a dossier took that moved to a successor: each day by the calendar of the unit that had it (decision 41)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from motcua.foundation.units.access import roles_of
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.move_to_successor import move_to_successor
from motcua.services.onestop.actions.take_dossier import take_dossier
from motcua.services.onestop.counting import OnestopFigures
from motcua.services.onestop.figures.actions.rebuild_figures import rebuild_figures
from motcua.services.onestop.limits import OnestopLimits
from motcua.services.onestop.measures import WORKING_MINUTES
from motcua.services.onestop.models import Dossier, FigureStep, FigureTime, Outcome, Stage
from motcua.services.onestop.queries.answers import answer_page
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, SYSTEM, Office, make_dossier, make_office
from tests.factories.worktime import make_calendar_day

pytestmark = pytest.mark.django_db
MOVED, DECIDED = datetime(2019, 4, 12, 8, tzinfo=ZONE), datetime(2019, 4, 19, 9, tzinfo=ZONE)
NIGHT = datetime(2019, 4, 20, 2, tzinfo=ZONE)
OLD_HAD_IT, HEIR_HAD_IT = date(2019, 4, 10), date(2019, 4, 17)
A_DAY, DAYS_NEEDED = 480, 8
# from 8:30 on a Monday to 9:00 on the Friday of the week after; the Monday between was off for the Hùng Kings
WHOLE = 8 * A_DAY + 30


@pytest.fixture
def heir(office: Office) -> Office:
    return make_office(procedure=office.procedure)


def decide_at(office: Office, dossier: Dossier) -> None:
    take_dossier(dossier_id=dossier.pk, by=office.specialist, now=MOVED)
    hand_over(dossier_id=dossier.pk, by=office.specialist, now=DECIDED - timedelta(hours=1))
    decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, by=office.leader, now=DECIDED)


def minutes_taken(heir: Office) -> tuple[int, int]:
    """Return what the night's figures say, and what the measure says."""
    rebuild_figures(now=NIGHT)
    measured = OnestopFigures().counts([heir.unit.pk], NOW.date(), DECIDED.date())
    return FigureTime.objects.get().minutes, sum(row.value for row in measured if row.measure == WORKING_MINUTES)


@pytest.mark.parametrize(
    ("old_off", "heir_off", "days_less"),
    [
        ([], [], 0),
        ([OLD_HAD_IT], [], 1),
        ([], [OLD_HAD_IT], 0),
        ([], [HEIR_HAD_IT], 1),
        ([HEIR_HAD_IT], [], 0),
        ([OLD_HAD_IT, HEIR_HAD_IT], [OLD_HAD_IT, HEIR_HAD_IT], 2),
    ],
)
def test_each_day_counts_by_the_calendar_of_the_unit_that_had_it(
    office: Office, heir: Office, old_off: list[date], heir_off: list[date], days_less: int
) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    for unit, days in ((office.unit, old_off), (heir.unit, heir_off)):
        for day in days:
            make_calendar_day(day, unit_id=unit.pk)
    move_to_successor(unit_id=office.unit.pk, successor_id=heir.unit.pk, by=SYSTEM, now=MOVED)
    decide_at(heir, dossier)
    rebuilt, measured = minutes_taken(heir)
    in_steps = sum(FigureStep.objects.filter(stage=Stage.STEP).values_list("minutes", flat=True))
    (handled,) = OnestopLimits().handled(
        [office.slug], [heir.unit.pk], first=NOW.date(), last=NOW.date(), most=9, now=NIGHT + timedelta(days=30)
    )
    by_limits = sum(minutes for _step, minutes in handled.steps)
    assert rebuilt == measured == in_steps == by_limits == WHOLE - A_DAY * days_less
    assert handled.needed == DAYS_NEEDED - days_less


def test_an_answer_counts_by_the_calendar_of_the_counter_that_had_the_filing(office: Office, heir: Office) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    make_calendar_day(OLD_HAD_IT, unit_id=office.unit.pk)
    make_calendar_day(HEIR_HAD_IT, unit_id=heir.unit.pk)
    move_to_successor(unit_id=office.unit.pk, successor_id=heir.unit.pk, by=SYSTEM, now=MOVED)
    answered = DECIDED
    accept_dossier(dossier_id=dossier.pk, by=heir.receptionist, now=answered)
    page = answer_page(
        roles=roles_of(heir.leader, NIGHT), unit_id=None, since=NOW.date(), until=DECIDED.date(), now=NIGHT
    )
    assert set(page.answered.minutes.values()) == {WHOLE - 2 * A_DAY}
    hand_over(dossier_id=dossier.pk, by=heir.receptionist, now=DECIDED)
    hand_over(dossier_id=dossier.pk, by=heir.specialist, now=DECIDED)
    decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, by=heir.leader, now=DECIDED)
    rebuild_figures(now=NIGHT)
    assert FigureStep.objects.get(stage=Stage.ANSWER).minutes == WHOLE - 2 * A_DAY
