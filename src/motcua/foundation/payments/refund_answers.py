"""What do the gateway's answers tell of a refund? Pure.

Codes of the answer to a refund: 94 knows this request number already, 97, 98 and 99 blame the line or a clock. An
order that is asked about (querydr) names its latest transaction: type 02 a full refund, 03 one in part; status 05 in
work, 06 sent to the bank, 09 refused. Source: the gateway's documentation for merchants (tables of PAY and querydr).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from motcua.foundation.payments.vnpay import GOOD, HUNDREDTHS

IN_WORK = "94"
UNDECIDED = frozenset({IN_WORK, "97", "98", "99"})
_REFUNDS = frozenset({"02", "03"})
_GIVEN_BACK, _REFUSED = frozenset({GOOD, "06"}), frozenset({"02", "09"})


def is_given_back(answer: Mapping[str, object], *, amount: int, others: Collection[int]) -> bool | None:
    """Return whether the money of a refund of `amount` đồng is on its way back; None when the answer does not tell.

    An answer about the payment itself tells nothing. Of two refunds of one payment with the same amount nobody can tell
    which is meant: `others` are the amounts of the other ones.
    """
    if str(answer.get("vnp_ResponseCode")) != GOOD or str(answer.get("vnp_TransactionType")) not in _REFUNDS:
        return None
    if str(answer.get("vnp_Amount")) != str(amount * HUNDREDTHS) or amount in others:
        return None
    status = str(answer.get("vnp_TransactionStatus"))
    if status in _GIVEN_BACK:
        return True
    return False if status in _REFUSED else None
