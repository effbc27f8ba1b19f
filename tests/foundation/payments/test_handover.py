"""When a unit ends its money goes on at the unit that took over, and both books say what became of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.payments.actions.ask_refunds import GIVEN_UP_AFTER, ask_refunds
from motcua.foundation.payments.actions.close_day import close_day
from motcua.foundation.payments.actions.follow_refund import settle_refund
from motcua.foundation.payments.actions.hear_gateway import hear_gateway
from motcua.foundation.payments.actions.import_statement import import_statement
from motcua.foundation.payments.actions.settle_line import settle_line
from motcua.foundation.payments.actions.upload_statement import upload_statement
from motcua.foundation.payments.handover import HANDOVERS
from motcua.foundation.payments.models import Charge, DayClose, Payment, Refund, RefundState, StatementLine
from motcua.foundation.payments.paper import receipt_pdf
from motcua.foundation.payments.queries.day_books import day_books
from motcua.foundation.payments.states import State
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.successions import handovers
from motcua.foundation.worktime import clock
from tests.factories.payments import NOW, SYSTEM, Till, make_charge, make_till, pay_cash
from tests.factories.units import make_succession, sign_in
from tests.foundation.payments.gateway_steps import open_at
from tests.foundation.payments.statement_files import Rows, csv_of
from tests.foundation.payments.test_refunds import give_back, paid_at_gateway
from tests.vnpay_stand_in import StandIn

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
AFTER = NOW + timedelta(days=1)
UNKNOWN_LINE = ("08/04/2019", 70_000, "quen ma", "FT1")


@pytest.fixture
def heir() -> Till:
    return make_till()


def hand_on(old: Till, new: Till) -> list[int]:
    """End the unit today and move its work; say how much of each kind there was."""
    make_succession(old.unit, new.unit, on=AFTER.date())
    return move(old, new)


def move(old: Till, new: Till) -> list[int]:
    units = {"from_unit": old.unit.pk, "to_unit": new.unit.pk}
    return [one.move(**units, on=AFTER.date(), by=SYSTEM, now=AFTER) for one in HANDOVERS]


def take_over(till: Till, rows: Rows) -> tuple[int, int]:
    """Import a statement and say how many lines were new and how many known."""
    file = upload_statement(unit_id=till.unit.pk, content=csv_of(rows), name="a.csv", by=till.leader, now=NOW)
    made = import_statement(file_id=file.pk, by=till.leader, now=NOW)
    return made.new_lines, made.known_lines


def told(action: str) -> list[dict[str, object]]:
    return [dict(entry.detail) for entry in AuditEntry.objects.filter(action=action).order_by("pk")]


def test_every_charge_goes_and_what_is_not_finished_has_its_own_entry_in_the_journal(till: Till, heir: Till) -> None:
    unpaid, part, paid = (make_charge(till) for _number in range(3))
    pay_cash(till, part, 1_000)
    pay_cash(till, paid)
    assert [one.count(till.unit.pk) for one in HANDOVERS] == [2, 0]
    assert [hand_on(till, heir), move(till, heir)] == [[2, 0], [0, 0]]
    assert pay_cash(heir, part).payment.amount == 49_000
    assert Charge.objects.get(pk=unpaid.pk).link == unpaid.link
    assert set(Charge.objects.values_list("unit", "issued_unit")) == {(heir.unit.pk, till.unit.pk)}
    assert [entry["code"] for entry in told("payments.move_unit")] == [unpaid.code, part.code]
    assert told("payments.charges_moved") == [{"from_unit": till.unit.pk, "count": 1}]
    assert set(HANDOVERS) <= set(handovers())


def test_a_refund_in_work_is_followed_and_booked_at_the_successor(till: Till, heir: Till, gateway: StandIn) -> None:
    give_back(till, paid_at_gateway(till, gateway), 50_000)
    assert hand_on(till, heir) == [1, 0]
    assert [item.amount for item in day_books(heir.unit.pk, AFTER.date()).matters] == [50_000]
    assert day_books(till.unit.pk, AFTER.date()).matters == ()
    assert ask_refunds(now=AFTER) == 1
    refund = Refund.objects.get()
    assert (refund.state, refund.unit_id, refund.day) == (RefundState.DONE, heir.unit.pk, AFTER.date())
    assert day_books(heir.unit.pk, AFTER.date()).gateway.refunded == 50_000


def test_the_leader_of_the_successor_writes_down_what_came_of_it(till: Till, heir: Till, gateway: StandIn) -> None:
    refund = give_back(till, paid_at_gateway(till, gateway), 50_000)
    Refund.objects.update(sent_times=2)
    hand_on(till, heir)
    later = NOW + GIVEN_UP_AFTER
    page = reverse("payments_staff:waiting_refund", args=[refund.pk])
    assert sign_in(Client(), heir.leader).get(page).status_code == 200
    assert sign_in(Client(), till.leader).get(page).status_code == 404
    settled = settle_refund(refund_id=refund.pk, is_done=False, evidence="VNPAY", by=heir.leader, now=later)
    assert settled.state == RefundState.FAILED


def test_a_line_that_waits_is_settled_at_the_successor_for_its_charge(till: Till, heir: Till) -> None:
    charge = make_charge(till)
    take_over(till, [UNKNOWN_LINE])
    line = StatementLine.objects.get()
    assert hand_on(till, heir) == [1, 1]
    assert told("payments.lines_moved") == [{"from_unit": till.unit.pk, "count": 1}]
    assert [item.key for item in day_books(heir.unit.pk, AFTER.date()).matters] == [f"old-{line.pk}"]
    with pytest.raises(NotAllowed):
        settle_line(line_id=line.pk, code=charge.code, reason="Đã hỏi.", by=till.leader, now=AFTER)
    settle_line(line_id=line.pk, code=charge.code, reason="Đã hỏi.", by=heir.leader, now=AFTER)
    assert Charge.objects.get().state == State.OVERPAID
    first, second = day_books(till.unit.pk, TODAY), day_books(heir.unit.pk, AFTER.date())
    assert [(books.difference, len(books.differences)) for books in (first, second)] == [(70_000, 1), (-70_000, 1)]


def test_on_the_very_day_both_books_list_it_too(till: Till, heir: Till) -> None:
    charge = make_charge(till)
    take_over(till, [UNKNOWN_LINE])
    hand_on(till, heir)
    assert len(day_books(heir.unit.pk, TODAY).matters) == 1
    settle_line(line_id=StatementLine.objects.get().pk, code=charge.code, reason="x", by=heir.leader, now=NOW)
    for unit, amount in ((till.unit, 70_000), (heir.unit, -70_000)):
        books = day_books(unit.pk, TODAY)
        assert [item.amount for item in books.differences] == [books.difference] == [amount]


def test_a_later_statement_of_the_old_account_books_nothing_twice(till: Till, heir: Till) -> None:
    charge, later = make_charge(till), make_charge(till)
    booked = ("08/04/2019", 50_000, charge.code, "FT2")
    take_over(till, [UNKNOWN_LINE, booked])
    hand_on(till, heir)
    assert take_over(heir, [UNKNOWN_LINE, booked, ("09/04/2019", 50_000, later.code, "FT3")]) == (1, 2)
    assert Payment.objects.count() == 2
    assert set(Charge.objects.values_list("state", flat=True)) == {State.PAID}


def test_money_that_comes_once_more_for_a_finished_charge_is_given_back_by_the_successor(
    till: Till, heir: Till, gateway: StandIn
) -> None:
    charge = make_charge(till)
    order = open_at(gateway, charge)
    receipt = pay_cash(till, charge)
    hand_on(till, heir)
    hear_gateway(parameters=gateway.pay(order), address="127.0.0.1", now=AFTER)
    books = day_books(heir.unit.pk, AFTER.date())
    assert ([item.key for item in books.matters], books.difference) == ([f"charge-{charge.code}"], 0)
    page = reverse("payments_staff:refund", args=[receipt.payment_id])  # taken by the old unit, given back by the new
    client = sign_in(Client(), heir.leader)
    assert client.get(page).status_code == 200
    client.post(page, {"amount": "50000", "reason": "Nộp hai lần.", "nonce": "n"})
    assert (Charge.objects.get().state, Refund.objects.get().unit_id) == (State.PAID, heir.unit.pk)


def test_a_receipt_printed_again_is_still_that_of_the_old_unit(till: Till, heir: Till) -> None:
    receipt = pay_cash(till, make_charge(till))
    before = receipt_pdf(receipt, is_slip=False)
    hand_on(till, heir)
    receipt.payment.charge.refresh_from_db()
    assert receipt_pdf(receipt, is_slip=False) == before


def test_the_last_days_of_the_old_unit_are_closed_by_the_successor(
    till: Till, heir: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    pay_cash(till, make_charge(till))
    hand_on(till, heir)
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    client = sign_in(Client(), heir.leader)
    listed = client.get(reverse("payments_staff:days"), {"don-vi": till.unit.pk}).content.decode()
    page = reverse("payments_staff:day", args=[till.unit.pk, TODAY.isoformat()])
    assert page in listed
    answer = client.post(page, {"counted": "50000"}, follow=True)
    assert "Đã khóa lúc" in answer.content.decode()
    assert (
        client.get(reverse("payments_staff:day_file", args=[till.unit.pk, TODAY.isoformat(), "pdf"])).status_code == 200
    )
    assert DayClose.objects.get().unit_id == till.unit.pk
    stranger = sign_in(Client(), make_till().leader)
    assert [
        stranger.get(one).status_code for one in (page, f"{reverse('payments_staff:days')}?don-vi={till.unit.pk}")
    ] == [
        404,
        404,
    ]


def test_whoever_led_the_old_unit_alone_closes_nothing_any_more(till: Till, heir: Till) -> None:
    hand_on(till, heir)
    with pytest.raises(NotAllowed):
        close_day(unit_id=till.unit.pk, day=TODAY, counted=0, explanations={}, by=till.leader, now=AFTER)


def test_the_database_lets_a_line_go_and_nothing_else_of_it_change(till: Till, heir: Till) -> None:
    take_over(till, [UNKNOWN_LINE])
    StatementLine.objects.update(settling=heir.unit)
    for change in ({"amount": 1}, {"unit": heir.unit}, {"memo": "x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            StatementLine.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        StatementLine.objects.all().delete()
