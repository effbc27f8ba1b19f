"""Money given back: whole or in part, never more than was paid, by somebody who did not take it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from motcua.foundation.payments.actions.ask_refunds import ask_one, ask_refunds
from motcua.foundation.payments.actions.hear_gateway import hear_gateway
from motcua.foundation.payments.actions.refund_payment import refund_payment, refundable
from motcua.foundation.payments.models import Channel, Charge, Payment, Refund, RefundState
from motcua.foundation.payments.refusals import PaymentRefused
from motcua.foundation.payments.states import State
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from tests.factories.payments import NOW, Till, make_charge, make_till, pay_cash
from tests.factories.units import make_role, make_staff
from tests.foundation.payments.gateway_steps import open_at
from tests.vnpay_stand_in import StandIn

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=10)


def give_back(till: Till, payment: Payment, amount: int, *, nonce: str = "n", reason: str = "Nộp nhầm.") -> Refund:
    return refund_payment(payment_id=payment.pk, amount=amount, reason=reason, nonce=nonce, by=till.leader, now=NOW)


def paid_at_gateway(till: Till, gateway: StandIn) -> Payment:
    told = gateway.pay(open_at(gateway, make_charge(till)))
    hear_gateway(parameters=told, address="127.0.0.1", now=NOW)
    return Payment.objects.get(channel=Channel.GATEWAY)


def state_of(payment: Payment) -> str:
    return Charge.objects.get(pk=payment.charge_id).state


def test_cash_is_given_back_whole_or_in_part(till: Till) -> None:
    payment = pay_cash(till, make_charge(till)).payment
    assert give_back(till, payment, 20_000, nonce="a").state == RefundState.DONE
    assert (state_of(payment), refundable(payment)) == (State.PART_REFUNDED, 30_000)
    give_back(till, payment, 30_000, nonce="b")
    assert (state_of(payment), refundable(payment)) == (State.REFUNDED, 0)


@pytest.mark.parametrize("amount", [0, -1, 50_001])
def test_never_more_than_was_paid(till: Till, amount: int) -> None:
    payment = pay_cash(till, make_charge(till)).payment
    with pytest.raises(PaymentRefused) as refused:
        give_back(till, payment, amount)
    assert refused.value.code == "refund_amount"


def test_a_refund_needs_its_reason(till: Till) -> None:
    payment = pay_cash(till, make_charge(till)).payment
    with pytest.raises(PaymentRefused) as refused:
        give_back(till, payment, 1, reason="  ")
    assert refused.value.code == "reason"


def test_a_form_sent_twice_gives_back_once(till: Till) -> None:
    payment = pay_cash(till, make_charge(till)).payment
    assert give_back(till, payment, 20_000).pk == give_back(till, payment, 20_000).pk
    assert refundable(payment) == 30_000


def test_whoever_took_the_money_does_not_give_it_back(till: Till) -> None:
    payment = pay_cash(till, make_charge(till)).payment
    make_role(staff=till.cashier, unit=till.unit, role=Role.LEADER)
    with pytest.raises(PaymentRefused) as refused:
        refund_payment(payment_id=payment.pk, amount=1, reason="x", nonce="n", by=till.cashier, now=NOW)
    assert refused.value.code == "same_hand"


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.SPECIALIST, Role.AUDITOR])
def test_only_a_leader_gives_back(till: Till, role: Role) -> None:
    payment = pay_cash(till, make_charge(till)).payment
    colleague = make_staff(role=role, unit=till.unit)
    with pytest.raises(NotAllowed):
        refund_payment(payment_id=payment.pk, amount=1, reason="x", nonce="n", by=colleague, now=NOW)


def test_a_stranger_finds_no_payment(till: Till) -> None:
    payment = pay_cash(till, make_charge(till)).payment
    with pytest.raises(Payment.DoesNotExist):
        give_back(make_till(), payment, 1)


def test_too_much_is_given_back_and_the_charge_is_paid(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    told = gateway.pay(open_at(gateway, charge))
    pay_cash(till, charge)
    hear_gateway(parameters=told, address="127.0.0.1", now=NOW)
    payment = Payment.objects.get(channel=Channel.GATEWAY)
    refund = give_back(till, payment, 50_000)
    assert (refund.state, state_of(payment)) == (RefundState.ASKED, State.OVERPAID)
    assert ask_one(refund.pk, now=NOW)
    assert state_of(payment) == State.PAID


@pytest.mark.parametrize(("amount", "kind"), [(50_000, "02"), (20_000, "03")])
def test_the_gateway_is_asked_for_a_full_or_a_part_refund(till: Till, gateway: StandIn, amount: int, kind: str) -> None:
    payment = paid_at_gateway(till, gateway)
    refund = give_back(till, payment, amount)
    assert ask_one(refund.pk, now=NOW)
    assert gateway.requests[-1]["vnp_TransactionType"] == kind
    assert gateway.orders[gateway.requests[-1]["vnp_TxnRef"]].refunded == amount * 100
    refund.refresh_from_db()
    assert (refund.state, refund.answer) == (RefundState.DONE, "00 Success")


def test_what_the_gateway_refuses_stays_paid(till: Till, gateway: StandIn) -> None:
    payment = paid_at_gateway(till, gateway)
    gateway.orders[payment.reference.removeprefix("vnpay:")].refunded = 1_000_000
    refund = give_back(till, payment, 45_000)
    assert ask_one(refund.pk, now=NOW)
    refund.refresh_from_db()
    assert (refund.state, refund.answer, state_of(payment)) == (RefundState.FAILED, "93 Invalid amount", State.PAID)
    assert refundable(payment) == 50_000


def test_a_lost_answer_is_asked_for_again_gives_back_once_and_is_not_taken_for_done(
    till: Till, gateway: StandIn
) -> None:
    payment = paid_at_gateway(till, gateway)
    refund = give_back(till, payment, 50_000)
    gateway.is_silent = True
    assert not ask_one(refund.pk, now=NOW)
    assert (state_of(payment), refundable(payment)) == (State.PAID, 0)
    gateway.is_silent = False
    # 94, "this request is in work", says nothing of the money: it stays open, and in the reconciliation of the day
    assert ask_refunds(now=LATER) == 0
    refund.refresh_from_db()
    assert (refund.state, refund.sent_times, state_of(payment)) == (RefundState.ASKED, 2, State.PAID)
    assert gateway.orders[payment.reference.removeprefix("vnpay:")].refunded == 5_000_000


def test_an_answered_refund_is_final(till: Till) -> None:
    refund = give_back(till, pay_cash(till, make_charge(till)).payment, 50_000)
    with pytest.raises(DatabaseError), transaction.atomic():
        Refund.objects.filter(pk=refund.pk).update(amount=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Refund.objects.filter(pk=refund.pk).delete()
