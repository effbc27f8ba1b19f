"""Cash at the counter: a charge, its receipt with the next number, and who may."""

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.payments.actions.cancel_charge import cancel_charge
from motcua.foundation.payments.actions.issue_charge import Target, issue_charge
from motcua.foundation.payments.actions.open_receipt_book import open_receipt_book
from motcua.foundation.payments.actions.take_cash import take_cash
from motcua.foundation.payments.fees import Line
from motcua.foundation.payments.models import CashReceipt, Charge, ChargeLine, Payment, ReceiptBook
from motcua.foundation.payments.refusals import BookFull, NotPayable, PaymentRefused
from motcua.foundation.payments.states import State
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from tests.factories.payments import NOW, SYSTEM, Till, make_charge, make_line, make_till, pay_cash
from tests.factories.units import make_staff


def test_a_charge_is_the_sum_of_its_lines_and_names_nobody(till: Till) -> None:
    charge = make_charge(till, lines=[make_line(10_000, quantity=3), make_line(2_000)])
    assert (charge.amount, charge.state, charge.remaining) == (32_000, State.OPEN, 32_000)
    assert [line.total for line in charge.lines.all()] == [30_000, 2_000]
    entry = AuditEntry.objects.get(action="payments.issue")
    assert entry.detail == {"code": charge.code, "state": "open", "amount": 32_000, "about": charge.target_code}


def test_a_charge_without_lines_is_refused(till: Till) -> None:
    target = Target("test", "1", "HS-1", "x")
    with pytest.raises(PaymentRefused) as refused:
        issue_charge(unit_id=till.unit.pk, target=target, lines=[], by=till.cashier, now=NOW)
    assert refused.value.code == "no_lines"


def test_a_charge_whose_lines_are_exempt_is_waived(till: Till) -> None:
    whole = make_line(15_000)
    exempt = Line(**{**vars(whole), "reduction": 15_000, "ground": "Người thuộc hộ nghèo"})
    charge = make_charge(till, lines=[exempt])
    assert (charge.amount, charge.state, charge.row.settles) == (0, State.WAIVED, True)
    with pytest.raises(NotPayable):
        take_cash(code=charge.code, amount=1, nonce="n", by=till.cashier, now=NOW)


def test_cash_gives_the_next_receipt(till: Till) -> None:
    receipts = [pay_cash(till, make_charge(till)) for _number in range(3)]
    assert [receipt.text for receipt in receipts] == ["AA-19P 0000001", "AA-19P 0000002", "AA-19P 0000003"]
    charge = Charge.objects.get(pk=receipts[0].payment.charge_id)
    assert (charge.state, charge.received, charge.remaining) == (State.PAID, 50_000, 0)


def test_cash_may_be_a_part_and_the_rest_comes_later(till: Till) -> None:
    charge = make_charge(till)
    pay_cash(till, charge, 20_000)
    charge.refresh_from_db()
    assert (charge.state, charge.remaining) == (State.PART_PAID, 30_000)
    pay_cash(till, charge)
    charge.refresh_from_db()
    assert charge.state == State.PAID


@pytest.mark.parametrize("amount", [0, -1, 50_001])
def test_no_more_cash_than_is_owed(till: Till, amount: int) -> None:
    charge = make_charge(till)
    with pytest.raises(PaymentRefused) as refused:
        take_cash(code=charge.code, amount=amount, nonce="n", by=till.cashier, now=NOW)
    assert refused.value.code == "cash_amount"
    assert not Payment.objects.exists()


def test_a_form_sent_twice_gives_one_receipt(till: Till) -> None:
    charge = make_charge(till)
    first, second = (
        take_cash(code=charge.code, amount=50_000, nonce="same", by=till.cashier, now=NOW) for _number in range(2)
    )
    assert first.pk == second.pk
    assert Payment.objects.count() == 1


def test_a_paid_charge_takes_no_more_cash(till: Till) -> None:
    charge = make_charge(till)
    pay_cash(till, charge)
    with pytest.raises(NotPayable):
        take_cash(code=charge.code, amount=1, nonce="other", by=till.cashier, now=NOW)


def test_a_book_ends_with_its_last_number_and_the_next_begins(till: Till) -> None:
    small = make_till(last_number=2)
    pay_cash(small, make_charge(small))
    pay_cash(small, make_charge(small))
    charge = make_charge(small)
    with pytest.raises(BookFull):
        pay_cash(small, charge)
    open_receipt_book(
        unit_id=small.unit.pk, symbol="aa-19p", first_number=3, last_number=4, by=small.administrator, now=NOW
    )
    assert pay_cash(small, charge).text == "AA-19P 0000003"


def test_without_a_book_no_cash_is_taken(db: None) -> None:
    bare = make_till(with_book=False)
    charge = make_charge(bare)
    with pytest.raises(BookFull):
        pay_cash(bare, charge)
    assert Charge.objects.get(pk=charge.pk).received == 0


@pytest.mark.parametrize(
    ("symbol", "first", "last", "code"),
    [("", 1, 50, "book"), ("B", 5, 4, "book"), ("B", 0, 4, "book"), ("AA-19P", 50, 60, "book_overlaps")],
)
def test_a_book_that_is_none_is_refused(till: Till, symbol: str, first: int, last: int, code: str) -> None:
    with pytest.raises(PaymentRefused) as refused:
        open_receipt_book(unit_id=till.unit.pk, symbol=symbol, first_number=first, last_number=last, by=SYSTEM, now=NOW)
    assert refused.value.code == code
    assert ReceiptBook.objects.get(unit=till.unit).closed_at is None


def test_a_charge_without_money_is_cancelled_with_a_reason(till: Till) -> None:
    charge = make_charge(till)
    with pytest.raises(PaymentRefused) as refused:
        cancel_charge(code=charge.code, reason=" ", by=till.cashier, now=NOW)
    assert refused.value.code == "reason"
    assert cancel_charge(code=charge.code, reason="Lập nhầm.", by=till.cashier, now=NOW).state == State.CANCELLED
    with pytest.raises(NotPayable):
        pay_cash(till, charge, 50_000)


def test_a_charge_with_money_is_not_cancelled(till: Till) -> None:
    charge = make_charge(till)
    pay_cash(till, charge, 1_000)
    with pytest.raises(PaymentRefused) as refused:
        cancel_charge(code=charge.code, reason="x", by=till.leader, now=NOW)
    assert refused.value.code == "not_cancellable"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.RECEPTIONIST])
def test_only_the_counter_takes_cash(till: Till, role: Role) -> None:
    charge = make_charge(till)
    colleague = make_staff(role=role, unit=till.unit)
    with pytest.raises((NotAllowed, Charge.DoesNotExist)):
        take_cash(code=charge.code, amount=50_000, nonce="n", by=colleague, now=NOW)


def test_a_stranger_finds_no_charge(till: Till) -> None:
    charge = make_charge(till)
    with pytest.raises(Charge.DoesNotExist):
        take_cash(code=charge.code, amount=50_000, nonce="n", by=make_till().cashier, now=NOW)


@pytest.mark.parametrize("model", [Payment, CashReceipt, ChargeLine])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_what_was_paid_is_never_changed(till: Till, model: type, statement: str) -> None:
    pay_cash(till, make_charge(till))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(model._meta.db_table))  # type: ignore[attr-defined]


def test_a_charge_is_never_deleted(till: Till) -> None:
    charge = make_charge(till)
    with pytest.raises(DatabaseError), transaction.atomic():
        Charge.objects.filter(pk=charge.pk).delete()
