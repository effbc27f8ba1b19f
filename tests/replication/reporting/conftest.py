"""What the tests of reports share."""

import pytest

from tests.factories.initiatives import District, make_district
from tests.factories.reporting import People, make_people


@pytest.fixture
def district(db: None) -> District:
    """A district with two wards."""
    return make_district()


@pytest.fixture
def people(district: District) -> People:
    """Who writes, signs and sums up."""
    return make_people(district.ward, district.unit)
