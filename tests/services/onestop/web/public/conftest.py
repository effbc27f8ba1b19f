"""One moment for every page, and an office that receives a procedure online."""

from datetime import datetime

import pytest

from motcua.foundation.worktime import clock
from tests.factories.onestop import NOW, Office


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Stop the clock of the pages at 08:30 on 8 April 2019."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return NOW


@pytest.fixture
def office(staged_office: Office, moment: datetime) -> Office:
    """A ward with staff and a procedure that citizens file from home."""
    return staged_office
