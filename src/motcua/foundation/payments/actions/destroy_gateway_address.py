"""Destroy from where messages of the gateway came, and what forged ones said; what the gateway told of money stays."""

from datetime import datetime

import pgtrigger
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments.models import GatewayMessage, GatewayOrder
from motcua.foundation.units.models import Staff

ORDER, STRAY = "o", "m"  # an order with its messages; a message that named no order
_NOTHING = "{}"


@transaction.atomic
def destroy_gateway_address(*, record_id: str, by: Staff | Actor, now: datetime) -> bool:
    """Empty the addresses of an order's messages, or of one that named no order, and return True; False when gone.

    A message without an order is of somebody who pretended to be the gateway: its words go too. The line of the
    register says when; the journal tells of the whole night.
    """
    del by, now
    messages = messages_of(record_id).exclude(address="")
    # nobody but this file goes past the guard of a message (ADR 34)
    with pgtrigger.ignore("payments.GatewayMessage:append_only"):
        if record_id.startswith(STRAY):
            return messages.update(address="", content=_NOTHING) > 0
        return messages.update(address="") > 0


def messages_of(record_id: str) -> QuerySet[GatewayMessage]:
    """Return the messages that a record of this class consists of."""
    key = int(record_id[1:])
    if record_id.startswith(ORDER):
        return GatewayMessage.objects.filter(order=key)
    return GatewayMessage.objects.filter(pk=key, order=None)


def with_addresses() -> QuerySet[GatewayOrder]:
    """Return the orders of whose messages somebody can tell where they came from."""
    told = GatewayMessage.objects.filter(order=OuterRef("pk")).exclude(address="")
    return GatewayOrder.objects.filter(Exists(told))
