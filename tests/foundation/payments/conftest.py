"""A unit that takes money, and the gateway's stand-in."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests import vnpay_stand_in
from tests.factories.payments import Till, make_till
from tests.stage import staged

staged_till = staged("staged_till", make_till)


@pytest.fixture
def till(staged_till: Till) -> Till:
    """A unit with a receipt book and an account."""
    return staged_till


@pytest.fixture
def gateway(settings: Settings) -> Iterator[vnpay_stand_in.StandIn]:
    """The stand-in of the gateway, and the settings that lead to it."""
    with vnpay_stand_in.running() as served:
        settings.VNPAY_TMN_CODE = vnpay_stand_in.TMN_CODE
        settings.VNPAY_SECRET = vnpay_stand_in.SECRET
        settings.VNPAY_PAY_URL = served.address + vnpay_stand_in.PAY_PATH
        settings.VNPAY_API_URL = served.address + vnpay_stand_in.API_PATH
        settings.VNPAY_IPN_ADDRESSES = []
        yield served
