"""Many hands at once: numbers without gaps, one payment for one message; and what goes wrong without the guard."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import IntegrityError

from motcua.foundation.payments import receipts
from motcua.foundation.payments.actions.hear_gateway import hear_gateway
from motcua.foundation.payments.actions.import_statement import import_statement
from motcua.foundation.payments.actions.refund_payment import refund_payment
from motcua.foundation.payments.actions.take_cash import take_cash
from motcua.foundation.payments.actions.upload_statement import upload_statement
from motcua.foundation.payments.models import CashReceipt, Charge, Payment, ReceiptBook, Refund, StatementLine
from motcua.foundation.payments.states import State
from motcua.foundation.registers.rules import SeriesKey
from tests.factories.payments import NOW, Till, make_charge, make_till, pay_cash
from tests.foundation.payments.gateway_steps import open_at
from tests.foundation.payments.statement_files import csv_of
from tests.hands import at_once
from tests.vnpay_stand_in import StandIn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HANDS = 6


@pytest.fixture
def till() -> Till:
    return make_till()


def several_charges(till: Till) -> list[str]:
    return [make_charge(till).code for _number in range(HANDS)]


def test_receipts_written_at_once_have_numbers_without_gaps(till: Till) -> None:
    codes = iter(several_charges(till))

    def act() -> None:
        code = next(codes)
        take_cash(code=code, amount=50_000, nonce=f"n-{code}", by=till.cashier, now=NOW)

    assert at_once(act, HANDS) == [""] * HANDS
    assert sorted(CashReceipt.objects.values_list("number", flat=True)) == list(range(1, HANDS + 1))


def test_without_the_series_numbers_would_be_given_twice(till: Till) -> None:
    codes = iter(several_charges(till))
    lost: list[str] = []

    def counted(*, series: SeriesKey, now: object, about: str = "") -> int:
        return CashReceipt.objects.count() + 1

    def unheld(unit_id: int) -> object:
        return ReceiptBook.objects.get(unit=unit_id, closed_at__isnull=True)

    def act() -> None:
        code = next(codes)
        try:
            take_cash(code=code, amount=50_000, nonce=f"n-{code}", by=till.cashier, now=NOW)
        except IntegrityError:
            lost.append(code)

    with patch.object(receipts, "issue_number", counted), patch.object(receipts, "_open_book", unheld):
        at_once(act, HANDS)
    assert lost


def test_one_form_pressed_many_times_takes_the_money_once(till: Till) -> None:
    charge = make_charge(till)
    at_once(lambda: take_cash(code=charge.code, amount=50_000, nonce="one", by=till.cashier, now=NOW), HANDS)
    assert Payment.objects.count() == 1
    assert Charge.objects.get().received == 50_000


def test_two_cashiers_cannot_take_more_than_is_owed(till: Till) -> None:
    charge = make_charge(till)
    nonces = iter("abcdef")
    got = at_once(
        lambda: take_cash(code=charge.code, amount=50_000, nonce=next(nonces), by=till.cashier, now=NOW), HANDS
    )
    assert got == ["", *["not_payable"] * (HANDS - 1)]


def test_the_same_call_of_the_gateway_at_once_books_one_payment(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    told = gateway.pay(open_at(gateway, charge))
    verdicts: list[str] = []
    at_once(lambda: verdicts.append(hear_gateway(parameters=told, address="127.0.0.1", now=NOW)), HANDS)
    assert sorted(verdicts) == ["00", *["02"] * (HANDS - 1)]
    assert Payment.objects.count() == 1


def test_cash_and_gateway_at_once_lose_nothing(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    told = gateway.pay(open_at(gateway, charge))
    turns = iter(("gateway", "counter"))

    def act() -> None:
        if next(turns) == "gateway":
            hear_gateway(parameters=told, address="127.0.0.1", now=NOW)
        else:
            take_cash(code=charge.code, amount=50_000, nonce="n", by=till.cashier, now=NOW)

    at_once(act, 2)
    charge.refresh_from_db()
    paid = Payment.objects.count()
    assert charge.received == 50_000 * paid
    assert charge.state == (State.PAID if paid == 1 else State.OVERPAID)


def test_refunds_at_once_never_give_back_more_than_was_paid(till: Till) -> None:
    receipt = pay_cash(till, make_charge(till))
    nonces = iter("abcdef")

    def act() -> None:
        refund_payment(
            payment_id=receipt.payment_id,
            amount=20_000,
            reason="Nộp nhầm.",
            nonce=next(nonces),
            by=till.leader,
            now=NOW,
        )

    assert at_once(act, HANDS) == ["", "", *["refund_amount"] * (HANDS - 2)]
    assert sum(Refund.objects.values_list("amount", flat=True)) == 40_000


def test_two_files_that_tell_of_the_same_transfer_at_once_book_it_once(till: Till) -> None:
    charge = make_charge(till)
    rows = [("08/04/2019", 50_000, f"{charge.code} nop phi", "FT1")]
    contents = [csv_of(rows), csv_of([*rows, ("08/04/2019", 7_000, "khac", "FT2")])]
    files = iter(
        [
            upload_statement(unit_id=till.unit.pk, content=one, name="a.csv", by=till.leader, now=NOW).pk
            for one in contents
        ]
    )
    later = NOW + timedelta(hours=1)
    at_once(lambda: import_statement(file_id=next(files), by=till.leader, now=later), 2)
    assert Payment.objects.count() == 1
    assert StatementLine.objects.count() == 2
