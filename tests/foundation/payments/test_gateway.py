"""VNPAY: what is sent, what is heard, in whatever order and however often; forged calls change nothing."""

import json
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from motcua.foundation.payments.actions import hear_gateway as hearing
from motcua.foundation.payments.actions.ask_gateway import ask_gateway
from motcua.foundation.payments.actions.cancel_charge import cancel_charge
from motcua.foundation.payments.actions.hear_gateway import hear_gateway
from motcua.foundation.payments.actions.start_gateway_payment import LASTS, MOST_ORDERS, Payer, start_gateway_payment
from motcua.foundation.payments.models import Charge, GatewayMessage, GatewayOrder, OrderState, Payment
from motcua.foundation.payments.queries.day_books import day_books
from motcua.foundation.payments.refusals import GatewayRefused, LinkExpired, NotPayable
from motcua.foundation.payments.states import State
from motcua.foundation.payments.vnpay import Verdict
from motcua.foundation.worktime import clock
from tests.factories.payments import NOW, Till, make_charge, pay_cash
from tests.foundation.payments.gateway_steps import open_at
from tests.vnpay_stand_in import StandIn, sign

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def hear(told: dict[str, str], **given: object) -> Verdict:
    return hear_gateway(parameters=told, address="127.0.0.1", now=NOW)


def test_the_gateway_takes_our_address_and_its_call_pays_the_charge(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    reference = open_at(gateway, charge)
    assert gateway.orders[reference].asked["vnp_Amount"] == "5000000"
    assert hear(gateway.pay(reference)) == Verdict.CONFIRMED
    charge.refresh_from_db()
    order = GatewayOrder.objects.get()
    assert (charge.state, order.state, order.transaction_no) == (State.PAID, OrderState.PAID, "14226112")
    assert Payment.objects.get().reference == f"vnpay:{reference}"


def test_a_second_call_is_answered_02_and_books_nothing(till: Till, gateway: StandIn) -> None:
    told = gateway.pay(open_at(gateway, make_charge(till)))
    assert [hear(told), hear(told), hear(told)] == [Verdict.CONFIRMED, Verdict.ALREADY, Verdict.ALREADY]
    assert Payment.objects.count() == 1


def test_a_failed_payment_is_confirmed_and_pays_nothing(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    told = gateway.pay(open_at(gateway, charge), code="24")
    assert [hear(told), hear(told)] == [Verdict.CONFIRMED, Verdict.ALREADY]
    charge.refresh_from_db()
    assert (charge.state, GatewayOrder.objects.get().response_code) == (State.OPEN, "24")


def test_a_try_that_failed_and_turns_out_paid_is_received(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    reference = open_at(gateway, charge)
    hear(gateway.pay(reference, code="11"))
    assert hear(gateway.pay(reference)) == Verdict.CONFIRMED
    charge.refresh_from_db()
    assert charge.state == State.PAID


def test_success_with_an_unfinished_transaction_is_not_paid(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    told = gateway.pay(open_at(gateway, charge), vnp_TransactionStatus="07")
    assert hear(told) == Verdict.CONFIRMED
    charge.refresh_from_db()
    assert charge.state == State.OPEN


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({"vnp_SecureHash": "0" * 128}, Verdict.WRONG_SIGNATURE),
        ({"vnp_SecureHash": ""}, Verdict.WRONG_SIGNATURE),
        ({"vnp_Amount": "100"}, Verdict.WRONG_SIGNATURE),
        ({"vnp_TxnRef": "MC00000000N1"}, Verdict.WRONG_SIGNATURE),
    ],
)
def test_a_forged_call_is_refused_and_kept(
    till: Till, gateway: StandIn, change: dict[str, str], verdict: Verdict
) -> None:
    charge = make_charge(till)
    told = gateway.pay(open_at(gateway, charge)) | change
    assert hear(told) == verdict
    charge.refresh_from_db()
    assert charge.state == State.OPEN
    kept = GatewayMessage.objects.get()
    assert (kept.verdict, kept.order) == (verdict, None)
    assert json.loads(kept.content) == told


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({"vnp_TxnRef": "MC00000000N1"}, Verdict.NO_ORDER),
        ({"vnp_TmnCode": "OTHERTMN"}, Verdict.NO_ORDER),
        ({"vnp_Amount": "4000000"}, Verdict.WRONG_AMOUNT),
        ({"vnp_Amount": "5000001"}, Verdict.WRONG_AMOUNT),
        ({"vnp_Amount": "-5000000"}, Verdict.WRONG_AMOUNT),
        ({"vnp_Amount": "5000000.0"}, Verdict.WRONG_AMOUNT),
    ],
)
def test_a_signed_call_about_another_order_or_amount_is_refused(
    till: Till, gateway: StandIn, change: dict[str, str], verdict: Verdict
) -> None:
    charge = make_charge(till)
    told = gateway.pay(open_at(gateway, charge), **change)
    assert hear(told) == verdict
    charge.refresh_from_db()
    assert charge.state == State.OPEN
    assert GatewayMessage.objects.get().verdict == verdict


def test_only_addresses_of_the_gateway_are_heard_when_they_are_named(
    till: Till, gateway: StandIn, settings: Settings
) -> None:
    settings.VNPAY_IPN_ADDRESSES = ["203.0.113.1"]
    told = gateway.pay(open_at(gateway, make_charge(till)))
    assert hear(told) == Verdict.FORBIDDEN
    settings.VNPAY_IPN_ADDRESSES = ["203.0.113.1", "127.0.0.1"]
    assert hear(told) == Verdict.CONFIRMED


def test_a_call_after_the_charge_was_paid_in_cash_makes_it_overpaid(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    told = gateway.pay(open_at(gateway, charge))
    pay_cash(till, charge)
    assert hear(told) == Verdict.CONFIRMED
    charge.refresh_from_db()
    assert (charge.state, charge.excess) == (State.OVERPAID, 50_000)


def test_a_call_for_a_cancelled_charge_is_received_and_stands_as_too_much(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    told = gateway.pay(open_at(gateway, charge))
    cancel_charge(code=charge.code, reason="Lập nhầm.", by=till.cashier, now=NOW)
    assert hear(told) == Verdict.CONFIRMED
    charge.refresh_from_db()
    assert (charge.state, charge.excess) == (State.OVERPAID, 50_000)


def test_a_call_long_after_the_order_ran_out_is_received(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    told = gateway.pay(open_at(gateway, charge))
    assert hear_gateway(parameters=told, address="127.0.0.1", now=NOW + timedelta(days=40)) == Verdict.CONFIRMED
    charge.refresh_from_db()
    assert charge.state == State.PAID


def test_two_tries_that_are_both_paid_are_both_received(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    first, second = open_at(gateway, charge), open_at(gateway, charge)
    assert first != second
    assert [hear(gateway.pay(first)), hear(gateway.pay(second))] == [Verdict.CONFIRMED, Verdict.CONFIRMED]
    charge.refresh_from_db()
    assert (charge.state, charge.excess) == (State.OVERPAID, 50_000)


def test_a_part_paid_charge_asks_the_gateway_for_the_rest(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    pay_cash(till, charge, 20_000)
    reference = open_at(gateway, charge)
    assert gateway.orders[reference].amount == 3_000_000
    assert hear(gateway.pay(reference)) == Verdict.CONFIRMED
    charge.refresh_from_db()
    assert charge.state == State.PAID


def test_silence_is_asked_about_after_the_order_ran_out(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    gateway.pay(open_at(gateway, charge))
    assert ask_gateway(now=NOW + timedelta(minutes=10)) == 0
    assert gateway.requests == []
    assert ask_gateway(now=LATER) == 1
    charge.refresh_from_db()
    assert charge.state == State.PAID
    assert ask_gateway(now=LATER) == 0


def test_an_order_the_gateway_does_not_know_has_failed(till: Till, gateway: StandIn) -> None:
    charge = make_charge(till)
    start_gateway_payment(link=charge.link, payer=Payer("203.0.113.9", "en"), now=NOW)
    assert ask_gateway(now=LATER) == 1
    assert (GatewayOrder.objects.get().state, GatewayOrder.objects.get().response_code) == (OrderState.FAILED, "91")


@pytest.mark.parametrize("trouble", ["is_silent", "spoils_signature"])
def test_an_answer_that_cannot_be_trusted_decides_nothing(till: Till, gateway: StandIn, trouble: str) -> None:
    gateway.pay(open_at(gateway, make_charge(till)))
    setattr(gateway, trouble, True)
    assert ask_gateway(now=LATER) == 0
    assert GatewayOrder.objects.get().state == OrderState.PENDING
    setattr(gateway, trouble, False)
    assert ask_gateway(now=LATER) == 1


def test_an_order_that_is_still_being_paid_stays_open(till: Till, gateway: StandIn) -> None:
    open_at(gateway, make_charge(till))
    assert ask_gateway(now=LATER) == 0
    assert GatewayOrder.objects.get().state == OrderState.PENDING


def test_an_order_that_failed_in_silence_has_failed(till: Till, gateway: StandIn) -> None:
    gateway.pay(open_at(gateway, make_charge(till)), code="24")
    assert ask_gateway(now=LATER) == 1
    assert (GatewayOrder.objects.get().state, GatewayOrder.objects.get().response_code) == (OrderState.FAILED, "02")


@pytest.mark.parametrize(("code", "status"), [("07", "02"), ("00", "07"), ("00", "04")])
def test_money_that_the_gateway_holds_back_waits_for_a_person_and_is_asked_about(
    till: Till, gateway: StandIn, client: Client, code: str, status: str
) -> None:
    """The payer was charged: it is no failure like others, and nobody may be told to pay again."""
    charge = make_charge(till)
    reference = open_at(gateway, charge)
    told = gateway.pay(reference, code=code, vnp_TransactionStatus=status)
    assert hear(told) == Verdict.CONFIRMED
    back = client.get("/thanh-toan/vnpay/ket-qua/", told).content.decode()
    assert "Đừng nộp lại" in back
    assert "hãy thử lại" not in back
    (matter,) = day_books(till.unit.pk, NOW.date()).matters
    assert (matter.key, matter.amount) == (f"doubt-{reference}", 50_000)
    gateway.orders[reference].status = status
    kept = GatewayMessage.objects.count()
    assert (ask_gateway(now=LATER), GatewayMessage.objects.count()) == (0, kept)
    gateway.pay(reference)  # the gateway has looked into it
    assert ask_gateway(now=LATER) == 1
    charge.refresh_from_db()
    assert charge.state == State.PAID
    assert day_books(till.unit.pk, NOW.date()).matters == ()


@pytest.mark.parametrize("code", ["09", "10", "11", "12", "13", "24", "51", "65", "75", "79"])
def test_the_way_back_says_why_a_try_failed(till: Till, gateway: StandIn, client: Client, code: str) -> None:
    told = gateway.pay(open_at(gateway, make_charge(till)), code=code)
    back = client.get("/thanh-toan/vnpay/ket-qua/", told).content.decode()
    assert "Chưa nộp được tiền" in back
    assert "Giao dịch không thành công." not in back


def test_what_cannot_be_paid_is_not_sent_to_the_gateway(till: Till, gateway: StandIn, settings: Settings) -> None:
    payer = Payer("203.0.113.9", "vi")
    paid, old, fresh = (make_charge(till) for _number in range(3))
    pay_cash(till, paid)
    with pytest.raises(NotPayable):
        start_gateway_payment(link=paid.link, payer=payer, now=NOW)
    with pytest.raises(LinkExpired):
        start_gateway_payment(link=old.link, payer=payer, now=old.expires_at)
    with pytest.raises(Charge.DoesNotExist):
        start_gateway_payment(link="0" * 32, payer=payer, now=NOW)
    settings.VNPAY_TMN_CODE = ""
    with pytest.raises(GatewayRefused):
        start_gateway_payment(link=fresh.link, payer=payer, now=NOW)


def test_the_way_back_shows_and_decides_nothing(till: Till, gateway: StandIn, client: Client) -> None:
    charge = make_charge(till)
    told = gateway.pay(open_at(gateway, charge))
    back = client.get("/thanh-toan/vnpay/ket-qua/", told)
    assert "Đang chờ VNPAY xác nhận" in back.content.decode()
    charge.refresh_from_db()
    assert charge.state == State.OPEN
    answer = client.get("/thanh-toan/vnpay/ipn/", told)
    assert answer.json() == {"RspCode": "00", "Message": "Confirm Success"}
    assert "Đã nhận 50.000 đồng" in client.get("/thanh-toan/vnpay/ket-qua/", told).content.decode()


def test_the_call_may_come_before_the_payer_is_back(till: Till, gateway: StandIn, client: Client) -> None:
    told = gateway.pay(open_at(gateway, make_charge(till)))
    assert client.get("/thanh-toan/vnpay/ipn/", told).json()["RspCode"] == "00"
    assert "Đã nhận 50.000 đồng" in client.get("/thanh-toan/vnpay/ket-qua/", told).content.decode()


def test_a_forged_way_back_says_so(till: Till, gateway: StandIn, client: Client) -> None:
    told = gateway.pay(open_at(gateway, make_charge(till)))
    forged = client.get("/thanh-toan/vnpay/ket-qua/", told | {"vnp_Amount": "1"})
    assert forged.status_code == 400
    assert "Không xác thực được" in forged.content.decode()
    unknown = client.get("/thanh-toan/vnpay/ket-qua/", sign({"vnp_TxnRef": "MC0N1"}))
    assert unknown.status_code == 404


@pytest.mark.parametrize(("change", "code"), [({"vnp_SecureHash": "1"}, "97"), ({}, "00")])
def test_the_call_is_answered_as_the_protocol_says(
    till: Till, gateway: StandIn, client: Client, change: dict[str, str], code: str
) -> None:
    told = gateway.pay(open_at(gateway, make_charge(till))) | change
    answer = client.get("/thanh-toan/vnpay/ipn/", told)
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json()["RspCode"] == code


def test_a_gateway_that_is_off_hears_nobody(till: Till, client: Client) -> None:
    assert client.get("/thanh-toan/vnpay/ipn/", {"vnp_TxnRef": "x"}).json()["RspCode"] == "97"


def test_our_own_address_to_pay_at_is_no_call_though_it_is_signed_alike(till: Till, gateway: StandIn) -> None:
    """Whoever begins to pay holds a query with our signature: sent to the IPN it must pay nothing."""
    charge = make_charge(till)
    address = start_gateway_payment(link=charge.link, payer=Payer("203.0.113.9", "vi"), now=NOW)
    ours = dict(parse_qsl(urlsplit(address).query))
    for sent in (ours, sign({key: value for key, value in ours.items() if key != "vnp_SecureHash"})):
        assert hear_gateway(parameters=sent, address="127.0.0.1", now=NOW) == Verdict.WRONG_SIGNATURE
    assert (Charge.objects.get().state, Payment.objects.count()) == (State.OPEN, 0)


def test_forged_calls_are_kept_up_to_a_bound_and_signed_ones_always(
    till: Till, gateway: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hearing, "MOST_FORGED", 2)
    told = gateway.pay(open_at(gateway, make_charge(till)))
    for _time in range(4):
        hear_gateway(parameters=told | {"vnp_SecureHash": "0" * 128}, address="127.0.0.1", now=NOW)
    assert GatewayMessage.objects.count() == 2
    assert hear_gateway(parameters=told, address="127.0.0.1", now=NOW) == Verdict.CONFIRMED
    assert GatewayMessage.objects.count() == 3
    hear_gateway(parameters={}, address="127.0.0.1", now=NOW + timedelta(minutes=61))
    assert GatewayMessage.objects.count() == 4  # another hour


def test_one_charge_opens_only_so_many_orders_within_the_time_one_lasts(till: Till, gateway: StandIn) -> None:
    charge, payer = make_charge(till), Payer("203.0.113.9", "vi")
    for _time in range(MOST_ORDERS):
        start_gateway_payment(link=charge.link, payer=payer, now=NOW)
    with pytest.raises(GatewayRefused) as refused:
        start_gateway_payment(link=charge.link, payer=payer, now=NOW)
    assert refused.value.code == "too_many_orders"
    assert start_gateway_payment(link=charge.link, payer=payer, now=NOW + LASTS)
