"""What stands on the papers of money: a line for the payer, and the place that the letters of the ward name."""

import pytest

from motcua.foundation.payments.paper import receipt_pdf
from motcua.foundation.units.models import Kind
from tests.factories.payments import Till, make_charge, make_till, pay_cash
from tests.factories.units import make_unit
from tests.foundation.documents.paper import text_of

pytestmark = pytest.mark.django_db
WARD = "Phường 4"


def in_words(till: Till, *, is_slip: bool) -> str:
    return " ".join(text_of(receipt_pdf(pay_cash(till, make_charge(till)), is_slip=is_slip)).split())


@pytest.mark.parametrize("is_slip", [True, False])
def test_the_receipt_has_a_dotted_line_for_the_name_of_the_payer(till: Till, *, is_slip: bool) -> None:
    words = in_words(till, is_slip=is_slip)
    payer, dossier = words.index("Họ tên người nộp tiền: ...."), words.index("ồ sơ: ")
    assert payer < dossier


@pytest.mark.parametrize("is_counter", [True, False])
def test_the_place_is_that_of_the_authority_for_a_counter_is_none(*, is_counter: bool) -> None:
    ward = make_unit(short_name=WARD)
    counter = make_unit(kind=Kind.COUNTER, short_name="Bộ phận một cửa", parent=ward)
    till = make_till(unit=counter if is_counter else ward)
    assert f"{WARD}, ngày 08 tháng 4 năm 2019" in in_words(till, is_slip=False)
