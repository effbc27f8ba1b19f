"""What adoption looks like: measures per unit and day, counted from live dossiers; the nights' work."""

import logging
from datetime import timedelta

import pytest

from motcua.services.onestop import jobs
from motcua.services.onestop.measures import MEASURES, measured
from motcua.services.onestop.models import Dossier, Draft
from motcua.services.onestop.states import State
from motcua.services.registry import service
from tests.factories.onestop import NOW, Office, make_dossier, make_draft
from tests.factories.units import make_unit

TODAY = NOW.date()


def test_the_service_is_registered_as_model_r2() -> None:
    assert (service("onestop").model, service("onestop").measures) == ("R2", MEASURES)


def test_measures_count_what_happened_on_the_day(office: Office) -> None:
    make_dossier(office, State.SUBMITTED)
    make_dossier(office, State.ACCEPTED)
    make_dossier(office, State.RETURNED)
    make_dossier(office, State.ACCEPTED, now=NOW + timedelta(days=1))
    late = make_dossier(office, State.DECIDED)
    # nothing but the events may move these moments: here the whole day is moved, so that it is late
    Dossier.objects.filter(pk=late.pk).update(
        due_at=NOW - timedelta(days=1), law_due_at=NOW - timedelta(hours=1), next_due_at=NOW - timedelta(days=1)
    )
    assert measured(unit_id=office.unit.pk, day=TODAY) == {
        "filed": 4,
        "filed_online": 1,
        "finished_in_time": 1,
        "finished_late": 1,
        "finished_late_by_law": 1,
    }
    assert set(measured(unit_id=make_unit().pk, day=TODAY).values()) == {0}


def test_at_night_a_row_that_is_not_its_replay_is_reported(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    dossier = make_dossier(office)
    with caplog.at_level(logging.ERROR):
        jobs.compare_projections(int(NOW.timestamp()))
    assert caplog.messages == []
    Dossier.objects.filter(pk=dossier.pk).update(holder=None)
    with caplog.at_level(logging.ERROR):
        jobs.compare_projections(int(NOW.timestamp()))
    assert caplog.messages == [f"Dossier {dossier.code} does not equal the replay of its events: holder_id"]


def test_at_night_expired_drafts_are_forgotten(office: Office) -> None:
    make_draft(office, with_paper=False)
    jobs.forget_expired(int((NOW + timedelta(days=29)).timestamp()))
    assert Draft.objects.count() == 1
    jobs.forget_expired(int((NOW + timedelta(days=31)).timestamp()))
    assert Draft.objects.count() == 0
