"""An office with a spring of dossiers, and the figures counted the night after."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from motcua.foundation.units.models import Role
from motcua.foundation.worktime import clock
from motcua.services.onestop.figures.actions.rebuild_figures import rebuild_figures
from motcua.services.onestop.models import FigureEdition
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier
from tests.factories.units import make_staff, sign_in
from tests.stage import staged

NIGHT = NOW + timedelta(hours=18)  # half past two of the next day
NEXT_MONTH = NIGHT + timedelta(days=22)  # the night after the last of April


@pytest.fixture
def later() -> datetime:
    """The moment of every request: the next morning."""
    return NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _clock(later: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: later)


def make_edition(office: Office) -> FigureEdition:
    """Figures of dossiers in every state, one of them online, some of the month before."""
    for state in State:
        make_dossier(office, state)
    make_dossier(office, State.RETURNED, online=True)
    make_dossier(office, State.RETURNED, now=NOW - timedelta(days=25))
    return rebuild_figures(now=NIGHT)


staged_edition = staged("staged_edition", make_edition, on="staged_office")


@pytest.fixture
def edition(staged_edition: FigureEdition) -> FigureEdition:
    """Figures of dossiers in every state, one of them online, some of the month before."""
    return staged_edition


@pytest.fixture
def counter(office: Office) -> Client:
    """The receptionist's browser."""
    return sign_in(Client(), office.receptionist)


@pytest.fixture
def lead(office: Office) -> Client:
    """The leader's browser."""
    return sign_in(Client(), office.leader)


@pytest.fixture
def keeper(office: Office) -> Client:
    """The administrator's browser."""
    return sign_in(Client(), make_staff(role=Role.ADMINISTRATOR, unit=office.unit))
