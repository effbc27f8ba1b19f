"""What is counted by itself: every few minutes what is new, at night a comparison; and the same from a shell."""

import argparse
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from motcua.config import prepare
from motcua.foundation.worktime import clock
from motcua.replication.measures import command, jobs
from motcua.replication.measures.models import MeasureDay
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier, make_office

pytestmark = pytest.mark.django_db
LONG_AGO = NOW.date() - timedelta(days=9)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))

    @contextmanager
    def ready() -> Iterator[None]:
        yield

    monkeypatch.setattr(prepare, "ready", ready)
    office = make_office()
    make_dossier(office, State.RETURNED)
    return office


def invent_a_figure(office: Office) -> None:
    """Write a figure of a day nobody touched."""
    MeasureDay.objects.create(unit=office.unit, service="onestop", measure="filed", day=LONG_AGO, value=4)


def test_the_job_rolls_every_service_up_and_a_second_run_changes_nothing(office: Office) -> None:
    jobs.roll_up_all(0)
    figures = list(MeasureDay.objects.values_list("measure", "value"))
    jobs.roll_up_all(0)
    assert list(MeasureDay.objects.values_list("measure", "value")) == figures != []


def test_at_night_a_figure_that_is_not_its_recount_is_reported_and_put_right(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    night = int((NOW + timedelta(days=1)).timestamp())
    with caplog.at_level(logging.ERROR):
        jobs.compare(night)
    assert caplog.messages == []
    invent_a_figure(office)
    with caplog.at_level(logging.ERROR):
        jobs.compare(night)
    assert len(caplog.messages) == 1
    assert "measure='filed', stored=4, counted=0" in caplog.messages[0]
    assert not MeasureDay.objects.filter(day=LONG_AGO).exists()


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


def test_the_shell_rolls_up_rebuilds_and_verifies(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("roll-up") == 0
    assert run("verify") == 0
    invent_a_figure(office)
    monday = LONG_AGO.isoformat()
    assert run("verify", "--service", "onestop", "--first", monday, "--last", monday) == 1
    assert run("rebuild", "--first", monday) == 0
    assert run("verify", "--first", monday) == 0
    said = capsys.readouterr().out
    assert "onestop: 1 unit-days counted again" in said
    assert "stored=4, counted=0" in said


def test_the_shell_says_which_services_count(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", "--service", "nowhere") == 2
    assert "onestop" in capsys.readouterr().out
