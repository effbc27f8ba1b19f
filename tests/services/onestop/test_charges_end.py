"""What becomes of a charge whose dossier ends, whose payment is proved another way, or that is cancelled in waiting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.audit.verify import broken_links
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.payments import jobs
from motcua.foundation.payments.actions.cancel_charge import cancel_charge
from motcua.foundation.payments.actions.hear_gateway import hear_gateway
from motcua.foundation.payments.actions.refund_payment import refund_payment
from motcua.foundation.payments.actions.start_gateway_payment import Payer, start_gateway_payment
from motcua.foundation.payments.actions.take_cash import take_cash
from motcua.foundation.payments.models import Channel, Charge, Payment
from motcua.foundation.payments.queries.day_books import day_books
from motcua.foundation.payments.refusals import NotPayable
from motcua.foundation.payments.states import State as ChargeState
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.confirm_payment import confirm_payment
from motcua.services.onestop.actions.reject_dossier import reject_dossier
from motcua.services.onestop.actions.stop_dossier import stop_dossier
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.models import Dossier, Pause
from motcua.services.onestop.needs import meet_procedure
from motcua.services.onestop.refusals import DossierRefused, NeedMissing
from motcua.services.onestop.states import Action, State
from tests.factories.onestop import CITIZEN, NOW, Office, make_dossier, make_office
from tests.factories.payments import make_book
from tests.foundation.payments.gateway_steps import open_at
from tests.services.onestop.test_charges import FEE, charged
from tests.vnpay_stand_in import StandIn

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)


@pytest.fixture
def office() -> Office:
    made = make_office(fee=FEE, acts=[{"action": "decide", "needs": ["payment"]}])
    make_book(made.unit)
    return made


def end(dossier: Dossier, office: Office, action: Action) -> None:
    given: dict[str, Any] = {"dossier_id": dossier.pk, "now": LATER}
    told: dict[str, Any] = {"reason": "Không đủ điều kiện.", "legal_ground": "Nghị định 61/2018/NĐ-CP"}
    if action is Action.WITHDRAW:
        withdraw_dossier(**given, by=CITIZEN)
    elif action is Action.STOP:
        stop_dossier(**given, **told, by=office.leader)
    else:
        reject_dossier(**given, **told, by=office.receptionist)


def again(charge: Charge) -> Charge:
    return Charge.objects.get(pk=charge.pk)


def take(office: Office, charge: Charge, amount: int) -> None:
    take_cash(code=charge.code, amount=amount, nonce=f"{charge.code}-{amount}", by=office.receptionist, now=NOW)


@pytest.mark.parametrize(
    ("action", "state", "reason"),
    [
        (Action.WITHDRAW, State.IN_PROCESS, "Hồ sơ đã rút."),
        (Action.STOP, State.IN_PROCESS, "Hồ sơ đã dừng giải quyết."),
        (Action.REJECT, State.SUBMITTED, "Hồ sơ không được tiếp nhận."),
    ],
)
def test_what_is_owed_falls_away_when_the_dossier_ends(
    office: Office, action: Action, state: State, reason: str
) -> None:
    dossier = make_dossier(office, state)
    charge = charged(office, dossier, waits=False)
    end(dossier, office, action)
    closed = again(charge)
    assert (closed.state, closed.cancelled_at, closed.cancel_reason) == (ChargeState.CANCELLED, LATER, reason)
    assert AuditEntry.objects.filter(action="payments.cancel", target_id=str(charge.pk)).count() == 1
    assert (list(broken_links()), list(differing())) == ([], [])


def test_a_clock_that_waited_for_it_ends_with_the_dossier_and_not_twice(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    charge = charged(office, dossier, waits=True)
    end(dossier, office, Action.WITHDRAW)
    jobs.tell_cancelled(charge.pk)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.events.filter(kind=Action.END_PAYMENT).count()) == (State.WITHDRAWN, 0)
    assert Pause.objects.get().ended_at == LATER


def test_what_was_paid_stays_paid_and_what_was_paid_in_part_is_given_back(office: Office) -> None:
    whole, part = make_dossier(office, State.IN_PROCESS), make_dossier(office, State.IN_PROCESS)
    paid, begun = charged(office, whole, waits=False), charged(office, part, waits=False)
    take(office, paid, paid.amount)
    take(office, begun, 100_000)
    for dossier in (whole, part):
        end(dossier, office, Action.WITHDRAW)
    assert again(paid).state == ChargeState.PAID
    assert (again(begun).is_to_give_back, again(begun).excess, again(begun).remaining) == (True, 100_000, 0)


def test_the_link_takes_nothing_any_more_and_says_so(office: Office, gateway: StandIn, client: Client) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    charge = charged(office, dossier, waits=False)
    end(dossier, office, Action.WITHDRAW)
    with pytest.raises(NotPayable, match="đã hủy"):
        start_gateway_payment(link=charge.link, payer=Payer("203.0.113.9", "vi"), now=LATER)
    page = client.get(reverse("payments:pay", args=[charge.link])).content.decode()
    assert ("Không nộp theo liên kết này nữa" in page, "qua VNPAY" in page) == (True, False)
    assert not gateway.orders


def test_money_that_comes_late_is_taken_and_stands_as_to_be_given_back(
    office: Office, gateway: StandIn, client: Client
) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    charge = charged(office, dossier, waits=True)
    told = gateway.pay(open_at(gateway, charge))
    end(dossier, office, Action.STOP)
    assert hear_gateway(parameters=told, address="127.0.0.1", now=LATER) == "00"
    late = again(charge)
    assert (late.state, late.is_to_give_back, late.row.settles) == (ChargeState.OVERPAID, True, False)
    assert late.excess == 800_000
    matters = {item.key: item for item in day_books(office.unit.pk, LATER.date()).matters}
    assert "đã hủy mà vẫn nhận được tiền" in matters[f"charge-{charge.code}"].words
    assert "Đơn vị thu sẽ hoàn lại" in client.get(reverse("payments:pay", args=[charge.link])).content.decode()
    dossier.refresh_from_db()
    assert dossier.state == State.STOPPED
    payment = Payment.objects.get(channel=Channel.GATEWAY)
    refund_payment(payment_id=payment.pk, amount=800_000, reason="Hồ sơ dừng.", nonce="n", by=office.leader, now=LATER)


def test_a_charge_that_is_cancelled_while_the_clock_waits_lets_it_run_again(office: Office) -> None:
    """A clock stands still for a duty to pay (cause payment); a cancelled charge is none."""
    dossier = make_dossier(office, State.IN_PROCESS)
    due = dossier.due_at
    charge = charged(office, dossier, waits=True)
    cancel_charge(code=charge.code, reason="Lập nhầm mức thu.", by=office.receptionist, now=LATER)
    for _time in range(2):  # a job may run twice
        jobs.tell_cancelled(charge.pk)
    dossier.refresh_from_db()
    event = dossier.events.get(kind=Action.END_PAYMENT)
    assert (dossier.state, event.payload["charge"], event.public) == (State.IN_PROCESS, charge.code, True)
    assert due is not None
    assert dossier.due_at is not None
    assert (dossier.due_at >= due, Pause.objects.get().ended_at, list(differing())) == (True, LATER, [])
    told = OutboxMessage.objects.latest("pk").body
    assert ("đã hủy" in told, "Thời hạn mới" in told, "nhầm" in told) == (True, True, False)
    with pytest.raises(NeedMissing):  # nothing was paid
        meet_procedure(dossier, Action.DECIDE)


def test_cancelling_another_charge_ends_no_waiting(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    other = charged(office, dossier, waits=False)
    charged(office, dossier, waits=True)
    cancel_charge(code=other.code, reason="Trùng.", by=office.receptionist, now=LATER)
    jobs.tell_cancelled(other.pk)
    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_PAYMENT


def test_confirming_by_hand_closes_the_charge_that_was_waited_for(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    other = charged(office, dossier, waits=False)
    charge = charged(office, dossier, waits=True)
    confirm_payment(dossier_id=dossier.pk, evidence="Giấy nộp tiền 0012", by=office.specialist, now=LATER)
    closed = again(charge)
    assert (closed.state, "Giấy nộp tiền 0012" in closed.cancel_reason) == (ChargeState.CANCELLED, True)
    assert again(other).state == ChargeState.OPEN
    with pytest.raises(NotPayable):
        take(office, charge, 1000)
    assert (list(broken_links()), list(differing())) == ([], [])


def test_what_is_paid_here_is_confirmed_by_itself_and_closes_nothing(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    charge = charged(office, dossier, waits=True)
    take(office, charge, charge.amount)
    jobs.tell_settled(charge.pk)
    dossier.refresh_from_db()
    assert (dossier.state, again(charge).state) == (State.IN_PROCESS, ChargeState.PAID)


def test_a_charge_paid_in_part_is_not_confirmed_by_hand(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    charge = charged(office, dossier, waits=True)
    take(office, charge, 1000)
    with pytest.raises(DossierRefused) as refused:
        confirm_payment(dossier_id=dossier.pk, evidence="x", by=office.specialist, now=LATER)
    assert refused.value.code == "part_paid"
    assert again(charge).state == ChargeState.PART_PAID
