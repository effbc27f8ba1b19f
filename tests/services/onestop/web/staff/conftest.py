"""Signed-in staff of one office, at a moment an hour after its dossiers were made."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from motcua.foundation.worktime import clock
from tests.factories.onestop import NOW, Office
from tests.factories.units import sign_in


@pytest.fixture
def later() -> datetime:
    """The moment of every request."""
    return NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _clock(later: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: later)


@pytest.fixture
def counter(office: Office) -> Client:
    """The receptionist's browser."""
    return sign_in(Client(), office.receptionist)


@pytest.fixture
def desk(office: Office) -> Client:
    """The specialist's browser."""
    return sign_in(Client(), office.specialist)


@pytest.fixture
def lead(office: Office) -> Client:
    """The leader's browser."""
    return sign_in(Client(), office.leader)
