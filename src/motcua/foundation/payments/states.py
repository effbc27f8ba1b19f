"""Where can a charge stand? Its state follows from three sums, and a table says what each state allows."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise


class State(models.TextChoices):
    """The states by their names for staff."""

    OPEN = "open", _("Chưa nộp")
    PART_PAID = "part_paid", _("Nộp thiếu")
    PAID = "paid", _("Đã nộp đủ")
    OVERPAID = "overpaid", _("Nộp thừa")
    PART_REFUNDED = "part_refunded", _("Đã hoàn một phần")
    REFUNDED = "refunded", _("Đã hoàn hết")
    CANCELLED = "cancelled", _("Đã hủy")
    WAIVED = "waived", _("Được miễn")


class Act(StrEnum):
    """What can be done with a charge."""

    TAKE_CASH = "take_cash"
    PAY_ONLINE = "pay_online"
    RECEIVE = "receive"
    REFUND = "refund"
    CANCEL = "cancel"


@dataclass(frozen=True)
class StateRow:
    """One state: what it allows, the colour of its tag, and what the payer reads.

    `settles`: whoever waits for the payment may go on. Money that has come in is received in every state but `waived`:
    nobody can send it back by not writing it down.
    """

    allows: frozenset[Act]
    tone: str
    text: StrOrPromise
    settles: bool = False


_IN, _OUT = frozenset({Act.RECEIVE}), frozenset({Act.RECEIVE, Act.REFUND})
_PAYABLE = frozenset({Act.TAKE_CASH, Act.PAY_ONLINE, Act.RECEIVE})

STATES: dict[State, StateRow] = {
    State.OPEN: StateRow(_PAYABLE | {Act.CANCEL}, "info", _("Khoản này chưa nộp.")),
    State.PART_PAID: StateRow(
        _PAYABLE | {Act.REFUND}, "warn", _("Đã nhận được một phần. Hãy nộp tiếp số tiền còn thiếu.")
    ),
    State.PAID: StateRow(_OUT, "good", _("Khoản này đã nộp đủ. Không cần nộp nữa."), settles=True),
    State.OVERPAID: StateRow(
        _OUT, "warn", _("Khoản này đã nộp đủ và có phần nộp thừa. Đơn vị thu sẽ hoàn lại phần thừa."), settles=True
    ),
    State.PART_REFUNDED: StateRow(_OUT, "neutral", _("Khoản này đã nộp và được hoàn lại một phần.")),
    State.REFUNDED: StateRow(_IN, "neutral", _("Khoản này đã nộp và được hoàn lại toàn bộ.")),
    State.CANCELLED: StateRow(_IN, "neutral", _("Khoản này đã hủy. Không nộp theo liên kết này nữa.")),
    State.WAIVED: StateRow(frozenset(), "good", _("Khoản này được miễn. Không phải nộp."), settles=True),
}
# too much because nothing is owed any more: it settles nothing, and all of it goes back
TO_GIVE_BACK = StateRow(
    _OUT, "warn", _("Khoản này đã hủy mà vẫn nhận được tiền. Đơn vị thu sẽ hoàn lại; đừng nộp nữa.")
)


def state_of(*, amount: int, received: int, refunded: int, is_cancelled: bool) -> State:
    """Return the state that follows from what is owed, what came in and what was given back, all in đồng."""
    net = received - refunded
    owed = 0 if is_cancelled else amount
    if owed == 0 and net == 0:
        return State.CANCELLED if is_cancelled else State.WAIVED
    if net > owed:
        return State.OVERPAID
    if net == owed:
        return State.PAID
    if refunded:
        return State.PART_REFUNDED if net else State.REFUNDED
    return State.PART_PAID if net else State.OPEN


def remaining(*, amount: int, received: int, refunded: int, state: State) -> int:
    """Return what is still to be paid, in đồng; nothing once money was given back or the charge fell away."""
    return amount - received + refunded if Act.TAKE_CASH in STATES[state].allows else 0
