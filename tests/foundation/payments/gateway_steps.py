"""Steps at the gateway for several tests."""

from datetime import datetime
from urllib.parse import urlsplit
from urllib.request import urlopen

from motcua.foundation.payments.actions.start_gateway_payment import Payer, start_gateway_payment
from motcua.foundation.payments.models import Charge, GatewayOrder
from tests.factories.payments import NOW
from tests.vnpay_stand_in import StandIn


def open_at(gateway: StandIn, charge: Charge, *, now: datetime = NOW) -> str:
    """Begin to pay a charge, as a browser goes to the gateway's page, and return the order's number."""
    address = start_gateway_payment(link=charge.link, payer=Payer("203.0.113.9", "vi"), now=now)
    with urlopen(address) as page:  # noqa: S310 - the stand-in on loopback
        assert page.status == 200
    assert urlsplit(address).netloc == urlsplit(gateway.address).netloc
    return GatewayOrder.objects.filter(charge=charge).latest("pk").txn_ref
