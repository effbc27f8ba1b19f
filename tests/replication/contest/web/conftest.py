"""Browsers of staff at a moment of the contest."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from motcua.foundation.units.models import Staff
from motcua.foundation.worktime import clock
from tests.factories.units import sign_in

SetClock = Callable[[datetime], None]
BrowserOf = Callable[[Staff], Client]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Return a function that sets the clock."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def browser_of() -> BrowserOf:
    """Return a function that signs somebody in."""
    return lambda staff: sign_in(Client(), staff)
