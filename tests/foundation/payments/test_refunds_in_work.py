"""A refund that the gateway answers with 94, in work: it is followed by a job and by hand, to an end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.payments.actions.ask_refunds import GIVEN_UP_AFTER, ask_one, ask_refunds
from motcua.foundation.payments.actions.follow_refund import follow_refund, settle_refund
from motcua.foundation.payments.models import Charge, GatewayMessage, Refund, RefundState
from motcua.foundation.payments.queries.day_books import day_books
from motcua.foundation.payments.refund_answers import is_given_back
from motcua.foundation.payments.refusals import PaymentRefused
from motcua.foundation.payments.states import State
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime import clock
from tests.factories.payments import NOW, Till, make_till
from tests.factories.units import make_staff, sign_in
from tests.foundation.payments.test_refunds import give_back, paid_at_gateway
from tests.vnpay_stand_in import Order, StandIn

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=10)


def in_work(till: Till, gateway: StandIn, amount: int = 50_000) -> tuple[Refund, Order]:
    """Return a refund whose first answer was lost: from now on the gateway knows its number."""
    payment = paid_at_gateway(till, gateway)
    refund = give_back(till, payment, amount)
    gateway.is_silent = True
    ask_one(refund.pk, now=NOW)
    gateway.is_silent = False
    return refund, gateway.orders[payment.reference.removeprefix("vnpay:")]


def now_is(order: Order, status: str) -> None:
    assert order.refund is not None
    order.refund = (*order.refund[:2], status)


@pytest.mark.parametrize(
    ("status", "state", "charge"),
    [
        ("06", RefundState.DONE, State.REFUNDED),
        ("00", RefundState.DONE, State.REFUNDED),
        ("09", RefundState.FAILED, State.PAID),
        ("05", RefundState.ASKED, State.PAID),
    ],
)
def test_the_job_asks_what_became_of_it_and_books_that(
    till: Till, gateway: StandIn, status: str, state: RefundState, charge: State
) -> None:
    refund, order = in_work(till, gateway)
    now_is(order, status)
    assert ask_refunds(now=LATER) == (state != RefundState.ASKED)
    refund.refresh_from_db()
    assert (refund.state, Charge.objects.get().state) == (state, charge)
    assert [one["vnp_Command"] for one in gateway.requests[-2:]] == ["refund", "querydr"]
    kept = GatewayMessage.objects.filter(order__isnull=False, kind__in=["refund", "querydr"]).order_by("pk")
    assert [one.verdict for one in kept][-2:] == ["94", status]
    assert order.refunded == 5_000_000  # once


@pytest.mark.parametrize(
    ("told", "is_done"),
    [
        ({"vnp_TransactionType": "02", "vnp_TransactionStatus": "06"}, True),
        ({"vnp_TransactionType": "03", "vnp_TransactionStatus": "06"}, True),
        ({"vnp_TransactionType": "02", "vnp_TransactionStatus": "09"}, False),
        ({"vnp_TransactionType": "02", "vnp_TransactionStatus": "05"}, None),
        ({"vnp_TransactionType": "02", "vnp_TransactionStatus": "07"}, None),
        ({"vnp_TransactionType": "01", "vnp_TransactionStatus": "00"}, None),  # the payment: nothing of the refund
        ({"vnp_TransactionType": "02", "vnp_TransactionStatus": "06", "vnp_Amount": "100"}, None),
        ({"vnp_TransactionType": "02", "vnp_TransactionStatus": "06", "vnp_ResponseCode": "91"}, None),
    ],
)
def test_what_an_answer_about_the_order_tells_of_a_refund(told: dict[str, str], is_done: bool | None) -> None:
    answer = {"vnp_ResponseCode": "00", "vnp_Amount": "5000000"} | told
    assert is_given_back(answer, amount=50_000, others=[10_000]) is is_done
    assert is_given_back(answer, amount=50_000, others=[50_000]) is None


def test_after_three_days_it_waits_for_a_person_and_stands_in_the_books(till: Till, gateway: StandIn) -> None:
    refund, order = in_work(till, gateway)
    now_is(order, "06")
    assert ask_refunds(now=NOW + GIVEN_UP_AFTER + timedelta(minutes=1)) == 0
    day = (NOW + GIVEN_UP_AFTER).date()
    assert f"refund-{refund.pk}" in {item.key for item in day_books(till.unit.pk, day).matters}


def test_a_leader_asks_now(till: Till, gateway: StandIn) -> None:
    refund, order = in_work(till, gateway)
    now_is(order, "06")
    assert follow_refund(refund_id=refund.pk, by=till.leader, now=LATER).state == RefundState.DONE
    with pytest.raises(PaymentRefused, match="đã có kết quả"):
        follow_refund(refund_id=refund.pk, by=till.leader, now=LATER)


def test_a_leader_writes_down_what_was_read_elsewhere_once_the_gateway_was_asked_again(
    till: Till, gateway: StandIn
) -> None:
    refund, _order = in_work(till, gateway)
    given: dict[str, Any] = {"refund_id": refund.pk, "by": till.leader, "now": LATER}
    with pytest.raises(PaymentRefused) as early:
        settle_refund(is_done=True, evidence="Trang VNPAY", **given)
    follow_refund(**given)
    with pytest.raises(PaymentRefused) as bare:
        settle_refund(is_done=True, evidence=" ", **given)
    assert (early.value.code, bare.value.code) == ("ask_first", "evidence")
    done = settle_refund(is_done=True, evidence="Trang quản lý giao dịch VNPAY", **given)
    assert (done.state, done.answer) == (RefundState.DONE, "Phạm Thị Ký: Trang quản lý giao dịch VNPAY")
    assert Charge.objects.get().state == State.REFUNDED
    assert AuditEntry.objects.filter(action="payments.refund", actor_staff_id=till.leader.pk).count() == 1


def test_what_could_not_be_given_back_can_be_asked_for_anew(till: Till, gateway: StandIn) -> None:
    refund, _order = in_work(till, gateway)
    follow_refund(refund_id=refund.pk, by=till.leader, now=LATER)
    given: dict[str, Any] = {
        "refund_id": refund.pk,
        "is_done": False,
        "evidence": "Ngân hàng trả lại",
        "by": till.leader,
    }
    with pytest.raises(PaymentRefused, match="sau ba ngày"):  # the gateway may still be paying
        settle_refund(**given, now=NOW + GIVEN_UP_AFTER - timedelta(minutes=1))
    settle_refund(**given, now=NOW + GIVEN_UP_AFTER)
    assert give_back(till, refund.payment, 50_000, nonce="again").state == RefundState.ASKED


def test_only_a_leader_of_the_unit(till: Till, gateway: StandIn) -> None:
    refund, _order = in_work(till, gateway)
    for by, fault in ((till.cashier, NotAllowed), (make_till().leader, Refund.DoesNotExist)):
        with pytest.raises(fault):
            follow_refund(refund_id=refund.pk, by=by, now=LATER)
        with pytest.raises(fault):
            settle_refund(refund_id=refund.pk, is_done=True, evidence="x", by=by, now=LATER)


def test_the_page_asks_and_writes_down(till: Till, gateway: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    refund, _order = in_work(till, gateway)
    client = sign_in(Client(), till.leader)
    page = reverse("payments_staff:waiting_refund", args=[refund.pk])
    charge = reverse("payments_staff:charge", args=[Charge.objects.get().code])
    assert page in client.get(charge).content.decode()
    early = client.post(page, {"is_done": "1", "evidence": "Trang VNPAY"})
    assert (early.status_code, "hãy bấm Hỏi lại VNPAY" in early.content.decode()) == (422, True)
    assert client.post(page, {"what": "ask"}).headers["Location"] == page
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"is_done": "1", "evidence": "Trang VNPAY"}).headers["Location"] == charge
    assert "Trang VNPAY" in client.get(charge).content.decode()
    assert sign_in(Client(), make_staff(role=Role.LEADER)).get(page).status_code == 404
