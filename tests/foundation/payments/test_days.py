"""Reconciliation: a day ends at zero or lists each difference; a closed day stays as it was signed."""

from collections.abc import Mapping
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from motcua.foundation.payments.actions.close_day import close_day
from motcua.foundation.payments.actions.hear_gateway import hear_gateway
from motcua.foundation.payments.actions.import_statement import import_statement
from motcua.foundation.payments.actions.refund_payment import refund_payment
from motcua.foundation.payments.actions.settle_line import settle_line
from motcua.foundation.payments.actions.upload_statement import upload_statement
from motcua.foundation.payments.models import DayClose, Payment, StatementLine
from motcua.foundation.payments.paper import day_pdf
from motcua.foundation.payments.queries.day_books import day_books, shown_books
from motcua.foundation.payments.reconciliation import DayBooks, Item, Sums, explained, with_count
from motcua.foundation.payments.refusals import DayClosed, PaymentRefused
from motcua.foundation.payments.workbook import day_xlsx
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from tests.factories.payments import NOW, Till, make_charge, pay_cash
from tests.factories.units import make_role, make_staff
from tests.foundation.payments.gateway_steps import open_at
from tests.foundation.payments.statement_files import Rows, csv_of
from tests.vnpay_stand_in import StandIn

TODAY = NOW.date()
TOMORROW = NOW + timedelta(days=1)
MONEY = st.integers(min_value=0, max_value=10**9)


def take_over(till: Till, rows: Rows) -> None:
    content = csv_of(rows)
    file = upload_statement(unit_id=till.unit.pk, content=content, name="a.csv", by=till.leader, now=NOW)
    import_statement(file_id=file.pk, by=till.leader, now=NOW)


def close(till: Till, counted: int, told: Mapping[str, str] | None = None, *, day: date = TODAY) -> DayClose:
    return close_day(unit_id=till.unit.pk, day=day, counted=counted, explanations=told or {}, by=till.leader, now=NOW)


@given(cash=MONEY, back=MONEY, bank=MONEY, counted=MONEY, strays=st.lists(MONEY.filter(bool), max_size=3))
def test_the_list_adds_up_to_the_difference(cash: int, back: int, bank: int, counted: int, strays: list[int]) -> None:
    books = DayBooks(
        cash=Sums(booked=cash, refunded=back),
        transfer=Sums(outside=bank + sum(strays), booked=bank),
        differences=tuple(Item(f"line-{number}", "x", amount) for number, amount in enumerate(strays)),
    )
    closed = with_count(books, counted=counted, cash_words="x")
    assert sum(item.amount for item in closed.differences) == closed.difference
    assert closed.is_even == (counted == cash - back and not strays)
    assert DayBooks.from_json(closed.as_json()) == closed
    assert explained(closed, {item.key: "lý do" for item in closed.differences}).unexplained == []


@pytest.mark.django_db
def test_a_day_of_cash_transfer_and_gateway_ends_at_zero(till: Till, gateway: StandIn) -> None:
    by_cash, by_bank, by_gateway = (make_charge(till) for _number in range(3))
    pay_cash(till, by_cash)
    take_over(till, [("08/04/2019", 50_000, by_bank.code, "FT1")])
    hear_gateway(parameters=gateway.pay(open_at(gateway, by_gateway)), address="127.0.0.1", now=NOW)
    closing = close(till, 50_000)
    books = DayBooks.from_json(closing.content)
    assert (closing.difference, books.is_even, books.matters) == (0, True, ())
    assert (books.cash.booked, books.transfer.booked, books.gateway.booked) == (50_000, 50_000, 50_000)


@pytest.mark.django_db
def test_each_difference_is_listed_and_must_be_explained(till: Till) -> None:
    pay_cash(till, make_charge(till))
    take_over(till, [("08/04/2019", 70_000, "khong ro", "FT1")])
    line = StatementLine.objects.get()
    with pytest.raises(PaymentRefused) as refused:
        close(till, 45_000)
    assert refused.value.code == "unexplained"
    assert not DayClose.objects.exists()
    closing = close(till, 45_000, {"cash": "Trả nhầm tiền thừa.", f"line-{line.pk}": "Chờ người nộp báo mã."})
    listed = [(item["key"], item["amount"]) for item in closing.content["differences"]]
    assert listed == [("cash", -5_000), (f"line-{line.pk}", 70_000)]
    assert closing.difference == 65_000


@pytest.mark.django_db
def test_money_that_is_not_ours_is_explained_by_the_decision(till: Till) -> None:
    take_over(till, [("08/04/2019", 70_000, "nham", "FT1")])
    line = StatementLine.objects.get()
    settle_line(line_id=line.pk, code="", reason="Chuyển nhầm, chờ trả lại.", by=till.leader, now=NOW)
    assert close(till, 0).difference == 70_000


@pytest.mark.django_db
def test_a_line_settled_on_a_later_day_evens_out(till: Till) -> None:
    charge = make_charge(till)
    take_over(till, [("08/04/2019", 50_000, "quen ma", "FT1")])
    line = StatementLine.objects.get()
    close(till, 0, {f"line-{line.pk}": "Chờ hỏi."})
    settle_line(line_id=line.pk, code=charge.code, reason="Đã hỏi.", by=till.leader, now=TOMORROW)
    first, second = (shown_books(till.unit.pk, day)[0] for day in (TODAY, TOMORROW.date()))
    assert (first.difference, second.difference) == (50_000, -50_000)
    assert [item.explanation for item in second.differences] == ["Đã hỏi."]


@pytest.mark.django_db
def test_what_is_open_stands_beside_the_differences(till: Till, gateway: StandIn) -> None:
    part, over = make_charge(till), make_charge(till)
    pay_cash(till, part, 20_000)
    pay_cash(till, over)
    hear_gateway(parameters=gateway.pay(open_at(gateway, make_charge(till))) | {"vnp_Amount": "1"}, address="", now=NOW)
    take_over(till, [("08/04/2019", 10_000, over.code, "FT1")])
    books = day_books(till.unit.pk, TODAY)
    keys = [item.key for item in books.matters]
    assert keys[:2] == [f"charge-{part.code}", f"charge-{over.code}"]
    assert keys[2].startswith("order-")
    assert [item.amount for item in books.matters] == [-30_000, 10_000, 50_000]
    assert books.refused_calls == 1
    assert books.differences == ()


@pytest.mark.django_db
def test_cash_given_back_is_taken_off_the_till(till: Till) -> None:
    payment = pay_cash(till, make_charge(till)).payment
    refund_payment(payment_id=payment.pk, amount=20_000, reason="x", nonce="n", by=till.leader, now=NOW)
    assert day_books(till.unit.pk, TODAY).expected_cash == 30_000
    assert close(till, 30_000).difference == 0


@pytest.mark.django_db
def test_after_closing_money_belongs_to_the_next_day(till: Till) -> None:
    pay_cash(till, make_charge(till))
    kept = close(till, 50_000).content
    pay_cash(till, make_charge(till), now=NOW + timedelta(hours=1))
    assert list(Payment.objects.order_by("pk").values_list("day", flat=True)) == [TODAY, TODAY + timedelta(days=1)]
    books, closing = shown_books(till.unit.pk, TODAY)
    assert closing is not None
    assert books.as_json() == kept
    with pytest.raises(DayClosed):
        close(till, 50_000)


@pytest.mark.django_db
def test_the_database_books_nothing_on_a_closed_day(till: Till) -> None:
    payment = pay_cash(till, make_charge(till)).payment
    close(till, 50_000)
    copy = Payment.objects.get(pk=payment.pk)
    copy.pk, copy.reference = None, "other"
    with pytest.raises(DatabaseError, match="is closed"), transaction.atomic():
        copy.save(force_insert=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        DayClose.objects.all().delete()


@pytest.mark.django_db
def test_who_may_close_and_when(till: Till) -> None:
    for role in (Role.RECEPTIONIST, Role.SPECIALIST, Role.AUDITOR, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            close_day(
                unit_id=till.unit.pk,
                day=TODAY,
                counted=0,
                explanations={},
                by=make_staff(role=role, unit=till.unit),
                now=NOW,
            )
    with pytest.raises(PaymentRefused) as refused:
        close(till, 0, day=TODAY + timedelta(days=1))
    assert refused.value.code == "day_to_come"
    make_role(staff=till.cashier, unit=till.unit, role=Role.LEADER)
    pay_cash(till, make_charge(till))
    with pytest.raises(PaymentRefused) as refused:
        close_day(unit_id=till.unit.pk, day=TODAY, counted=50_000, explanations={}, by=till.cashier, now=NOW)
    assert refused.value.code == "same_hand"


@pytest.mark.django_db
def test_the_day_as_paper_and_as_workbook(till: Till) -> None:
    take_over(till, [("08/04/2019", 70_000, "=1+1", "FT1")])
    books, closing = shown_books(till.unit.pk, TODAY)
    assert day_pdf(till.unit.pk, TODAY, books, closing, now=NOW).startswith(b"%PDF")
    book = load_workbook(BytesIO(day_xlsx("Phường 4", TODAY, books, closing)))
    assert book.worksheets[0]["E8"].value == 70_000
    assert "=1+1" in str(book.worksheets[1]["A2"].value)
