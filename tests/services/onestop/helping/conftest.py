"""An office with an advisory team."""

import pytest

from tests.factories.helping import Helpers, make_helpers


@pytest.fixture
def helpers(db: None) -> Helpers:
    """The office, its team and two members."""
    return make_helpers()
