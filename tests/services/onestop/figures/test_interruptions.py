"""What interrupts a dossier without being counted: an objection to the help, a charge that falls away."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.services.onestop.actions.accept_dossier import accept_dossier
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.end_payment import end_payment
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.request_payment import request_payment
from motcua.services.onestop.actions.return_result import return_result
from motcua.services.onestop.counting import OnestopFigures
from motcua.services.onestop.figures.actions.rebuild_figures import rebuild_figures
from motcua.services.onestop.figures.facts import COUNTED
from motcua.services.onestop.helping.actions.object_to_help import object_to_help
from motcua.services.onestop.helping.actions.verify_help import verify_help
from motcua.services.onestop.measures import WORKING_MINUTES
from motcua.services.onestop.models import Dossier, FigureEdition, FigureStep, FigureTime, Outcome, Stage
from motcua.services.onestop.states import Action, State
from tests.factories.helping import Helpers, make_helped, make_helpers
from tests.factories.onestop import CITIZEN, NOW, SYSTEM, Office, make_dossier, make_handing
from tests.services.onestop.figures.conftest import NIGHT
from tests.services.onestop.figures.test_rebuild import stored

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
TOMORROW = NOW + timedelta(days=1)


def counted(edition: FigureEdition) -> dict[tuple[int, date, str], int]:
    """Return the measures of the same days, counted apart."""
    found = OnestopFigures().counts(None, date(2019, 1, 1), edition.through)
    return {(each.unit_id, each.day, each.measure): each.value for each in found if each.measure in COUNTED}


def steps_of(dossier: Dossier) -> dict[tuple[str, str], int]:
    """Return the minutes of the one dossier that is decided."""
    assert FigureTime.objects.get().dossier_id == dossier.pk
    return {(row.stage, row.step): row.minutes for row in FigureStep.objects.all()}


def test_a_charge_that_falls_away_ends_the_pause_and_the_step_goes_on(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    given: dict[str, Any] = {"dossier_id": dossier.pk}
    request_payment(**given, reason="Thông báo 12/TB", by=office.specialist, now=NOW + timedelta(minutes=10))
    end_payment(**given, charge="HD-1", by=SYSTEM, now=TOMORROW)
    hand_over(**given, by=office.specialist, now=TOMORROW + 2 * HOUR)
    decide_result(**given, outcome=Outcome.APPROVED, by=office.leader, now=TOMORROW + 3 * HOUR)
    edition = rebuild_figures(now=NIGHT + timedelta(days=1))
    steps = steps_of(dossier)
    assert steps[Stage.PAUSE, State.AWAITING_PAYMENT] == 480 - 10
    assert (steps[Stage.STEP, "examination"], steps[Stage.STEP, "decision"]) == (9 + 120, 60)
    worked = sum(minutes for (stage, _step), minutes in steps.items() if stage == Stage.STEP)
    assert worked == FigureTime.objects.get().minutes
    (minutes,) = [
        each.value
        for each in OnestopFigures().counts(None, date(2019, 1, 1), edition.through)
        if each.measure == WORKING_MINUTES
    ]
    assert minutes == worked
    assert stored(edition) == counted(edition)
    assert not edition.differences.exists()


def lead_to_return(helpers: Helpers, *, objects: bool) -> Dossier:
    """Bring a helped dossier to its return; when asked, the citizen objects before the decision and after it."""
    office, dossier = helpers.office, make_helped(helpers)
    given: dict[str, Any] = {"dossier_id": dossier.pk}
    accept_dossier(**given, by=office.receptionist, now=NOW + HOUR)
    for staff in (office.receptionist, office.specialist):
        hand_over(**given, by=staff, now=NOW + 2 * HOUR)
    if objects:
        dispute(dossier, office, hours=3)
    decide_result(**given, outcome=Outcome.APPROVED, by=office.leader, now=TOMORROW)
    if objects:
        dispute(dossier, office, hours=25)
    return return_result(**given, handing=make_handing(), by=office.receptionist, now=TOMORROW + 3 * HOUR)


def dispute(dossier: Dossier, office: Office, *, hours: int) -> None:
    """Object, and have it verified an hour later."""
    at = NOW + hours * HOUR
    object_to_help(dossier_id=dossier.pk, reason="Tôi không nhờ ai.", by=CITIZEN, now=at)
    verify_help(dossier_id=dossier.pk, reason="Đã gọi, bà xác nhận.", by=office.leader, now=at + HOUR)


@pytest.mark.parametrize("objects", [False, True])
def test_an_objection_changes_no_figure(office: Office, *, objects: bool) -> None:
    """Not the time, not where it goes, not who did it: the clock runs while somebody finds out what happened."""
    dossier = lead_to_return(make_helpers(office), objects=objects)
    edition = rebuild_figures(now=NIGHT + timedelta(days=2))
    assert dossier.events.filter(kind__in=[Action.OBJECT, Action.VERIFY_HELP]).count() == 4 * objects
    steps = steps_of(dossier)
    assert set(steps) == {
        (Stage.ANSWER, ""),
        (Stage.STEP, "reception"),
        (Stage.STEP, "examination"),
        (Stage.STEP, "decision"),
        (Stage.PICKUP, ""),
    }
    assert (steps[Stage.STEP, "reception"], steps[Stage.STEP, "decision"]) == (60, 480 - 120)
    assert (FigureTime.objects.get().minutes, FigureTime.objects.get().officer_id) == (420, office.specialist.pk)
    assert stored(edition) == counted(edition)
    assert not edition.differences.exists()
