"""The one-stop among the services, and the nights' work."""

import logging
from datetime import timedelta

import pytest

from motcua.services.onestop import jobs
from motcua.services.onestop.measures import MEASURES
from motcua.services.onestop.models import Dossier, Draft
from motcua.services.registry import service
from tests.factories.onestop import NOW, Office, make_dossier, make_draft


def test_the_service_is_registered_as_model_r2() -> None:
    assert (service("onestop").model, service("onestop").measures) == ("R2", MEASURES)


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
