"""Amounts in words, as receipts in the South write them."""

import pytest

from motcua.foundation.payments.words import money_in_words

# domain sheet, section 11: the rules and their cases
CASES = [
    (0, "Không đồng"),
    (10, "Mười đồng"),
    (11, "Mười một đồng"),
    (15, "Mười lăm đồng"),
    (21, "Hai mươi mốt đồng"),
    (24, "Hai mươi tư đồng"),
    (25, "Hai mươi lăm đồng"),
    (105, "Một trăm lẻ năm đồng"),
    (1_001, "Một nghìn không trăm lẻ một đồng"),
    (1_015, "Một nghìn không trăm mười lăm đồng"),
    (1_000_005, "Một triệu không trăm lẻ năm đồng"),
    (2_101_680, "Hai triệu một trăm lẻ một nghìn sáu trăm tám mươi đồng"),
    (1_000_000_000, "Một tỷ đồng"),
    (2_000_000_001, "Hai tỷ không trăm lẻ một đồng"),
]


@pytest.mark.parametrize(("amount", "words"), CASES)
def test_an_amount_is_read_as_on_paper(amount: int, words: str) -> None:
    assert money_in_words(amount) == words


def test_less_than_nothing_is_no_amount() -> None:
    with pytest.raises(ValueError, match="negative"):
        money_in_words(-1)
