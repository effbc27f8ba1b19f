"""One office for each test of the one-stop."""

import pytest

from tests.factories.onestop import Office, make_office


@pytest.fixture
def office(db: None) -> Office:
    """A ward that receives and decides one procedure, with its staff."""
    return make_office()
