"""A unit that takes money."""

import pytest

from tests.factories.payments import Till, make_till


@pytest.fixture
def till(db: None) -> Till:
    """A unit with a receipt book and an account."""
    return make_till()
