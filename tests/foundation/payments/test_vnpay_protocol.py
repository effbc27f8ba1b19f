"""Signatures of VNPAY 2.1.0, against the worked vector of the material and a second implementation."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.payments import vnpay
from tests.vnpay_stand_in import SECRET, sha512

VECTOR = {
    "vnp_Amount": "1806000",
    "vnp_Command": "pay",
    "vnp_CreateDate": "20261123151500",
    "vnp_CurrCode": "VND",
    "vnp_ExpireDate": "20261123153000",
    "vnp_IpAddr": "203.0.113.9",
    "vnp_Locale": "vn",
    "vnp_OrderInfo": "Thu phi ho so HS20260000123 (ban sao): 18.060d",
    "vnp_OrderType": "other",
    "vnp_ReturnUrl": "https://dvc.example.vn/vnpay/return?x=1",
    "vnp_TmnCode": "DEMOTMN1",
    "vnp_TxnRef": "HS20260000123",
    "vnp_Version": "2.1.0",
}
SIGNATURE = (
    "5154e0935fd3e6cc0fbb6b85fd2dea32c943b29a7963db44ce35415b6232230f"
    "85bb1728dd87c49c87b1b79e08170150e37062474ccefd4f01e4c5980724a26e"
)
TEXTS = st.text(alphabet="abcXYZ019 .:_-&=+/?%ạđ", max_size=20)


def test_the_worked_vector() -> None:
    assert vnpay.signed_query(VECTOR, SECRET).endswith(f"&vnp_SecureHash={SIGNATURE}")


def test_what_was_signed_is_recognised_whatever_the_order_and_case() -> None:
    told = dict(reversed(VECTOR.items())) | {"vnp_SecureHash": SIGNATURE.upper(), "vnp_SecureHashType": "HmacSHA512"}
    assert vnpay.is_signed(told, SECRET)


@given(st.dictionaries(st.sampled_from(sorted(VECTOR)), TEXTS, min_size=1))
def test_two_implementations_sign_alike(parameters: dict[str, str]) -> None:
    text = urlencode(sorted((key, value) for key, value in parameters.items() if value))
    assert vnpay.signed_query(parameters, SECRET) == f"{text}&vnp_SecureHash={sha512(text)}"


@given(key=st.sampled_from(sorted(VECTOR)), other=TEXTS)
def test_no_value_can_be_changed(key: str, other: str) -> None:
    told = VECTOR | {"vnp_SecureHash": SIGNATURE}
    assert vnpay.is_signed(told | {key: other}, SECRET) is (other == VECTOR[key])


def test_a_signature_in_other_letters_is_only_wrong() -> None:
    assert not vnpay.is_signed(VECTOR | {"vnp_SecureHash": "đ" * 128}, SECRET)
    assert not vnpay.is_signed(VECTOR, SECRET)


def test_moments_are_written_in_vietnamese_time() -> None:
    at = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)
    assert vnpay.moment(at) == "20261123151500"
    assert vnpay.read_moment("20261123151500") == at
    assert vnpay.read_moment("2026112315") is None


def test_a_description_has_no_letter_that_two_languages_encode_differently() -> None:
    assert vnpay.plain_info("Thu phí hồ sơ 000.00.04.G18-190408-0001 ~ (đợt *1)") == (
        "Thu phi ho so 000.00.04.G18-190408-0001 dot 1"
    )
