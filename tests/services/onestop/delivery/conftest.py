"""An office whose volunteers carry results home."""

import pytest

from tests.factories.delivery import Carriers, make_carriers


@pytest.fixture
def carriers(db: None) -> Carriers:
    """The office and its team."""
    return make_carriers()
