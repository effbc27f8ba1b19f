"""One district for each test of the follow-up."""

import pytest

from tests.factories.followup import District, make_district


@pytest.fixture
def district(db: None) -> District:
    """A district with its coordinator and leader, and two wards."""
    return make_district()
