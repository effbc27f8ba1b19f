"""A stand-in for the gateway VNPAY on loopback that enforces the protocol with an implementation of its own.

It refuses what the real one refuses: a wrong signature, a parameter that is missing, malformed or too long, an order
number used twice, a refund of more than was paid. What it sends is signed as the documentation for merchants says.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

TMN_CODE = "DEMOTMN1"
SECRET = "EXAMPLESECRETKEYDONOTUSE00000000"
PAY_PATH = "/paymentv2/vpcpay.html"
API_PATH = "/merchant_webapi/api/transaction"

RULES = {
    "vnp_Version": r"2\.1\.0",
    "vnp_Command": r"pay",
    "vnp_TmnCode": r"[A-Z0-9]{8}",
    "vnp_Amount": r"[1-9]\d{2,11}",
    "vnp_CurrCode": r"VND",
    "vnp_TxnRef": r"[A-Za-z0-9]{1,100}",
    "vnp_OrderInfo": r"[A-Za-z0-9 .:_-]{1,255}",
    "vnp_OrderType": r"[a-z0-9]{1,100}",
    "vnp_Locale": r"vn|en",
    "vnp_ReturnUrl": r"https?://.{5,240}",
    "vnp_IpAddr": r"[0-9a-f.:]{7,45}",
    "vnp_CreateDate": r"\d{14}",
    "vnp_ExpireDate": r"\d{14}",
}


def sha512(text: str) -> str:
    """Return the HMAC of a text with the merchant's secret."""
    return hmac.new(SECRET.encode(), text.encode(), hashlib.sha512).hexdigest()


@dataclass
class Order:
    """An order as the gateway knows it; amounts in đồng × 100."""

    asked: dict[str, str]
    status: str = "01"
    refunded: int = 0
    refund: tuple[str, str, str] | None = None  # type, amount and status of the latest refund, once it has one

    @property
    def amount(self) -> int:
        return int(self.asked["vnp_Amount"])


@dataclass
class StandIn:
    """The gateway: its orders, and what it was asked. `is_silent`: it takes a request and answers nothing."""

    address: str = ""
    orders: dict[str, Order] = field(default_factory=dict)
    requests: list[dict[str, Any]] = field(default_factory=list)
    is_silent: bool = False
    spoils_signature: bool = False

    def open_order(self, query: str) -> str:
        """Take a pay address as a browser brings it; return "" or what is wrong with it."""
        text, _mark, given = query.rpartition("&vnp_SecureHash=")
        asked = dict(parse_qsl(text, keep_blank_values=True, strict_parsing=True))
        if text != urlencode(sorted(asked.items())) or sha512(text) != given:
            return "97 wrong signature"
        for name, rule in RULES.items():
            if not re.fullmatch(rule, asked.get(name, "")):
                return f"03 {name}"
        if asked["vnp_TmnCode"] != TMN_CODE:
            return "02 unknown merchant"
        if asked["vnp_TxnRef"] in self.orders:
            return "01 order number used twice"
        if asked["vnp_ExpireDate"] <= asked["vnp_CreateDate"]:
            return "03 vnp_ExpireDate"
        self.orders[asked["vnp_TxnRef"]] = Order(asked)
        return ""

    def pay(self, reference: str, *, code: str = "00", **changes: str) -> dict[str, str]:
        """Let the payer act and return the signed parameters of return address and IPN; `changes` before signing."""
        order = self.orders[reference]
        order.status = "00" if code == "00" else "02"
        told = {
            "vnp_Amount": str(order.amount),
            "vnp_BankCode": "NCB",
            "vnp_BankTranNo": "VNP14226112",
            "vnp_CardType": "ATM",
            "vnp_OrderInfo": order.asked["vnp_OrderInfo"],
            "vnp_PayDate": order.asked["vnp_CreateDate"],
            "vnp_ResponseCode": code,
            "vnp_TmnCode": TMN_CODE,
            "vnp_TransactionNo": "14226112",
            "vnp_TransactionStatus": order.status,
            "vnp_TxnRef": reference,
        }
        return sign(told | changes)

    def answer(self, asked: dict[str, Any]) -> dict[str, str]:
        """Answer a question of the merchant interface."""
        self.requests.append(asked)
        common = {
            "vnp_ResponseId": f"R{len(self.requests)}",
            "vnp_Command": str(asked.get("vnp_Command", "")),
            "vnp_TmnCode": TMN_CODE,
            "vnp_TxnRef": str(asked.get("vnp_TxnRef", "")),
            "vnp_OrderInfo": str(asked.get("vnp_OrderInfo", "")),
        }
        told = common | (self._query(asked) if asked.get("vnp_Command") == "querydr" else self._refund(asked))
        names = ANSWERED if told["vnp_Command"] == "refund" else (*ANSWERED, "vnp_PromotionCode", "vnp_PromotionAmount")
        told["vnp_SecureHash"] = sha512("|".join(told.get(name, "") for name in names))
        return told

    def _query(self, asked: dict[str, Any]) -> dict[str, str]:
        if fault := faults_of(asked, QUERIED):
            return fault
        order = self.orders.get(asked["vnp_TxnRef"])
        if order is None or order.asked["vnp_CreateDate"] != asked["vnp_TransactionDate"]:
            return {"vnp_ResponseCode": "91", "vnp_Message": "Not found"}
        kind, amount, status = order.refund or ("01", str(order.amount), order.status)
        return {
            "vnp_ResponseCode": "00",
            "vnp_Message": "Success",
            "vnp_Amount": amount,
            "vnp_TransactionNo": "14226112",
            "vnp_TransactionType": kind,
            "vnp_TransactionStatus": status,
            "vnp_PayDate": order.asked["vnp_CreateDate"],
        }

    def _refund(self, asked: dict[str, Any]) -> dict[str, str]:
        if fault := faults_of(asked, REFUNDED):
            return fault
        earlier = [one for one in self.requests[:-1] if one.get("vnp_RequestId") == asked["vnp_RequestId"]]
        order = self.orders.get(asked["vnp_TxnRef"])
        if order is None or order.status != "00":
            return {"vnp_ResponseCode": "91", "vnp_Message": "Not found"}
        if earlier:
            return {"vnp_ResponseCode": "94", "vnp_Message": "Duplicate request"}
        amount = int(asked["vnp_Amount"])
        is_full = asked["vnp_TransactionType"] == "02"
        if order.refunded + amount > order.amount or is_full != (amount == order.amount):
            return {"vnp_ResponseCode": "93", "vnp_Message": "Invalid amount"}
        order.refunded += amount
        order.refund = (asked["vnp_TransactionType"], str(amount), "05")
        return {"vnp_ResponseCode": "00", "vnp_Message": "Success", "vnp_Amount": str(amount)}


QUERIED = (
    "vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_TxnRef", "vnp_TransactionDate",
    "vnp_CreateDate", "vnp_IpAddr", "vnp_OrderInfo",
)  # fmt: skip
REFUNDED = (
    "vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_TransactionType", "vnp_TxnRef", "vnp_Amount",
    "vnp_TransactionNo", "vnp_TransactionDate", "vnp_CreateBy", "vnp_CreateDate", "vnp_IpAddr", "vnp_OrderInfo",
)  # fmt: skip
ANSWERED = (
    "vnp_ResponseId", "vnp_Command", "vnp_ResponseCode", "vnp_Message", "vnp_TmnCode", "vnp_TxnRef", "vnp_Amount",
    "vnp_BankCode", "vnp_PayDate", "vnp_TransactionNo", "vnp_TransactionType", "vnp_TransactionStatus",
    "vnp_OrderInfo",
)  # fmt: skip


def sign(told: dict[str, str]) -> dict[str, str]:
    """Return the parameters with the signature of the gateway."""
    return told | {"vnp_SecureHash": sha512(urlencode(sorted(told.items())))}


def faults_of(asked: dict[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    """Return the answer to a question that is not whole or not signed rightly; {} for a good one."""
    if any(not str(asked.get(name, "")) for name in names) or set(asked) - set(names) != {"vnp_SecureHash"}:
        return {"vnp_ResponseCode": "03", "vnp_Message": "Invalid format"}
    if sha512("|".join(str(asked[name]) for name in names)) != asked["vnp_SecureHash"]:
        return {"vnp_ResponseCode": "97", "vnp_Message": "Invalid checksum"}
    return {}


@contextmanager
def running() -> Iterator[StandIn]:
    """Serve a stand-in on a free port of loopback."""
    gateway = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fault = gateway.open_order(urlsplit(self.path).query)
            self._reply(400 if fault else 200, fault.encode() or b"choose your bank")

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told = gateway.answer(asked)
            if gateway.is_silent:
                self.close_connection = True
                return
            if gateway.spoils_signature:
                told["vnp_SecureHash"] = "0" * 128
            self._reply(200, json.dumps(told).encode())

        def _reply(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its name there
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    gateway.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield gateway
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
