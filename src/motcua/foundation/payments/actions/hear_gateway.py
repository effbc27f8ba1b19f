"""Hear what the gateway calls to us (IPN), and answer as its protocol says."""

import json
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, transaction

from motcua.foundation.payments import vnpay
from motcua.foundation.payments.models import GatewayMessage, GatewayOrder
from motcua.foundation.payments.orders import Told, settle_order
from motcua.foundation.payments.refusals import PaymentRefused
from motcua.foundation.payments.vnpay import Verdict

LONGEST_KEPT = 2000
MOST_FORGED = 200  # calls without a good signature that are kept in an hour
_TOLD = frozenset({"vnp_ResponseCode", "vnp_TransactionStatus"})
_FORGED = frozenset({Verdict.WRONG_SIGNATURE, Verdict.FORBIDDEN})
logger = logging.getLogger(__name__)


def hear_gateway(*, parameters: Mapping[str, str], address: str, now: datetime) -> Verdict:
    """Return the verdict on a call: signature, order, amount and state are looked at in this order.

    A failed payment that is written down is confirmed like a paid one. Every signed call is kept with its verdict; of
    the forged ones `MOST_FORGED` an hour, for anybody can send them. A fault of ours is answered 99, and the gateway
    calls again.
    """
    try:
        with transaction.atomic():
            order, verdict = _judge(parameters, address, now)
            _keep(parameters, address, order, verdict, now)
    except (DatabaseError, PaymentRefused):
        logger.exception("an IPN could not be booked")
        order, verdict = None, Verdict.UNKNOWN
        _keep(parameters, address, None, verdict, now)
    if verdict in {Verdict.WRONG_SIGNATURE, Verdict.NO_ORDER, Verdict.WRONG_AMOUNT, Verdict.FORBIDDEN}:
        logger.warning("IPN refused with %s", verdict)
    return verdict


def _judge(parameters: Mapping[str, str], address: str, now: datetime) -> tuple[GatewayOrder | None, Verdict]:
    if settings.VNPAY_IPN_ADDRESSES and address not in settings.VNPAY_IPN_ADDRESSES:
        return None, Verdict.FORBIDDEN
    if not settings.VNPAY_SECRET or not vnpay.is_signed(parameters, settings.VNPAY_SECRET):
        return None, Verdict.WRONG_SIGNATURE
    if "vnp_Command" in parameters or not parameters.keys() >= _TOLD:  # our own address to pay at, signed alike
        return None, Verdict.WRONG_SIGNATURE
    if parameters.get("vnp_TmnCode") != settings.VNPAY_TMN_CODE:
        return None, Verdict.NO_ORDER
    order = GatewayOrder.objects.filter(txn_ref=parameters.get("vnp_TxnRef", "")).first()
    if order is None:
        return None, Verdict.NO_ORDER
    told = told_by(parameters)
    return order, settle_order(order.pk, told, now=now) if told else Verdict.WRONG_AMOUNT


def told_by(parameters: Mapping[str, object]) -> Told | None:
    """Return what signed parameters tell of an order; None when their amount is no whole number of đồng."""
    hundredths = str(parameters.get("vnp_Amount", ""))
    if not (hundredths.isascii() and hundredths.isdigit()) or int(hundredths) % vnpay.HUNDREDTHS:
        return None
    codes = (str(parameters.get("vnp_ResponseCode", "")), str(parameters.get("vnp_TransactionStatus", "")))
    return Told(
        is_paid=codes == (vnpay.GOOD, vnpay.GOOD),
        amount=int(hundredths) // vnpay.HUNDREDTHS,
        response_code=codes[0] if codes[0] != vnpay.GOOD else codes[1],
        transaction_no=str(parameters.get("vnp_TransactionNo", "")),
        paid_at=vnpay.read_moment(str(parameters.get("vnp_PayDate", ""))),
    )


def _keep(
    parameters: Mapping[str, str], address: str, order: GatewayOrder | None, verdict: Verdict, now: datetime
) -> None:
    recent = GatewayMessage.objects.filter(at__gt=now - timedelta(hours=1), verdict__in=_FORGED)
    if verdict in _FORGED and recent.count() >= MOST_FORGED:
        return
    content = json.dumps(dict(parameters), ensure_ascii=False, sort_keys=True).replace("\\u0000", "")
    GatewayMessage.objects.create(
        kind=GatewayMessage.Kind.IPN,
        at=now,
        order=order,
        address=address[:45],
        content=content[:LONGEST_KEPT],
        verdict=verdict,
    )
