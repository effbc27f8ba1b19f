"""Ask the gateway what became of orders that ran out without a word (querydr): silence is never trusted."""

import json
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from motcua.foundation.payments import gateway, vnpay
from motcua.foundation.payments.actions.hear_gateway import LONGEST_KEPT, told_by
from motcua.foundation.payments.models import SILENT, GatewayMessage, GatewayOrder
from motcua.foundation.payments.orders import Told, settle_order
from motcua.foundation.payments.refusals import GatewaySilent

GRACE = timedelta(minutes=1)
GIVEN_UP_AFTER = timedelta(days=3)  # what is pending then stands in the reconciliation for a person
NOT_FOUND = "91"
UNFINISHED = "01"  # TransactionStatus: the payer is still at it


def ask_gateway(*, now: datetime) -> int:
    """Ask about each order that ran out pending, or whose money is in doubt; return how many were settled."""
    if not gateway.is_on():
        return 0
    asked = GatewayOrder.objects.filter(SILENT, expires_at__lt=now - GRACE, expires_at__gt=now - GIVEN_UP_AFTER)
    return sum(ask_one(order, now=now) for order in asked.order_by("pk"))


def ask_one(order: GatewayOrder, *, now: datetime) -> bool:
    """Ask outside any transaction, book the answer in one; tell whether the order is settled now."""
    try:
        answer = gateway.ask_order(order, request_id=uuid4().hex, now=now)
    except GatewaySilent:
        return False
    code, status = str(answer.get("vnp_ResponseCode")), str(answer.get("vnp_TransactionStatus"))
    if code not in {vnpay.GOOD, NOT_FOUND} or (code == vnpay.GOOD and status == UNFINISHED):
        return False
    is_paid = (code, status) == (vnpay.GOOD, vnpay.GOOD)
    told = told_by(answer) if is_paid else _failed(order, code if code == NOT_FOUND else status)
    with transaction.atomic():
        verdict = settle_order(order.pk, told, now=now) if told else vnpay.Verdict.WRONG_AMOUNT
        if verdict is not vnpay.Verdict.ALREADY:  # still in doubt, which was kept when it was told first
            GatewayMessage.objects.create(
                kind=GatewayMessage.Kind.QUERY,
                at=now,
                order=order,
                content=json.dumps(answer, ensure_ascii=False, sort_keys=True)[:LONGEST_KEPT],
                verdict=verdict,
            )
    return verdict is vnpay.Verdict.CONFIRMED


def _failed(order: GatewayOrder, code: str) -> Told:
    """Return that nothing was paid: an answer about a failure need not name an amount."""
    return Told(is_paid=False, amount=order.amount, response_code=code, transaction_no="", paid_at=None)
