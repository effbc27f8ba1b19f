"""A unit that takes money."""

import pytest

from tests.factories.payments import Till, make_till
from tests.stage import staged

staged_till = staged("staged_till", make_till)


@pytest.fixture
def till(staged_till: Till) -> Till:
    """A unit with a receipt book and an account."""
    return staged_till
