"""The way to the gateway: the address to pay at, and the two questions of the merchant interface."""

import http.client
import json
import logging
from datetime import datetime
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from motcua.foundation.payments import vnpay
from motcua.foundation.payments.models import GatewayOrder, Refund
from motcua.foundation.payments.refusals import GatewaySilent

TIMEOUT = 30
ANSWER_LIMIT = 20_000
FULL, PART = "02", "03"
Answer = dict[str, Any]


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        """Follow none: what is signed for one address is sent to no other."""


logger = logging.getLogger(__name__)
_opener = build_opener(_NoRedirect)


def is_on() -> bool:
    """Tell whether the gateway is set up (MOTCUA_VNPAY_TMN_CODE and MOTCUA_VNPAY_SECRET)."""
    return bool(settings.VNPAY_TMN_CODE and settings.VNPAY_SECRET)


def pay_url(order: GatewayOrder, *, address: str, locale: str) -> str:
    """Return the signed address at which the order is paid; `address` is the payer's."""
    parameters = {
        "vnp_Version": vnpay.VERSION,
        "vnp_Command": "pay",
        "vnp_TmnCode": settings.VNPAY_TMN_CODE,
        "vnp_Amount": str(order.amount * vnpay.HUNDREDTHS),
        "vnp_CurrCode": "VND",
        "vnp_TxnRef": order.txn_ref,
        "vnp_OrderInfo": vnpay.plain_info(f"Thu phi {order.charge.target_code} {order.charge.code}"),
        "vnp_OrderType": "other",
        "vnp_Locale": "en" if locale == "en" else "vn",
        "vnp_ReturnUrl": f"{settings.PUBLIC_URL}/thanh-toan/vnpay/ket-qua/",
        "vnp_IpAddr": address,
        "vnp_CreateDate": vnpay.moment(order.created_at),
        "vnp_ExpireDate": vnpay.moment(order.expires_at),
    }
    return f"{settings.VNPAY_PAY_URL}?{vnpay.signed_query(parameters, settings.VNPAY_SECRET)}"


def ask_order(order: GatewayOrder, *, request_id: str, now: datetime) -> Answer:
    """Ask what became of an order (querydr); raise GatewaySilent without an answer that can be trusted."""
    content = {
        "vnp_RequestId": request_id,
        "vnp_Version": vnpay.VERSION,
        "vnp_Command": "querydr",
        "vnp_TmnCode": settings.VNPAY_TMN_CODE,
        "vnp_TxnRef": order.txn_ref,
        "vnp_TransactionDate": vnpay.moment(order.created_at),
        "vnp_CreateDate": vnpay.moment(now),
        "vnp_IpAddr": settings.VNPAY_SERVER_ADDRESS,
        "vnp_OrderInfo": vnpay.plain_info(f"Hoi ket qua {order.txn_ref}"),
    }
    return _ask(content, vnpay.QUERY_FIELDS, vnpay.QUERY_ANSWER_FIELDS)


def ask_refund(refund: Refund, order: GatewayOrder, *, now: datetime) -> Answer:
    """Ask the gateway to give money back; raise GatewaySilent without an answer that can be trusted."""
    content = {
        "vnp_RequestId": refund.reference,
        "vnp_Version": vnpay.VERSION,
        "vnp_Command": "refund",
        "vnp_TmnCode": settings.VNPAY_TMN_CODE,
        "vnp_TransactionType": FULL if refund.amount == order.amount else PART,
        "vnp_TxnRef": order.txn_ref,
        "vnp_Amount": str(refund.amount * vnpay.HUNDREDTHS),
        "vnp_TransactionNo": order.transaction_no,
        "vnp_TransactionDate": vnpay.moment(order.created_at),
        "vnp_CreateBy": f"canbo{refund.asked_by_id}",
        "vnp_CreateDate": vnpay.moment(now),
        "vnp_IpAddr": settings.VNPAY_SERVER_ADDRESS,
        "vnp_OrderInfo": vnpay.plain_info(f"Hoan tien {order.txn_ref}"),
    }
    return _ask(content, vnpay.REFUND_FIELDS, vnpay.REFUND_ANSWER_FIELDS)


def _ask(content: dict[str, str], asked: tuple[str, ...], answered: tuple[str, ...]) -> Answer:
    content = {**content, vnpay.HASH: vnpay.piped_hash(content, asked, settings.VNPAY_SECRET)}
    request = Request(  # noqa: S310 - the operator's own address, checked to be http(s)
        settings.VNPAY_API_URL,
        data=json.dumps(content).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    try:
        with _opener.open(request, timeout=TIMEOUT) as reply:
            answer = json.loads(reply.read(ANSWER_LIMIT))
    except (HTTPError, URLError, OSError, http.client.HTTPException, ValueError) as fault:
        raise GatewaySilent from fault
    if not isinstance(answer, dict) or not vnpay.is_piped(answer, answered, settings.VNPAY_SECRET):
        logger.warning("an answer about order %s without a good signature was not believed", content["vnp_TxnRef"])
        raise GatewaySilent
    if answer.get("vnp_TmnCode") != settings.VNPAY_TMN_CODE or answer.get("vnp_TxnRef") != content["vnp_TxnRef"]:
        logger.warning("an answer about another order than %s was not believed", content["vnp_TxnRef"])
        raise GatewaySilent
    return answer
