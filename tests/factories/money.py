"""One of everything that an address of money can name."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.foundation.payments.actions.import_statement import import_statement
from motcua.foundation.payments.actions.refund_payment import refund_payment
from motcua.foundation.payments.actions.start_gateway_payment import LASTS
from motcua.foundation.payments.actions.upload_statement import upload_statement
from motcua.foundation.payments.models import CashReceipt, Charge, GatewayOrder, Refund, StatementFile, StatementLine
from motcua.foundation.units.models import Staff, Unit
from tests.factories.payments import NOW, Till, make_book, make_charge, pay_cash

FEE = {
    "items": [
        {
            "key": "permit",
            "label": {"vi": "Lệ phí"},
            "amount": 10_000,
            "unit": {"vi": "giấy phép"},
            "source": {"document": "Thông tư 168/2016/TT-BTC"},
            "verified": False,
        }
    ]
}
STATEMENT = "Ngày,Ghi có,Nội dung\n08/04/2019,50000,khong ro\n"


@dataclass(frozen=True)
class Money:
    """A unit's charge, its receipt, and a statement with a line that waits."""

    charge: Charge
    receipt: CashReceipt
    refund: Refund
    file: StatementFile
    line: StatementLine
    order: GatewayOrder

    def arguments(self) -> dict[str, object]:
        """Return what addresses of money need and no other address does."""
        return {
            "link": self.charge.link,
            "receipt_id": self.receipt.pk,
            "payment_id": self.receipt.payment_id,
            "refund_id": self.refund.pk,
            "line_id": self.line.pk,
            "txn_ref": self.order.txn_ref,
            "size": "a4",
            "day": "2019-04-08",
        }

    def of(self, asked: set[str]) -> dict[str, object]:
        """Return what addresses of money call by a name that others use for something else."""
        mine: dict[str, object] = {"code": self.charge.code, "kind": "pdf", "file_id": self.file.pk}
        return {name: value for name, value in mine.items() if name in asked}


def make_money(unit: Unit, *, cashier: Staff, leader: Staff) -> Money:
    """Return the money of a unit."""
    till = Till(unit, cashier, leader, leader, leader)
    make_book(unit)
    charge = make_charge(till)
    receipt = pay_cash(till, charge, 20_000)
    refund = refund_payment(
        payment_id=receipt.payment_id,
        amount=1_000,
        reason="Thu thừa.",
        nonce=f"n-{receipt.payment_id}",
        by=leader,
        now=NOW,
    )
    file = upload_statement(unit_id=unit.pk, content=STATEMENT.encode(), name="a.csv", by=leader, now=NOW)
    import_statement(file_id=file.pk, by=leader, now=NOW)
    order = GatewayOrder.objects.create(
        charge=charge, txn_ref=f"{charge.code}N1", amount=1_000, created_at=NOW, expires_at=NOW + LASTS
    )
    return Money(charge, receipt, refund, file, StatementLine.objects.get(unit=unit), order)
