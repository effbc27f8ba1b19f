"""An order that the gateway leaves without an answer is closed by a person; money that comes later is never lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.payments.actions.ask_gateway import GIVEN_UP_AFTER
from motcua.foundation.payments.actions.close_day import close_day
from motcua.foundation.payments.actions.follow_order import close_order, follow_order
from motcua.foundation.payments.actions.hear_gateway import hear_gateway
from motcua.foundation.payments.actions.import_statement import import_statement
from motcua.foundation.payments.actions.start_gateway_payment import LASTS
from motcua.foundation.payments.actions.upload_statement import upload_statement
from motcua.foundation.payments.models import Charge, GatewayOrder, OrderState, Payment
from motcua.foundation.payments.queries.day_books import day_books
from motcua.foundation.payments.refusals import PaymentRefused
from motcua.foundation.payments.states import State
from motcua.foundation.payments.vnpay import Verdict
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime import clock
from tests.factories.payments import NOW, Till, make_charge, make_till, pay_cash
from tests.factories.units import make_staff, sign_in
from tests.foundation.payments.gateway_steps import open_at
from tests.foundation.payments.statement_files import csv_of
from tests.vnpay_stand_in import StandIn

pytestmark = pytest.mark.django_db
GIVEN_UP = NOW + LASTS + GIVEN_UP_AFTER
LATE = GIVEN_UP + timedelta(days=2)
REASON = "Trang quản lý của VNPAY không có giao dịch này."


def silent(gateway: StandIn, charge: Charge) -> str:
    """Open an order about which the gateway says nothing from now on."""
    reference = open_at(gateway, charge)
    gateway.is_silent = True
    return reference


def close(till: Till, reference: str, *, reason: str = REASON, now: datetime = GIVEN_UP) -> GatewayOrder:
    return close_order(txn_ref=reference, reason=reason, by=till.leader, now=now)


def hear(told: dict[str, str], *, now: datetime = LATE) -> Verdict:
    return hear_gateway(parameters=told, address="127.0.0.1", now=now)


def state_of(charge: Charge) -> str:
    return Charge.objects.get(pk=charge.pk).state


def test_after_three_days_of_silence_a_leader_closes_it_with_the_reason(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    reference = silent(gateway, charge)
    assert len(day_books(till.unit.pk, GIVEN_UP.date()).matters) == 1
    order = close(till, reference)
    assert (order.state, order.closed_at, order.closed_by, order.close_reason) == (
        OrderState.CLOSED,
        GIVEN_UP,
        till.leader,
        REASON,
    )
    assert day_books(till.unit.pk, GIVEN_UP.date()).matters == ()
    assert (state_of(charge), Payment.objects.count()) == (State.OPEN, 0)
    entry = AuditEntry.objects.get(action="payments.close_order")
    assert (entry.detail["order"], entry.detail["code"]) == (reference, charge.code)


@pytest.mark.parametrize(
    ("given", "code"),
    [({"reason": "  "}, "reason"), ({"now": GIVEN_UP - timedelta(seconds=1)}, "order_in_work")],
)
def test_not_before_and_not_without_a_reason(till: Till, gateway: StandIn, given: dict[str, Any], code: str) -> None:
    reference = silent(gateway, make_charge(till))
    with pytest.raises(PaymentRefused) as refused:
        close(till, reference, **given)
    assert (refused.value.code, GatewayOrder.objects.get().state) == (code, OrderState.PENDING)


def test_the_gateway_is_asked_before_and_its_answer_goes_first(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    reference = silent(gateway, charge)
    gateway.is_silent = False
    gateway.pay(reference)
    with pytest.raises(PaymentRefused) as refused:
        close(till, reference)
    assert (refused.value.code, state_of(charge)) == ("order_answered", State.PAID)


def test_a_leader_may_ask_at_any_time(till: Till, gateway: StandIn) -> None:
    reference = silent(gateway, make_charge(till))
    assert follow_order(txn_ref=reference, by=till.leader, now=LATE).state == OrderState.PENDING
    gateway.is_silent = False
    gateway.pay(reference)
    assert follow_order(txn_ref=reference, by=till.leader, now=LATE).state == OrderState.PAID


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LEADER])
def test_only_a_leader_of_the_unit_does(till: Till, gateway: StandIn, role: Role) -> None:
    reference = silent(gateway, make_charge(till))
    for by in (make_staff(role=role, unit=till.unit), make_till().leader):
        given: dict[str, Any] = {"txn_ref": reference, "by": by, "now": GIVEN_UP}
        with pytest.raises((NotAllowed, GatewayOrder.DoesNotExist)):
            close_order(reason="x", **given)
        with pytest.raises((NotAllowed, GatewayOrder.DoesNotExist)):
            follow_order(**given)


def test_money_that_comes_for_a_closed_order_is_confirmed_booked_and_must_be_explained(
    till: Till, gateway: StandIn
) -> None:
    charge = make_charge(till)
    reference = silent(gateway, charge)
    close(till, reference)
    told = gateway.pay(reference)
    assert [hear(told), hear(told)] == [Verdict.CONFIRMED, Verdict.ALREADY]
    assert (state_of(charge), GatewayOrder.objects.get().state) == (State.PAID, OrderState.PAID)
    books = day_books(till.unit.pk, LATE.date())
    (late,) = books.differences
    assert (late.amount, books.difference, late.key) == (0, 0, f"late-{Payment.objects.get().pk}-{reference}")
    assert "50.000 đồng" in late.words
    given: dict[str, Any] = {"unit_id": till.unit.pk, "day": LATE.date(), "counted": 0, "by": till.leader, "now": LATE}
    with pytest.raises(PaymentRefused) as refused:
        close_day(explanations={}, **given)
    assert refused.value.code == "unexplained"
    assert close_day(explanations={late.key: "VNPAY báo chậm, chỉ nộp một lần."}, **given).difference == 0


def test_paid_at_the_counter_meanwhile_it_is_too_much_until_it_is_given_back(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    reference = silent(gateway, charge)
    close(till, reference)
    pay_cash(till, charge, now=GIVEN_UP)
    assert hear(gateway.pay(reference)) == Verdict.CONFIRMED
    books = day_books(till.unit.pk, LATE.date())
    assert ([item.amount for item in books.matters], len(books.differences)) == ([50_000], 1)
    assert state_of(charge) == State.OVERPAID


def test_a_line_of_the_bank_for_it_stands_there_too(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    reference = silent(gateway, charge)
    close(till, reference)
    content = csv_of([("13/04/2019", 50_000, f"VNPAY {reference}", "FT1")])
    file = upload_statement(unit_id=till.unit.pk, content=content, name="a.csv", by=till.leader, now=LATE)
    import_statement(file_id=file.pk, by=till.leader, now=LATE)
    assert state_of(charge) == State.PAID
    assert [item.amount for item in day_books(till.unit.pk, LATE.date()).differences] == [0]
    hear(gateway.pay(reference))
    books = day_books(till.unit.pk, LATE.date())
    assert (state_of(charge), len(books.differences), books.difference) == (State.OVERPAID, 2, 0)


def test_a_failure_told_late_is_confirmed_once_and_stays(till: Till, gateway: StandIn) -> None:
    reference = silent(gateway, make_charge(till))
    close(till, reference)
    told = gateway.pay(reference, code="24")
    assert [hear(told), hear(told)] == [Verdict.CONFIRMED, Verdict.ALREADY]
    order = GatewayOrder.objects.get()
    assert (order.state, order.response_code, order.close_reason) == (OrderState.FAILED, "24", REASON)
    assert day_books(till.unit.pk, LATE.date()).differences == ()


def test_a_forged_call_for_it_changes_nothing(till: Till, gateway: StandIn) -> None:
    reference = silent(gateway, make_charge(till))
    close(till, reference)
    assert hear(gateway.pay(reference) | {"vnp_Amount": "1"}) == Verdict.WRONG_SIGNATURE
    assert GatewayOrder.objects.get().state == OrderState.CLOSED


def test_money_in_doubt_stays_in_the_books_until_a_person_or_the_gateway_ends_it(till: Till, gateway: StandIn) -> None:
    reference = open_at(gateway, make_charge(till))
    assert hear(gateway.pay(reference, code="07"), now=NOW) == Verdict.CONFIRMED
    later = NOW + timedelta(days=60)
    assert len(day_books(till.unit.pk, later.date()).matters) == 1
    assert close(till, reference, now=later).state == OrderState.CLOSED
    assert day_books(till.unit.pk, later.date()).matters == ()
    assert hear(gateway.pay(reference, code="07"), now=later) == Verdict.ALREADY
    assert hear(gateway.pay(reference), now=later) == Verdict.CONFIRMED
    assert GatewayOrder.objects.get().state == OrderState.PAID


def test_it_is_asked_about_and_closed_on_its_page(
    till: Till, gateway: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = silent(gateway, make_charge(till))
    client, page = sign_in(Client(), till.leader), reverse("payments_staff:silent_order", args=[reference])
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    early = client.get(page).content.decode()
    assert "Đóng được từ" in early
    assert 'name="reason"' not in early
    assert page in client.get(reverse("payments_staff:day", args=[till.unit.pk, "2019-04-09"])).content.decode()
    monkeypatch.setattr(clock, "now", lambda: GIVEN_UP)
    assert client.post(page, {"what": "ask"}).headers["Location"] == page
    assert client.post(page, {"reason": " "}).status_code == 422
    shown = client.post(page, {"reason": REASON}, follow=True).content.decode()
    assert f"Đã đóng, không có kết quả: {REASON}" in shown
    assert till.leader.full_name in client.get(page).content.decode()


def test_the_database_closes_none_without_reason_and_hand(till: Till, gateway: StandIn) -> None:
    silent(gateway, make_charge(till))
    for change in (
        {"state": "closed"},
        {"state": "closed", "closed_at": NOW},
        {"state": "closed", "closed_at": NOW, "closed_by": till.leader},
        {"closed_at": NOW, "closed_by": till.leader, "close_reason": "x"},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            GatewayOrder.objects.update(**change)
