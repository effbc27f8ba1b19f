"""The figures of the one-stop: each counts the events it says, at the unit and on the day they happened."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role, Staff
from motcua.services.onestop.actions.allow_supplement import allow_supplement
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.move_to_successor import move_to_successor
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.counting import OnestopFigures, events_behind, rows_address
from motcua.services.onestop.measures import MEASURES, WORKING_MINUTES
from motcua.services.onestop.models import Dossier, Outcome
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, SYSTEM, Office, ask_for_more, make_dossier, make_office
from tests.factories.units import make_staff, make_unit

TODAY = NOW.date()
SOURCE = OnestopFigures()


def figures(office: Office, first: date = TODAY, last: date = TODAY) -> dict[str, int]:
    """Return the figures of the unit, summed over the days."""
    found: dict[str, int] = {}
    for each in SOURCE.counts([office.unit.pk], first, last):
        found[each.measure] = found.get(each.measure, 0) + each.value
    return found


def test_measures_count_what_happened_on_the_day(office: Office) -> None:
    make_dossier(office, State.SUBMITTED)
    make_dossier(office, State.ACCEPTED)
    make_dossier(office, State.REJECTED)
    make_dossier(office, State.WITHDRAWN)
    make_dossier(office, State.STOPPED)
    make_dossier(office, State.AWAITING_PAYMENT)
    make_dossier(office, State.RETURNED)
    make_dossier(office, State.ACCEPTED, now=NOW + timedelta(days=1))
    late = make_dossier(office, State.DECIDED)
    # nothing but the events may move these moments: here the whole day is moved, so that it is late
    Dossier.objects.filter(pk=late.pk).update(
        due_at=NOW - timedelta(days=1), law_due_at=NOW - timedelta(hours=1), next_due_at=NOW - timedelta(days=1)
    )
    assert figures(office) == {
        "filed": 8,
        "filed_online": 2,
        "filed_at_counter": 6,
        "accepted": 6,
        "rejected": 1,
        "answered": 7,
        "payment_asked": 1,
        "finished": 2,
        "finished_early": 1,
        "finished_in_time": 1,
        "finished_late": 1,
        "finished_late_by_law": 1,
        "returned": 1,
        "withdrawn": 1,
        "stopped": 1,
        "working_minutes": 6,
    }
    assert figures(office, TODAY + timedelta(days=1), TODAY + timedelta(days=9))["filed"] == 1


def test_a_second_request_for_supplements_is_counted_apart(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    later = NOW + timedelta(days=1)
    receive_supplement(dossier_id=dossier.pk, now=later, papers=[HandedIn("request")], by=office.receptionist)
    allow_supplement(dossier_id=dossier.pk, now=later, reason="Hồ sơ phức tạp.", by=office.leader)
    dossier.refresh_from_db()
    ask_for_more(dossier, office, now=later + timedelta(minutes=5))
    found = figures(office, TODAY, later.date())
    assert (found["supplement_asked"], found["supplement_asked_again"], found["supplement_received"]) == (2, 1, 1)


def test_working_time_leaves_out_the_time_in_which_the_clock_stood_still(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    resumed = NOW + timedelta(days=1)
    receive_supplement(dossier_id=dossier.pk, papers=[HandedIn("request")], by=office.receptionist, now=resumed)
    dossier.refresh_from_db()
    minutes = (resumed + timedelta(minutes=number) for number in range(1, 9))
    hand_over(dossier_id=dossier.pk, by=office.specialist, now=next(minutes))
    decide_result(dossier_id=dossier.pk, outcome=Outcome.APPROVED, by=office.leader, now=next(minutes))
    found = figures(office, TODAY, resumed.date())
    assert found["finished"] == 1
    # two minutes before the request, two after the papers came: nothing of the day between
    assert found[WORKING_MINUTES] == 4


def test_the_day_is_the_vietnamese_day(office: Office) -> None:
    just_before, just_after = NOW.replace(hour=23, minute=58), NOW.replace(hour=23, minute=58) + timedelta(minutes=3)
    make_dossier(office, State.SUBMITTED, now=just_before)
    make_dossier(office, State.SUBMITTED, now=just_after)
    days = {
        each.day: each.value
        for each in SOURCE.counts([office.unit.pk], TODAY, TODAY + timedelta(days=1))
        if each.measure == "filed"
    }
    assert days == {TODAY: 1, TODAY + timedelta(days=1): 1}


def test_what_a_unit_did_stays_its_own_when_its_work_is_handed_on(office: Office) -> None:
    make_dossier(office, State.DECIDED)
    make_dossier(office, State.ACCEPTED)
    before = figures(office)
    heir = make_office(procedure=office.procedure)
    again = make_office(procedure=office.procedure)
    move_to_successor(unit_id=office.unit.pk, successor_id=heir.unit.pk, by=SYSTEM, now=NOW + timedelta(days=1))
    move_to_successor(unit_id=heir.unit.pk, successor_id=again.unit.pk, by=SYSTEM, now=NOW + timedelta(days=2))
    assert figures(office) == before
    assert figures(heir, TODAY, TODAY + timedelta(days=3)) == {}


def test_what_is_touched_follows_the_order_of_recording_not_of_happening(office: Office) -> None:
    make_dossier(office, State.ACCEPTED)
    first = SOURCE.touched({})
    assert first.days == {(office.unit.pk, TODAY)}
    assert SOURCE.touched(first.position) == type(first)(frozenset(), first.position)
    make_dossier(office, State.SUBMITTED, now=NOW - timedelta(days=3))
    assert SOURCE.touched(first.position).days == {(office.unit.pk, TODAY - timedelta(days=3))}


@pytest.mark.parametrize("dossiers", [1, 3])
def test_counting_takes_six_queries_however_much_there_is(office: Office, dossiers: int) -> None:
    for _number in range(dossiers):
        make_dossier(office, State.RETURNED)
    figures(office)  # the calendar is kept from here on
    with CaptureQueriesContext(connection) as counted:
        figures(office)
    assert len(counted) == 6


def test_the_rows_behind_a_figure_are_as_many_as_it_says(office: Office) -> None:
    for state in (State.RETURNED, State.REJECTED, State.AWAITING_SUPPLEMENT, State.STOPPED, State.SUBMITTED):
        make_dossier(office, state)
    counted = figures(office)
    for measure in MEASURES:
        if measure.code != WORKING_MINUTES:
            assert events_behind(measure.code, office.unit.pk, TODAY, TODAY).count() == counted.get(measure.code, 0)
    assert not events_behind("unknown", office.unit.pk, TODAY, TODAY).exists()


def test_the_address_of_the_rows_is_given_to_their_readers_only(office: Office) -> None:
    def address(reader: Staff) -> str:
        roles = roles_of(reader, NOW)
        return rows_address(roles=roles, unit_id=office.unit.pk, measure="filed", first=TODAY, last=TODAY)

    assert "so-lieu=filed" in address(office.leader)
    assert address(make_staff(role=Role.LEADER, unit=make_unit())) == ""
    assert address(make_staff(role=Role.COORDINATOR, unit=office.unit)) == ""
