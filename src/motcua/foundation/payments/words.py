"""How is an amount of money written in words? As on receipts in the South: "linh" is said "lẻ".

Every zero that a lower group needs is read ("một nghìn không trăm mười lăm"); a group of three zeros inside is left out
("một triệu không trăm lẻ năm").
"""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")
_BILLION = 1_000_000_000
_GROUP = 1000


def money_in_words(amount: int) -> str:
    """Return "Hai triệu một trăm lẻ một nghìn sáu trăm tám mươi đồng"; raise ValueError below nothing."""
    if amount < 0:
        raise ValueError("money in words is never negative")
    words = f"{_number(amount)} đồng"
    return words[0].upper() + words[1:]


def _number(value: int) -> str:
    if value == 0:
        return _DIGITS[0]
    billions, rest = divmod(value, _BILLION)
    parts = [f"{_number(billions)} tỷ"] if billions else []
    for power in (2, 1, 0):
        group = rest // _GROUP**power % _GROUP
        if group:
            parts.append(f"{_three(group, is_lower=bool(parts))} {_SCALES[power]}".strip())
    return " ".join(parts)


def _three(group: int, *, is_lower: bool) -> str:
    """Return up to three digits; a lower group reads its hundreds even when there are none."""
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or is_lower else []
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("lẻ")
    if ones:
        words.append(_last(ones, tens))
    return " ".join(words)


def _last(ones: int, tens: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 4 and tens > 1:  # noqa: PLR2004 - "tư" after "mươi"
        return "tư"
    if ones == 5 and tens:  # noqa: PLR2004 - "lăm" after "mười" and "mươi"
        return "lăm"
    return _DIGITS[ones]
