"""VietQR against published codes, and read back from the drawing."""

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from motcua.foundation.documents.qr import qr_png
from motcua.foundation.payments.vietqr import crc, fields_of, plain_purpose, vietqr

# published examples of NAPAS-247 codes
PUBLIC = (
    "00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA530370454061200005802VN"
    "62170813ung ho lu lut6304C15C"
)
STATIC = "00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9F"


def test_the_check_value_of_the_polynomial() -> None:
    assert crc("123456789") == "29B1"


def test_a_published_code_with_an_amount_is_written_to_the_letter() -> None:
    made = vietqr(bank_bin="970415", account="0011001932418", amount=120_000, purpose="ủng hộ lũ lụt")
    assert made == PUBLIC


def test_a_published_code_without_an_amount_is_written_to_the_letter() -> None:
    assert vietqr(bank_bin="970416", account="257678859") == STATIC


@pytest.mark.parametrize("code", [PUBLIC, STATIC])
def test_published_codes_are_read(code: str) -> None:
    fields = fields_of(code)
    assert (fields["53"], fields["58"]) == ("704", "VN")


@pytest.mark.parametrize("broken", [PUBLIC.replace("120000", "120001"), PUBLIC[:-1] + "D", PUBLIC[:20] + PUBLIC[21:]])
def test_a_broken_code_is_noticed(broken: str) -> None:
    with pytest.raises(ValueError, match=r"CRC|cut off"):
        fields_of(broken)


def test_the_drawing_is_read_by_a_scanner() -> None:
    code = vietqr(bank_bin="970415", account="113366668888", amount=52_000, purpose="MC7K2M94QX3 nop phi")
    picture = Image.open(BytesIO(qr_png(code, 4))).convert("L")
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == code
    assert fields_of(found.text)["62"].endswith("MC7K2M94QX3 nop phi")


def test_a_purpose_is_what_banks_take() -> None:
    assert plain_purpose("Nộp phí: Đăng ký kết hôn số 12/2019") == "Nop phi Dang ky ket hon s"
    assert len(plain_purpose("a" * 60)) == 25


@pytest.mark.parametrize(
    "wrong",
    [{"bank_bin": "97041"}, {"account": "12 34"}, {"account": "1" * 20}, {"amount": 0}, {"amount": -5}],
)
def test_what_no_code_can_hold_is_refused(wrong: dict[str, object]) -> None:
    given: dict[str, object] = {"bank_bin": "970415", "account": "0011001932418", "amount": 1} | wrong
    with pytest.raises(ValueError, match="VietQR"):
        vietqr(**given)  # type: ignore[arg-type]
