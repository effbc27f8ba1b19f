"""A district for the tests of the follow-up."""

import pytest

from tests.factories.followup import District, make_district
from tests.stage import staged

staged_district = staged("staged_district", make_district)


@pytest.fixture
def district(staged_district: District) -> District:
    """A district with its coordinator and leader, and two wards."""
    return staged_district
