"""How long dossiers took: the limit each needed by the legal clock, and the working time in each step."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.foundation.units.models import Level
from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.queries import calendar_for
from motcua.foundation.worktime.rules import Limit, Span, TimeUnit, due_at
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.limits import OnestopLimits, minutes_in_steps, needed_limit
from motcua.services.onestop.models import Outcome
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.states import State
from motcua.services.registry import Handled
from tests.factories.onestop import NOW, Office, make_dossier, make_office, make_pledge
from tests.factories.units import make_unit
from tests.factories.worktime import make_calendar

SOURCE = OnestopLimits()
LATER = NOW + timedelta(days=30)
SPRING = datetime(2019, 2, 1, tzinfo=ZONE)
MOMENTS = st.integers(0, 180 * 24 * 60).map(lambda minutes: SPRING + timedelta(minutes=minutes))


def handled(office: Office, *, now: datetime = LATER, most: int = 50) -> tuple[Handled, ...]:
    span: dict[str, Any] = {"first": NOW.date() - timedelta(days=60), "last": LATER.date()}
    return SOURCE.handled([office.slug], [office.unit.pk], most=most, now=now, **span)


@pytest.mark.django_db
def test_the_limit_needed_is_the_smallest_that_the_legal_clock_keeps() -> None:
    make_calendar()
    calendar = calendar_for(None)

    @settings(deadline=None)
    @given(MOMENTS, st.integers(0, 90 * 24 * 60), st.sampled_from([TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY]))
    def check(start: datetime, minutes: int, unit: TimeUnit) -> None:
        end = start + timedelta(minutes=minutes)
        pauses = [Span(start + timedelta(minutes=minutes // 3), start + timedelta(minutes=minutes // 2))]
        found = needed_limit(calendar, start=start, end=end, unit=unit, pauses=pauses)
        assert due_at(calendar, start=start, limit=Limit(found, unit), pauses=pauses) >= end
        if found > 1:
            assert due_at(calendar, start=start, limit=Limit(found - 1, unit), pauses=pauses) < end

    check()


@pytest.mark.django_db
def test_time_in_steps_adds_up_to_the_working_time_without_the_pause() -> None:
    make_calendar()
    at = [NOW + timedelta(hours=number) for number in range(4)]  # 08:30 to 11:30, all of it office hours
    steps = [(at[0], "reception"), (at[1], "work"), (at[2], "reception")]
    pause = Span(at[1] + timedelta(minutes=10), at[1] + timedelta(minutes=40))
    found = minutes_in_steps(calendar_for(None), steps, end=at[3], pauses=[pause])
    assert found == (("reception", 120), ("work", 30))


def test_a_dossier_tells_what_it_needed_and_where_it_lay(office: Office) -> None:
    make_dossier(office, State.DECIDED)
    (matter,) = handled(office)
    assert (matter.procedure, matter.unit_id, matter.needed, matter.is_finished) == (
        office.slug,
        office.unit.pk,
        1,
        True,
    )
    assert matter.steps == (("reception", 1), ("examination", 1), ("decision", 1))


def test_the_time_on_hold_needs_no_limit(office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    resumed = NOW + timedelta(days=7)
    receive_supplement(dossier_id=dossier.pk, papers=[HandedIn("request")], by=office.receptionist, now=resumed)
    dossier.refresh_from_db()
    bring_on(dossier.pk, office, resumed)
    (matter,) = handled(office)
    assert matter.needed == 1
    assert sum(minutes for _step, minutes in matter.steps) < 30


def bring_on(dossier_id: int, office: Office, now: datetime) -> None:
    """Hand a dossier that lies with the specialist on, and decide it."""
    hand_over(dossier_id=dossier_id, by=office.specialist, now=now + timedelta(minutes=1))
    decide_result(dossier_id=dossier_id, outcome=Outcome.APPROVED, by=office.leader, now=now + timedelta(minutes=2))


def test_quick_ones_do_not_count_before_slow_ones_could(office: Office) -> None:
    make_dossier(office, State.DECIDED)
    make_dossier(office, State.ACCEPTED)
    assert handled(office, now=NOW + timedelta(days=7)) == ()
    late, done = sorted(handled(office), key=lambda each: each.is_finished)
    assert (done.needed, late.is_finished) == (1, False)
    assert late.needed > 10


def test_what_was_withdrawn_or_stopped_or_waits_says_nothing(office: Office) -> None:
    for state in (State.WITHDRAWN, State.STOPPED, State.AWAITING_PAYMENT, State.SUBMITTED, State.REJECTED):
        make_dossier(office, state)
    assert handled(office) == ()


def test_only_the_latest_are_looked_at(office: Office) -> None:
    for days in range(3):
        make_dossier(office, State.DECIDED, now=NOW - timedelta(days=days * 7))
    assert len(handled(office, most=2)) == 2


@pytest.mark.parametrize("number", [1, 3])
def test_histories_take_three_queries_however_many_there_are(office: Office, number: int) -> None:
    for _dossier in range(number):
        make_dossier(office, State.DECIDED)
    handled(office)  # calendar and text of the procedure are kept from here on
    with CaptureQueriesContext(connection) as counted:
        assert len(handled(office)) == number
    assert len(counted) == 3


@pytest.mark.django_db
def test_a_procedure_tells_its_limits_by_law_and_promise() -> None:
    office = make_office(commitments=[make_pledge(8)])
    (found,) = SOURCE.procedures([office.unit.pk], day=date(2019, 4, 9))
    assert (found.code, found.law, found.promised) == (
        office.slug,
        Limit(10, TimeUnit.WORKING_DAY),
        {None: Limit(8, TimeUnit.WORKING_DAY)},
    )
    assert found.deciding == {office.unit.pk}
    assert [key for key, _title in found.steps] == ["reception", "examination", "decision"]
    assert found.promise_source == "554/UBND-CCHC"
    assert SOURCE.procedures([make_unit(level=Level.COMMUNE).pk], day=date(2019, 4, 9)) == ()
