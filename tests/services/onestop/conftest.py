"""An office for the tests of the one-stop."""

import pytest

from tests.factories.onestop import Office


@pytest.fixture
def office(staged_office: Office) -> Office:
    """A ward that receives and decides one procedure, with its staff."""
    return staged_office
