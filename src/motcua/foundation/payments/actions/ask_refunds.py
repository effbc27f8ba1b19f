"""Send refunds to the gateway, ask what became of those it has in work (querydr), and book its answers."""

import json
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments import gateway, vnpay
from motcua.foundation.payments.gateway import Answer
from motcua.foundation.payments.models import GatewayMessage, GatewayOrder, Refund, RefundState
from motcua.foundation.payments.record import answer_refund
from motcua.foundation.payments.refund_answers import IN_WORK, UNDECIDED, is_given_back
from motcua.foundation.payments.refusals import GatewaySilent

AGAIN_AFTER = timedelta(minutes=5)
GIVEN_UP_AFTER = timedelta(days=3)  # what is still in work then waits in the reconciliation for a person
GATEWAY = Actor.api("VNPAY")
_KEPT = 2000


def ask_refunds(*, now: datetime) -> int:
    """Ask again about every refund that has waited for an answer for minutes, not for days; return how many came."""
    if not gateway.is_on():
        return 0
    waiting = Refund.objects.filter(
        state=RefundState.ASKED, asked_at__lt=now - AGAIN_AFTER, asked_at__gt=now - GIVEN_UP_AFTER
    )
    return sum(ask_one(refund.pk, now=now) for refund in waiting.order_by("pk"))


def ask_one(refund_id: int, *, now: datetime) -> bool:
    """Send one refund outside any transaction and book the answer in one; tell whether it is answered now.

    It goes out under the same number each time. When the gateway says that this number is in work, which tells nothing
    of the money, it is asked what became of the order.
    """
    refund = Refund.objects.get(pk=refund_id)
    if refund.state != RefundState.ASKED or not gateway.is_on():
        return False
    order = GatewayOrder.objects.get(payment=refund.payment_id)
    Refund.objects.filter(pk=refund.pk, state=RefundState.ASKED).update(sent_times=F("sent_times") + 1)
    try:
        answer = gateway.ask_refund(refund, order, now=now)
        code = str(answer.get("vnp_ResponseCode"))
        if code == IN_WORK:
            _keep(GatewayMessage.Kind.REFUND, order, answer, code, now)
            return _ask_what_became(refund, order, now)
    except GatewaySilent:
        return False
    if code in UNDECIDED:
        return False
    said = f"{code} {answer.get('vnp_Message', '')}".strip()
    with transaction.atomic():
        _keep(GatewayMessage.Kind.REFUND, order, answer, code, now)
        answer_refund(refund.pk, is_done=code == vnpay.GOOD, answer=said, by=GATEWAY, now=now)
    return True


def _ask_what_became(refund: Refund, order: GatewayOrder, now: datetime) -> bool:
    """Ask about the order and book what that tells of the refund; raise GatewaySilent."""
    answer = gateway.ask_order(order, request_id=uuid4().hex, now=now)
    others = list(order.payment.refunds.exclude(pk=refund.pk).values_list("amount", flat=True)) if order.payment else []
    is_done = is_given_back(answer, amount=refund.amount, others=others)
    status = str(answer.get("vnp_TransactionStatus", ""))
    with transaction.atomic():
        _keep(GatewayMessage.Kind.QUERY, order, answer, status or str(answer.get("vnp_ResponseCode")), now)
        if is_done is not None:
            answer_refund(refund.pk, is_done=is_done, answer=f"querydr {status}", by=GATEWAY, now=now)
    return is_done is not None


def _keep(kind: GatewayMessage.Kind, order: GatewayOrder, answer: Answer, verdict: str, now: datetime) -> None:
    content = json.dumps(answer, ensure_ascii=False, sort_keys=True)[:_KEPT]
    GatewayMessage.objects.create(kind=kind, at=now, order=order, content=content, verdict=verdict[:4])
