"""Counting thousands again says of each dossier what an act on it alone would say."""

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.foundation.worktime.clock import ZONE
from motcua.foundation.worktime.queries import calendar_for
from motcua.services.onestop import recount
from motcua.services.onestop.actions.apologise import apologise
from motcua.services.onestop.actions.extend_limit import extend_limit
from motcua.services.onestop.actions.pause_clock import pause_clock
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.actions.resume_clock import resume_clock
from motcua.services.onestop.clocks import Moments, answered_moments, counted_moments, course_of
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.recount import Alike, batches_of, moved_among, running
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import (
    NOW,
    Office,
    ask_for_more,
    make_dossier,
    make_hold,
    make_office,
    make_pledge,
    make_step,
)
from tests.factories.worktime import make_calendar_day

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=9)
COLOURS = {"amber_at", "red_at"}
SHORT = [
    make_step("reception", "receptionist", "receiving", 1),
    make_step("decision", "leader", "deciding", 2),
    make_step("return", "receptionist", "receiving", 1),
]
BY_DAY = [
    make_step("reception", "receptionist", "receiving", 4),
    make_step("examination", "specialist", "deciding", 1) | {"duration": {"amount": 3, "unit": "working_day"}},
    make_step("decision", "leader", "deciding", 4),
    make_step("return", "receptionist", "receiving", 4),
]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def make_limit(amount: int, unit: str) -> dict[str, Any]:
    return {"amount": amount, "unit": unit, "source": {"document": "Luật"}, "verified": False}


def make_offices() -> list[Office]:
    """Return an office for each unit of a limit, one of them with a promise."""
    return [
        make_office(commitments=[make_pledge(9, valid_from=date(2019, 1, 1))]),
        make_office(limit=make_limit(15, "calendar_day"), steps=BY_DAY),
        make_office(limit=make_limit(90, "working_hour")),
        make_office(limit=make_limit(1, "same_day"), steps=SHORT),
    ]


def disturb(dossier: Dossier, office: Office, chance: random.Random) -> None:
    """Stop the clock and start it again, extend the limit, or tell a new day: some of it, or nothing."""
    given: dict[str, Any] = {"dossier_id": dossier.pk}
    if chance.random() < 0.5:
        ask_for_more(dossier, office, now=at("2019-04-10T09:00"))
        brought = at("2019-04-10T10:00") + timedelta(hours=chance.randrange(30))
        receive_supplement(**given, papers=[HandedIn("request")], by=office.receptionist, now=brought)
    if chance.random() < 0.3:
        pause_clock(**given, hold=make_hold(), by=office.specialist, now=at("2019-04-12T09:00"))
        resume_clock(**given, evidence="Biên bản", by=office.specialist, now=at("2019-04-16T09:00"))
    if chance.random() < 0.3:
        words: dict[str, Any] = {"rule": "other", "reason": "Xác minh.", "legal_ground": "Luật"}
        extend_limit(**given, **words, days=2, by=office.leader, now=at("2019-04-16T10:00"))
    if chance.random() < 0.3:
        apologise(**given, reason="Chờ.", new_day=date(2019, 5, 20), by=office.leader, now=at("2019-04-16T11:00"))


def make_dossiers(offices: list[Office], chance: random.Random) -> None:
    for office in offices:
        for state in (State.SUBMITTED, State.ACCEPTED, *[State.IN_PROCESS] * 3):
            moment = NOW + timedelta(minutes=chance.randrange(24 * 60))
            dossier = make_dossier(office, state, now=moment)
            if state is State.IN_PROCESS and office is not offices[-1]:  # a matter of the day is not put off
                disturb(dossier, office, chance)


def alone(dossier: Dossier) -> Moments:
    """Return the moments as an act on the one dossier counts them."""
    if dossier.accepted_at is None:
        asked = dossier.events.filter(kind__in=[Action.SUBMIT, Action.RECEIVE_SUPPLEMENT]).order_by("seq").last()
        assert asked is not None
        return answered_moments(unit_id=dossier.receiving_unit_id, asked_at=asked.at, now=LATER)
    return counted_moments(dossier, course_of(dossier, until=LATER), now=LATER)


def moves(dossier: Dossier, moments: Moments) -> bool:
    return any(getattr(dossier, name) != moment for name, moment in moments.items() if name not in COLOURS)


@pytest.mark.parametrize("seed", [1, 2])
def test_many_are_counted_as_each_alone(seed: int) -> None:
    chance = random.Random(seed)
    offices = make_offices()
    make_dossiers(offices, chance)
    ids = [*running(None).values_list("pk", flat=True)]
    assert moved_among(ids, alike=Alike(), now=LATER) == []
    days = [date(2019, 4, 9) + timedelta(days=number) for number in range(40)]
    for day in chance.sample([day for day in days if calendar_for(None).is_working_day(day)], 3):
        make_calendar_day(day, unit_id=chance.choice([None, offices[0].unit.pk, offices[1].unit.pk]))
    each = {dossier.pk: (dossier, alone(dossier)) for dossier in Dossier.objects.filter(pk__in=ids)}
    expected = {pk: moments for pk, (dossier, moments) in each.items() if moves(dossier, moments)}
    assert 0 < len(expected) < len(ids)
    assert {found.id: found.moments for found in moved_among(ids, alike=Alike(), now=LATER)} == expected


def test_what_was_accepted_alike_is_counted_by_the_calendar_of_its_own_unit() -> None:
    first, second = make_office(), make_office()
    ids = [make_dossier(office).pk for office in (first, second)]
    make_calendar_day(date(2019, 4, 17), unit_id=second.unit.pk)
    assert [found.id for found in moved_among(ids, alike=Alike(), now=LATER)] == [ids[1]]


def test_a_calendar_that_changes_under_way_is_seen_by_what_is_counted_next(office: Office) -> None:
    ids, alike = [make_dossier(office).pk], Alike()
    assert moved_among(ids, alike=alike, now=LATER) == []
    make_calendar_day(date(2019, 4, 17), unit_id=office.unit.pk)
    assert len(moved_among(ids, alike=alike, now=LATER)) == 1


def test_pauses_extensions_and_new_days_are_read_together() -> None:
    office, asked = make_office(), []
    for _ in range(2):
        dossier = make_dossier(office, State.IN_PROCESS)
        ask_for_more(dossier, office, now=at("2019-04-10T09:00"))
        given: dict[str, Any] = {"dossier_id": dossier.pk}
        receive_supplement(**given, papers=[HandedIn("request")], by=office.receptionist, now=at("2019-04-11T09:00"))
        apologise(**given, reason="Chờ.", new_day=date(2019, 5, 20), by=office.leader, now=at("2019-04-16T11:00"))
        ids = [*Dossier.objects.values_list("pk", flat=True)]
        with CaptureQueriesContext(connection) as queries:
            moved_among(ids, alike=Alike(), now=LATER)
        asked.append(len(queries))
    assert asked == [2, 2]  # the pauses and the acts; one more is read past Django


def test_neighbours_are_dealt_out_and_each_is_in_one_batch(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [make_dossier(office).pk for _ in range(7)]
    monkeypatch.setattr(recount, "BATCH", 2)
    monkeypatch.setattr(recount, "STRIPES", 3)
    a, b, c, d, e, f, g = made
    assert [*batches_of(None)] == [(a, d), (b, e), (c, f), (g,)]
    assert [*batches_of([])] == []
