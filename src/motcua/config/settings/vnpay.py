"""The gateway VNPAY: off until merchant code and secret are given. The secret may come from a file (`_FILE`)."""

from urllib.parse import urlsplit

from motcua.config.environment import text, words
from motcua.config.settings.security import CONTENT_SECURITY_POLICY

VNPAY_TMN_CODE = text("MOTCUA_VNPAY_TMN_CODE")
VNPAY_SECRET = text("MOTCUA_VNPAY_SECRET")
VNPAY_PAY_URL = text("MOTCUA_VNPAY_PAY_URL", "https://sandbox.vnpayment.vn/paymentv2/vpcpay.html")
VNPAY_API_URL = text("MOTCUA_VNPAY_API_URL", "https://sandbox.vnpayment.vn/merchant_webapi/api/transaction")
# whose calls are heard; empty = whoever signs rightly
VNPAY_IPN_ADDRESSES = words("MOTCUA_VNPAY_IPN_ADDRESSES")
# our own address, which querydr and refund name
VNPAY_SERVER_ADDRESS = text("MOTCUA_VNPAY_SERVER_ADDRESS", "127.0.0.1")

if VNPAY_TMN_CODE:
    # the button that begins a payment leads there
    _parts = urlsplit(VNPAY_PAY_URL)
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(f"{_parts.scheme}://{_parts.netloc}")
