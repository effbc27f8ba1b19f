"""Numbers in words, as receipts and letters in the south write them."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")
_BILLION = 1_000_000_000


def money_words(amount: int) -> str:
    """Return an amount of đồng for a receipt: "Một triệu hai trăm nghìn đồng"."""
    words = f"{number_words(amount)} đồng"
    return words[0].upper() + words[1:]


def number_words(amount: int) -> str:
    """Return a whole number in Vietnamese words without a capital: 21 → "hai mươi mốt", 105 → "một trăm lẻ năm".

    Zero tens are read "lẻ" as in the forms of Ho Chi Minh City. Groups of three zeros are not read, and a group below
    another is read with its hundreds: 1.000.005 → "một triệu không trăm lẻ năm".
    """
    if amount < 0:
        return f"âm {number_words(-amount)}"
    return " ".join(_words(amount)) if amount else _DIGITS[0]


def _words(amount: int) -> list[str]:
    """Return the words of a positive number; above a milliard the number of milliards is read by itself."""
    milliards, rest = divmod(amount, _BILLION)
    words = [*_words(milliards), "tỷ"] if milliards else []
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            words += [*_group(group, full=bool(words)), *([_SCALES[power]] if power else [])]
    return words


def _group(group: int, *, full: bool) -> list[str]:
    """Return the words of 1 to 999; `full` reads the hundreds even when there are none."""
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        return words + (["lẻ", _DIGITS[ones]] if words and ones else [_DIGITS[ones]] if ones else [])
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones:
        words.append(_last(tens, ones))
    return words


def _last(tens: int, ones: int) -> str:
    """Return the last digit after tens: mốt, tư and lăm have their own forms."""
    if ones == 5:  # noqa: PLR2004 - five becomes lăm after any ten
        return "lăm"
    return {1: "mốt", 4: "tư"}.get(ones, _DIGITS[ones]) if tens > 1 else _DIGITS[ones]
