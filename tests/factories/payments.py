"""Units that take money, and charges, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from motcua.foundation.audit.actor import Actor
from motcua.foundation.payments.actions.issue_charge import Target, issue_charge
from motcua.foundation.payments.actions.open_receipt_book import open_receipt_book
from motcua.foundation.payments.actions.set_bank_account import Account, set_bank_account
from motcua.foundation.payments.actions.take_cash import take_cash
from motcua.foundation.payments.fees import Line
from motcua.foundation.payments.models import CashReceipt, Charge, ReceiptBook
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.foundation.worktime.clock import ZONE
from tests.factories.units import make_staff, make_unit

NOW = datetime(2019, 4, 8, 8, 30, tzinfo=ZONE)
SYSTEM = Actor.system()
ACCOUNT = Account("970415", "VietinBank", "113366668888", "UBND Phường 4")
_numbers = count(1)


@dataclass(frozen=True)
class Till:
    """A unit that takes money, with everybody who has to do with it."""

    unit: Unit
    cashier: Staff
    leader: Staff
    auditor: Staff
    administrator: Staff


def make_till(*, unit: Unit | None = None, last_number: int = 50, with_book: bool = True) -> Till:
    """Return a unit (a new one unless it is given) with a receipt book and an account."""
    unit = unit or make_unit()
    till = Till(
        unit,
        make_staff(role=Role.RECEPTIONIST, unit=unit, name="Trần Thị Thu"),
        make_staff(role=Role.LEADER, unit=unit, name="Phạm Thị Ký"),
        make_staff(role=Role.AUDITOR, unit=unit),
        make_staff(role=Role.ADMINISTRATOR, unit=unit),
    )
    if with_book:
        make_book(unit, last_number=last_number)
    set_bank_account(unit_id=unit.pk, account=ACCOUNT, by=SYSTEM, now=NOW - timedelta(days=1))
    return till


def make_book(unit: Unit, *, first_number: int = 1, last_number: int = 50) -> ReceiptBook:
    """Return the unit's receipt book in use."""
    return open_receipt_book(
        unit_id=unit.pk,
        symbol="aa-19p",
        first_number=first_number,
        last_number=last_number,
        by=SYSTEM,
        now=NOW - timedelta(days=1),
    )


def make_line(amount: int = 50_000, *, quantity: int = 1) -> Line:
    """Return a line of a fee by law."""
    return Line(
        fee_code="certification.contract",
        label="Phí chứng thực hợp đồng, giao dịch",
        unit="hợp đồng",
        quantity=quantity,
        amount=amount,
        reduction=0,
        ground="",
        document="Thông tư 226/2016/TT-BTC",
        article="",
        verified=True,
    )


def make_charge(
    till: Till, amount: int = 50_000, *, lines: Sequence[Line] = (), now: datetime = NOW, kind: str = "test"
) -> Charge:
    """Return an open charge."""
    number = next(_numbers)
    target = Target(kind, str(number), f"HS-{number:04}", "Chứng thực hợp đồng, giao dịch")
    chosen = lines or (make_line(amount),)
    return issue_charge(unit_id=till.unit.pk, target=target, lines=chosen, by=till.cashier, now=now)


def pay_cash(till: Till, charge: Charge, amount: int = 0, *, now: datetime = NOW) -> CashReceipt:
    """Pay a charge at the counter, whole when no amount is given."""
    due = Charge.objects.get(pk=charge.pk).remaining
    nonce = f"nonce-{next(_numbers)}"
    return take_cash(code=charge.code, amount=amount or due, nonce=nonce, by=till.cashier, now=now)
