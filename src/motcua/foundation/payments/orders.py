"""What becomes of an order at the gateway: one place for the IPN and for the answer to our own question."""

from dataclasses import dataclass
from datetime import datetime

from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments.models import Channel, Charge, GatewayOrder, OrderState
from motcua.foundation.payments.record import locked_charge, receive
from motcua.foundation.payments.vnpay import Verdict

GATEWAY = Actor.api("VNPAY")


@dataclass(frozen=True)
class Told:
    """What the gateway tells of an order, signature checked: paid or not, its code, its number, when."""

    is_paid: bool
    amount: int
    response_code: str
    transaction_no: str
    paid_at: datetime | None


def settle_order(order_id: int, told: Told, *, now: datetime) -> Verdict:
    """Book what the gateway tells, inside the caller's transaction, and return the verdict for it.

    Charge and order are locked in this order, so that of two messages at once the second finds the work of the first.
    A try that failed, ran out or was closed may still turn out paid: money that has been taken is always received.
    Money for a charge that somebody else has paid meanwhile makes it overpaid, which a person refunds.
    """
    order = GatewayOrder.objects.get(pk=order_id)
    charge = locked_charge(Charge.objects.all(), pk=order.charge_id)
    order = GatewayOrder.objects.select_for_update().get(pk=order_id)
    if told.amount != order.amount:
        return Verdict.WRONG_AMOUNT
    if order.state == OrderState.PAID or (order.answered_at is not None and not told.is_paid):
        return Verdict.ALREADY
    if told.is_paid:
        order.payment = receive(
            charge,
            channel=Channel.GATEWAY,
            amount=order.amount,
            reference=f"vnpay:{order.txn_ref}",
            paid_at=told.paid_at or now,
            by=GATEWAY,
            now=now,
        )
    order.state = OrderState.PAID if told.is_paid else OrderState.FAILED
    order.answered_at, order.response_code = now, told.response_code[:4]
    order.transaction_no = told.transaction_no[:20]
    order.save(update_fields=["payment", "state", "answered_at", "response_code", "transaction_no"])
    return Verdict.CONFIRMED
