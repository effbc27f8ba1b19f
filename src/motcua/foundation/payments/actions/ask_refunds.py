"""Send refunds to the gateway and book its answers; what it did not answer is sent again under the same number."""

import json
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments import gateway, vnpay
from motcua.foundation.payments.day import booking_day
from motcua.foundation.payments.models import Charge, GatewayMessage, GatewayOrder, Refund, RefundState
from motcua.foundation.payments.record import give_back, locked_charge, note
from motcua.foundation.payments.refusals import GatewaySilent

AGAIN_AFTER = timedelta(minutes=5)
# 94: it knows a request of this number, which says nothing of the money; the others: our clock or the line is to blame
UNDECIDED = frozenset({"94", "97", "98", "99"})
_KEPT = 2000


def ask_refunds(*, now: datetime) -> int:
    """Send every refund again that has waited for an answer; return how many were answered."""
    if not gateway.is_on():
        return 0
    waiting = Refund.objects.filter(state=RefundState.ASKED, asked_at__lt=now - AGAIN_AFTER).order_by("pk")
    return sum(ask_one(refund.pk, now=now) for refund in waiting)


def ask_one(refund_id: int, *, now: datetime) -> bool:
    """Send one refund outside any transaction and book the answer in one; tell whether it is answered now."""
    refund = Refund.objects.get(pk=refund_id)
    if refund.state != RefundState.ASKED or not gateway.is_on():
        return False
    order = GatewayOrder.objects.get(payment=refund.payment_id)
    Refund.objects.filter(pk=refund.pk, state=RefundState.ASKED).update(sent_times=F("sent_times") + 1)
    try:
        answer = gateway.ask_refund(refund, order, now=now)
    except GatewaySilent:
        return False
    code = str(answer.get("vnp_ResponseCode"))
    if code in UNDECIDED:
        return False
    with transaction.atomic():
        GatewayMessage.objects.create(
            kind=GatewayMessage.Kind.REFUND,
            at=now,
            order=order,
            content=json.dumps(answer, ensure_ascii=False, sort_keys=True)[:_KEPT],
            verdict=code[:4],
        )
        _book(refund, is_done=code == vnpay.GOOD, answer=f"{code} {answer.get('vnp_Message', '')}".strip(), now=now)
    return True


def _book(refund: Refund, *, is_done: bool, answer: str, now: datetime) -> None:
    charge = locked_charge(Charge.objects.all(), pk=refund.charge_id)
    waiting = Refund.objects.select_for_update().get(pk=refund.pk)
    if waiting.state != RefundState.ASKED:
        return
    waiting.state = RefundState.DONE if is_done else RefundState.FAILED
    waiting.answered_at, waiting.answer = now, answer[:200]
    waiting.day = booking_day(charge.unit_id, now)
    waiting.save(update_fields=["state", "answered_at", "answer", "day"])
    by = Actor.api("VNPAY")
    if is_done:
        give_back(charge, waiting, by=by, now=now)
    else:
        note("refuse_refund", charge, by=by, now=now, detail={"refund": waiting.pk, "answer": waiting.answer})
