"""An office whose volunteers carry results home."""

import pytest

from tests.factories.delivery import Carriers, make_carriers
from tests.stage import staged

staged_carriers = staged("staged_carriers", make_carriers)


@pytest.fixture
def carriers(staged_carriers: Carriers) -> Carriers:
    """The office and its team."""
    return staged_carriers
