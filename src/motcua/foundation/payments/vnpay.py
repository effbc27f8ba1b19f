"""The protocol of VNPAY PAY 2.1.0: how parameters are signed, which answers there are. No network, no database.

Pay, return and IPN: empty values left out, keys in byte order, values form-urlencoded (a blank is "+"), HMAC-SHA512
with the merchant's secret over that very string. `querydr` and `refund`: HMAC-SHA512 over the values joined with "|" in
a fixed order. Amounts are đồng × 100; moments are yyyyMMddHHmmss in GMT+7. Sources: the gateway's documentation for
merchants (pay, querydr, refund).
"""

import hmac
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from urllib.parse import quote_plus

from motcua.foundation.worktime.clock import ZONE

VERSION = "2.1.0"
HUNDREDTHS = 100
HASH = "vnp_SecureHash"
HASH_TYPE = "vnp_SecureHashType"
GOOD = "00"
# the payer's account was charged, but the gateway holds the money back: suspected fraud, or taken back by the bank
TAKEN_IN_DOUBT = frozenset({"04", "07"})
_MOMENT = "%Y%m%d%H%M%S"
_LONGEST_INFO = 255

QUERY_FIELDS = (
    "vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_TxnRef", "vnp_TransactionDate",
    "vnp_CreateDate", "vnp_IpAddr", "vnp_OrderInfo",
)  # fmt: skip
REFUND_FIELDS = (
    "vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_TransactionType", "vnp_TxnRef", "vnp_Amount",
    "vnp_TransactionNo", "vnp_TransactionDate", "vnp_CreateBy", "vnp_CreateDate", "vnp_IpAddr", "vnp_OrderInfo",
)  # fmt: skip
REFUND_ANSWER_FIELDS = (
    "vnp_ResponseId", "vnp_Command", "vnp_ResponseCode", "vnp_Message", "vnp_TmnCode", "vnp_TxnRef", "vnp_Amount",
    "vnp_BankCode", "vnp_PayDate", "vnp_TransactionNo", "vnp_TransactionType", "vnp_TransactionStatus",
    "vnp_OrderInfo",
)  # fmt: skip
QUERY_ANSWER_FIELDS = (*REFUND_ANSWER_FIELDS, "vnp_PromotionCode", "vnp_PromotionAmount")


class Verdict(StrEnum):
    """What an IPN is answered."""

    CONFIRMED = "00"
    NO_ORDER = "01"
    ALREADY = "02"
    FORBIDDEN = "03"
    WRONG_AMOUNT = "04"
    WRONG_SIGNATURE = "97"
    UNKNOWN = "99"


MESSAGES: dict[Verdict, str] = {
    Verdict.CONFIRMED: "Confirm Success",
    Verdict.NO_ORDER: "Order not found",
    Verdict.ALREADY: "Order already confirmed",
    Verdict.FORBIDDEN: "IP prohibited",
    Verdict.WRONG_AMOUNT: "Invalid amount",
    Verdict.WRONG_SIGNATURE: "Invalid signature",
    Verdict.UNKNOWN: "Unknown error",
}


def signed_query(parameters: Mapping[str, str], secret: str) -> str:
    """Return the query of a pay address: the string that was signed, and the signature behind it."""
    text = _text(parameters)
    return f"{text}&{HASH}={_hmac(text, secret)}"


def is_signed(parameters: Mapping[str, str], secret: str) -> bool:
    """Tell whether the parameters of a return or an IPN carry the right signature."""
    bare = {key: value for key, value in parameters.items() if key not in {HASH, HASH_TYPE}}
    return _equal(_hmac(_text(bare), secret), parameters.get(HASH, ""))


def piped_hash(content: Mapping[str, object], fields: Iterable[str], secret: str) -> str:
    """Return the signature of a message of the merchant interface; what is missing counts as empty."""
    values = (content.get(name) for name in fields)
    return _hmac("|".join("" if value is None else str(value) for value in values), secret)


def is_piped(content: Mapping[str, object], fields: Iterable[str], secret: str) -> bool:
    """Tell whether an answer of the merchant interface carries the right signature."""
    return _equal(piped_hash(content, fields, secret), str(content.get(HASH, "")))


def moment(at: datetime) -> str:
    """Return a moment as the gateway writes it."""
    return at.astimezone(ZONE).strftime(_MOMENT)


def read_moment(text: str) -> datetime | None:
    """Return the moment that the gateway wrote; None for what is none."""
    if not re.fullmatch(r"[0-9]{14}", text):
        return None
    try:
        return datetime.strptime(text, _MOMENT).replace(tzinfo=ZONE)
    except ValueError:
        return None


def plain_info(text: str) -> str:
    """Return a description in the letters that every language encodes alike: no diacritics, few signs."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^A-Za-z0-9 .:_-]", " ", bare).split())[:_LONGEST_INFO]


def _text(parameters: Mapping[str, str]) -> str:
    return "&".join(
        f"{quote_plus(key)}={quote_plus(value)}"
        for key, value in sorted(parameters.items(), key=lambda pair: pair[0].encode())
        if value
    )


def _equal(right: str, given: str) -> bool:
    return hmac.compare_digest(right.encode(), given.lower().encode())


def _hmac(text: str, secret: str) -> str:
    return hmac.new(secret.encode(), text.encode(), "sha512").hexdigest()
