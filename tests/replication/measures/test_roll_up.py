"""The roll-up: read little, and yet equal a rebuild and a recount, however late and in whatever order things come."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

import pytest

from motcua.replication.measures.actions.rebuild import rebuild
from motcua.replication.measures.actions.roll_up import roll_up
from motcua.replication.measures.comparison import differences
from motcua.replication.measures.models import MeasureDay, RollUpMark
from motcua.replication.measures.rules import OVERLAP
from motcua.services.onestop.actions.move_to_successor import move_to_successor
from motcua.services.onestop.counting import OnestopFigures
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import State
from motcua.services.registry import UnknownMeasure, UnknownService, service
from tests.factories.onestop import NOW, SYSTEM, Office, make_dossier, make_office

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
SERVICE = "onestop"
SPAN = {"first": TODAY - timedelta(days=60), "last": TODAY + timedelta(days=60)}


@pytest.fixture
def office() -> Office:
    return make_office(now=NOW - timedelta(days=60))


def stored() -> set[tuple[int, date, str, int]]:
    """Return every figure."""
    return set(MeasureDay.objects.values_list("unit", "day", "measure", "value"))


def recounted() -> set[tuple[int, date, str, int]]:
    """Return what the service counts by itself."""
    counted = OnestopFigures().counts(None, **SPAN)
    return {(each.unit_id, each.day, each.measure, each.value) for each in counted}


def test_what_was_filed_today_is_a_figure_of_today(office: Office) -> None:
    make_dossier(office, State.RETURNED)
    done = roll_up(service=SERVICE, now=NOW)
    assert done.unit_days == 1
    assert done.figures == MeasureDay.objects.count()
    assert MeasureDay.objects.get(measure="finished_in_time").value == 1
    assert stored() == recounted()


def test_what_happened_yesterday_and_is_recorded_now_counts_for_yesterday(office: Office) -> None:
    make_dossier(office, State.ACCEPTED)
    roll_up(service=SERVICE, now=NOW)
    roll_up(service=SERVICE, now=NOW + 2 * OVERLAP)
    make_dossier(office, State.RETURNED, now=NOW - timedelta(days=4))
    done = roll_up(service=SERVICE, now=NOW + 4 * OVERLAP)
    assert done.unit_days == 1
    assert MeasureDay.objects.filter(day=TODAY - timedelta(days=4), measure="returned").get().value == 1
    assert stored() == recounted()


@pytest.mark.parametrize("seed", range(4))
def test_incremental_equals_rebuild_equals_a_recount(office: Office, seed: int) -> None:
    chance = random.Random(seed)
    offices = [office, make_office(procedure=office.procedure, now=NOW - timedelta(days=60))]
    now = NOW
    for _round in range(4):
        for _dossier in range(chance.randint(0, 3)):
            happened = NOW - timedelta(days=chance.randint(0, 40), hours=chance.randint(0, 10))
            make_dossier(chance.choice(offices), chance.choice(list(State)), now=happened, online=chance.random() < 0.5)
        if chance.random() < 0.3:
            heir = make_office(procedure=office.procedure, now=NOW - timedelta(days=60))
            move_to_successor(unit_id=offices[0].unit.pk, successor_id=heir.unit.pk, by=SYSTEM, now=now)
            offices[0] = heir
        now += timedelta(minutes=chance.choice((3, 30)))
        roll_up(service=SERVICE, now=now)
        assert stored() == recounted()
    rolled = stored()
    rebuild(service=SERVICE, **SPAN)
    assert stored() == rolled
    assert differences(SERVICE, **SPAN) == []


def test_a_day_on_which_nothing_is_left_loses_its_figures(office: Office) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    roll_up(service=SERVICE, now=NOW)
    MeasureDay.objects.create(
        unit=office.unit, service=SERVICE, measure="filed", day=TODAY - timedelta(days=9), value=5
    )
    rebuild(service=SERVICE, **SPAN)
    assert not MeasureDay.objects.filter(day=TODAY - timedelta(days=9)).exists()
    assert Dossier.objects.get() == dossier
    assert stored() == recounted()


def test_a_figure_that_somebody_changed_is_found_and_put_right(office: Office) -> None:
    make_dossier(office, State.ACCEPTED)
    roll_up(service=SERVICE, now=NOW)
    MeasureDay.objects.filter(measure="filed").update(value=99)
    (found,) = differences(SERVICE, **SPAN)
    assert (found.unit_id, found.measure, found.stored, found.counted) == (office.unit.pk, "filed", 99, 1)
    rebuild(service=SERVICE, **SPAN)
    assert differences(SERVICE, **SPAN) == []


def test_figures_of_other_services_and_days_are_left_alone(office: Office) -> None:
    make_dossier(office, State.ACCEPTED)
    for changes in ({"service": "queue", "day": TODAY}, {"service": SERVICE, "day": TODAY - timedelta(days=200)}):
        MeasureDay.objects.create(unit=office.unit, measure="filed", value=7, **changes)
    roll_up(service=SERVICE, now=NOW)
    rebuild(service=SERVICE, **SPAN)
    assert MeasureDay.objects.filter(value=7).count() == 2


def test_reading_begins_at_the_last_mark_older_than_the_overlap_and_older_marks_go(office: Office) -> None:
    moments = [NOW + number * OVERLAP / 2 for number in range(6)]
    for moment in moments:
        make_dossier(office, State.SUBMITTED, now=moment)
        roll_up(service=SERVICE, now=moment)
    kept = list(RollUpMark.objects.order_by("read_at").values_list("read_at", flat=True))
    assert kept == moments[-3:]


def test_what_was_still_being_recorded_when_a_later_number_was_read_is_read_within_the_overlap(office: Office) -> None:
    """An earlier number that commits later: what the mark passed over is read again."""
    make_dossier(office, State.SUBMITTED)
    roll_up(service=SERVICE, now=NOW)
    early = make_dossier(office, State.SUBMITTED, now=NOW - timedelta(days=3))
    hidden = RollUpMark.objects.latest("read_at")
    # as if the transaction of `early` had been open while a later event was read
    after_it = early.events.latest("pk").pk
    RollUpMark.objects.update_or_create(
        service=SERVICE, read_at=NOW + timedelta(minutes=40), defaults={"position": {"event": after_it}}
    )
    roll_up(service=SERVICE, now=NOW + timedelta(minutes=45))
    assert hidden.position["event"] < after_it
    assert stored() == recounted()


def test_a_service_that_counts_nothing_is_not_rolled_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace  # noqa: PLC0415 - only here

    from motcua.services import registry  # noqa: PLC0415

    monkeypatch.setitem(registry._services, "silent", replace(service(SERVICE), code="silent", source=None))
    with pytest.raises(UnknownMeasure):
        roll_up(service="silent", now=NOW)
    with pytest.raises(UnknownService):
        roll_up(service="nowhere", now=datetime(2019, 4, 8, tzinfo=NOW.tzinfo))
