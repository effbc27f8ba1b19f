"""The figures of a night: equal to what the live counters say, whole or not there, gone on with after a fault."""

from __future__ import annotations

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.move_to_successor import move_to_successor
from motcua.services.onestop.counting import OnestopFigures
from motcua.services.onestop.figures.actions import rebuild_figures as rebuilding
from motcua.services.onestop.figures.actions.rebuild_figures import rebuild_figures
from motcua.services.onestop.figures.facts import COUNTED, write_month
from motcua.services.onestop.figures.queries.unit import unit_figures
from motcua.services.onestop.figures.spans import span_of
from motcua.services.onestop.measures import WORKING_MINUTES
from motcua.services.onestop.models import (
    Dossier,
    FigureDay,
    FigureEdition,
    FigureMonth,
    FigureStep,
    FigureTime,
    Stage,
)
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, SYSTEM, Office, make_dossier, make_office
from tests.hands import at_once
from tests.services.onestop.figures.conftest import NIGHT

pytestmark = pytest.mark.django_db


def stored(edition: FigureEdition) -> dict[tuple[int, date, str], int]:
    """Return every figure of the edition by unit, day and measure."""
    found: dict[tuple[int, date, str], int] = {}
    for row in FigureDay.objects.filter(edition=edition):
        for code in COUNTED:
            if number := getattr(row, code):
                key = (row.unit_id, row.day, code)
                found[key] = found.get(key, 0) + number
    return found


def test_the_figures_equal_the_measures_counted_apart(edition: FigureEdition) -> None:
    counted = {
        (each.unit_id, each.day, each.measure): each.value
        for each in OnestopFigures().counts(None, date(2019, 1, 1), edition.through)
        if each.measure in COUNTED
    }
    assert stored(edition) == counted
    assert not edition.differences.exists()


def test_working_time_equals_the_measure(office: Office, edition: FigureEdition) -> None:
    counted = sum(
        each.value
        for each in OnestopFigures().counts([office.unit.pk], date(2019, 1, 1), edition.through)
        if each.measure == WORKING_MINUTES
    )
    assert sum(FigureTime.objects.values_list("minutes", flat=True)) == counted > 0


def test_the_steps_of_a_dossier_add_up_to_its_time(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_PAYMENT)
    from motcua.services.onestop.actions.confirm_payment import confirm_payment  # noqa: PLC0415
    from motcua.services.onestop.actions.decide_result import decide_result  # noqa: PLC0415
    from motcua.services.onestop.models import Outcome  # noqa: PLC0415

    resumed = NOW + timedelta(days=1)
    confirm_payment(dossier_id=dossier.pk, by=office.specialist, now=resumed)
    hand_over(dossier_id=dossier.pk, by=office.specialist, now=resumed + timedelta(hours=2))
    decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, by=office.leader, now=resumed + timedelta(hours=3))
    rebuild_figures(now=NIGHT + timedelta(days=1))
    steps = {(row.stage, row.step): row.minutes for row in FigureStep.objects.all()}
    assert steps[Stage.PAUSE, State.AWAITING_PAYMENT] == 480 - 2
    assert (steps[Stage.STEP, "examination"], steps[Stage.STEP, "decision"]) == (121, 60)
    assert Stage.PICKUP not in {stage for stage, _step in steps}  # nobody has come for it yet
    worked = sum(minutes for (stage, _step), minutes in steps.items() if stage == Stage.STEP)
    assert worked == FigureTime.objects.get().minutes


def test_the_officer_of_a_decision_is_who_brought_it_to_the_signature(office: Office, edition: FigureEdition) -> None:
    decided = FigureDay.objects.filter(edition=edition, finished__gt=0)
    assert set(decided.values_list("officer", flat=True)) == {office.specialist.pk}
    filed = FigureDay.objects.filter(edition=edition, filed__gt=0)
    assert set(filed.values_list("officer", "channel")) == {(None, "online"), (office.receptionist.pk, "counter")}


def test_a_difference_to_the_live_counters_is_found(office: Office, edition: FigureEdition) -> None:
    late = Dossier.objects.filter(state=State.DECIDED)
    # nothing but the events may move these moments: a row that says otherwise is what the comparison is for
    late.update(
        finished_at=NOW - timedelta(days=1), accepted_at=NOW - timedelta(days=1), filed_at=NOW - timedelta(days=1)
    )
    again = rebuild_figures(now=NIGHT)
    found = {(each.day, each.figure, each.rebuilt, each.live) for each in again.differences.all()}
    today, yesterday = NOW.date(), NOW.date() - timedelta(days=1)
    assert (today, "finished", 3, 2) in found
    assert (yesterday, "finished", 0, 1) in found
    assert (yesterday, "filed", 0, 1) in found
    assert {each.unit_id for each in again.differences.all()} == {office.unit.pk}


def test_work_handed_to_a_successor_stays_with_whoever_did_it(office: Office) -> None:
    make_dossier(office, State.DECIDED)
    make_dossier(office, State.ACCEPTED)
    heir = make_office(procedure=office.procedure)
    move_to_successor(unit_id=office.unit.pk, successor_id=heir.unit.pk, by=SYSTEM, now=NOW + timedelta(days=1))
    edition = rebuild_figures(now=NIGHT + timedelta(days=2))
    assert set(FigureDay.objects.values_list("unit", flat=True)) == {office.unit.pk}
    assert not edition.differences.exists()


def test_days_to_come_are_left_out_and_today_as_well(office: Office) -> None:
    make_dossier(office, State.RETURNED, now=NOW - timedelta(days=3))
    make_dossier(office, State.RETURNED)
    edition = rebuild_figures(now=NOW + timedelta(hours=2))
    assert edition.through == NOW.date() - timedelta(days=1)
    assert {day for _unit, day, _code in stored(edition)} == {NOW.date() - timedelta(days=3)}


def test_readers_keep_the_old_edition_until_the_new_one_is_whole(edition: FigureEdition) -> None:
    with patch.object(rebuilding, "_finish", side_effect=RuntimeError), pytest.raises(RuntimeError):
        rebuild_figures(now=NIGHT + timedelta(days=1))
    assert FigureEdition.objects.get(is_current=True) == edition
    assert stored(edition)
    whole = rebuild_figures(now=NIGHT + timedelta(days=1))
    assert FigureEdition.objects.get(is_current=True) == whole != edition
    assert set(FigureDay.objects.values_list("edition", flat=True)) == {whole.pk}
    assert set(FigureMonth.objects.values_list("edition", flat=True)) == {whole.pk}


def test_a_rebuild_that_was_broken_off_goes_on_with_the_months_it_lacks(office: Office) -> None:
    make_dossier(office, State.RETURNED, now=NOW - timedelta(days=25))
    make_dossier(office, State.RETURNED)
    written = write_month

    def break_off(edition: FigureEdition, first: date, last: date) -> None:
        if first == date(2019, 4, 1):
            raise RuntimeError
        written(edition, first, last)

    with patch.object(rebuilding, "write_month", break_off), pytest.raises(RuntimeError):
        rebuild_figures(now=NIGHT)
    told: list[tuple[int, int, date]] = []
    edition = rebuild_figures(now=NIGHT, told=lambda done, of, month: told.append((done, of, month)))
    assert told == [(2, 2, date(2019, 4, 1))]
    assert sum(number for (_unit, _day, code), number in stored(edition).items() if code == "finished") == 2


def test_a_rebuild_of_another_day_begins_anew(edition: FigureEdition) -> None:
    with patch.object(rebuilding, "_finish", side_effect=RuntimeError), pytest.raises(RuntimeError):
        rebuild_figures(now=NIGHT + timedelta(days=1))
    rebuild_figures(now=NIGHT + timedelta(days=2))
    assert FigureEdition.objects.filter(built_at=None).count() == 0


def test_before_the_first_dossier_there_is_nothing_to_count() -> None:
    edition = rebuild_figures(now=NIGHT)
    assert (edition.months, edition.is_current, FigureDay.objects.count()) == (0, True, 0)


def test_percentiles_are_values_that_occurred(office: Office, edition: FigureEdition) -> None:
    whole = span_of("2019")
    assert whole is not None
    found = unit_figures(edition, unit_id=office.unit.pk, span=whole)
    minutes = sorted(FigureTime.objects.values_list("minutes", flat=True))
    assert found.times.median is not None
    assert found.times.p95 is not None
    assert found.times.number == len(minutes) == 4
    assert found.times.median.minutes == minutes[1]
    assert found.times.p95.minutes == minutes[-1]


@pytest.mark.parametrize("by", ["thu-tuc", "kenh", "can-bo", "don-vi"])
@pytest.mark.parametrize("more", [1, 3])
def test_a_span_takes_the_same_queries_however_much_there_is(office: Office, by: str, more: int) -> None:
    for _number in range(more):
        make_dossier(office, State.RETURNED)
    edition, span = rebuild_figures(now=NIGHT), span_of("2019-Q2")
    assert span is not None
    with CaptureQueriesContext(connection) as asked:
        found = unit_figures(edition, unit_id=office.unit.pk, span=span, by=by, beside=[office.unit.pk])
    assert found.total["finished"] == more
    assert len(asked) == {"kenh": 4, "don-vi": 6}.get(by, 5)


def test_two_rebuilds_never_run_at_once() -> None:
    with rebuilding._alone():
        assert at_once(lambda: rebuild_figures(now=NIGHT), 1) == ["figures_in_work"]
