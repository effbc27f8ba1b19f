"""Cash taken at a door stands in the unit's one book of money: receipt, books of the day, handed in by the team."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from motcua.foundation.payments.actions.close_day import close_day, counted_books
from motcua.foundation.payments.actions.refund_payment import refund_payment
from motcua.foundation.payments.actions.take_at_door import take_at_door
from motcua.foundation.payments.actions.take_cash import take_cash
from motcua.foundation.payments.models import CashReceipt, Channel, Charge, Payment, RoundHandIn
from motcua.foundation.payments.paper import sum_rows
from motcua.foundation.payments.queries.day_books import day_books
from motcua.foundation.payments.reconciliation import DayBooks
from motcua.foundation.payments.refusals import BookFull, PaymentRefused
from motcua.foundation.payments.states import State as ChargeState
from motcua.foundation.payments.workbook import day_xlsx
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.delivery.actions.hand_over_parcel import hand_over_parcel
from motcua.services.onestop.delivery.actions.settle_trip import settle_trip
from motcua.services.onestop.delivery.door_money import round_code
from motcua.services.onestop.fees import DOSSIER
from motcua.services.onestop.models import DeliveryTrip, Parcel, ParcelEvent
from tests.factories.delivery import LATER, Carriers, at_the_door, make_parcel, make_trip, owe
from tests.factories.onestop import NOW
from tests.factories.payments import make_book
from tests.factories.units import make_role

TODAY, TOMORROW = day_of(NOW), day_of(NOW) + timedelta(days=1)
NEXT_DAY = NOW + timedelta(days=1)


def handed_over(carriers: Carriers, fee: int = 15_000) -> tuple[Parcel, DeliveryTrip]:
    parcel = make_parcel(carriers, fee=fee)
    trip = make_trip(carriers, parcel)
    hand_over_parcel(parcel_id=parcel.pk, door=at_the_door(parcel), by=carriers.carrier, now=LATER)
    return parcel, trip


def settled(carriers: Carriers, trip: DeliveryTrip, handed: int, *, note: str = "", next_day: bool = False) -> None:
    by, now = carriers.office.receptionist, NEXT_DAY if next_day else LATER
    settle_trip(trip_id=trip.pk, handed=handed, note=note, by=by, now=now)


def books(carriers: Carriers, *, next_day: bool = False) -> DayBooks:
    return day_books(carriers.office.unit.pk, TOMORROW if next_day else TODAY)


def test_the_door_pays_the_charge_against_the_next_receipt_of_the_units_book(carriers: Carriers) -> None:
    at_counter = make_parcel(carriers, fee=8_000)
    charge = Charge.objects.get()
    take_cash(code=charge.code, amount=8_000, nonce="n", by=carriers.office.receptionist, now=NOW)
    parcel, trip = handed_over(carriers)
    payment = Payment.objects.get(channel=Channel.DOOR)
    assert (payment.amount, payment.round_code, payment.recorded_by) == (15_000, round_code(trip), carriers.carrier)
    assert payment.charge.state == ChargeState.PAID
    assert [receipt.number for receipt in CashReceipt.objects.order_by("pk")] == [1, 2]
    event = ParcelEvent.objects.get(parcel=parcel, fee_taken=15_000)
    assert payment.receipt.text in event.note
    assert not ParcelEvent.objects.filter(parcel=at_counter, fee_taken__gt=0).exists()


def test_what_was_paid_online_meanwhile_is_not_taken_again(carriers: Carriers) -> None:
    parcel = make_parcel(carriers, fee=15_000)
    make_trip(carriers, parcel)
    charge = Charge.objects.get()
    take_cash(code=charge.code, amount=15_000, nonce="n", by=carriers.office.receptionist, now=NOW)
    door = at_the_door(parcel, fee_is_taken=False)
    hand_over_parcel(parcel_id=parcel.pk, door=door, by=carriers.carrier, now=LATER)
    assert not Payment.objects.filter(channel=Channel.DOOR).exists()


def test_a_team_is_not_sent_for_money_without_a_book_of_receipts(carriers: Carriers) -> None:
    parcel = make_parcel(carriers, fee=15_000)
    book = make_book(carriers.office.unit, first_number=100, last_number=100)
    last = owe(carriers.office, make_parcel(carriers).dossier, 1_000)
    take_cash(code=last.code, amount=1_000, nonce="n", by=carriers.office.receptionist, now=NOW)
    book.refresh_from_db()
    assert book.closed_at is not None
    with pytest.raises(BookFull):
        make_trip(carriers, parcel)


def test_a_day_whose_round_is_handed_in_ends_at_zero(carriers: Carriers) -> None:
    _parcel, trip = handed_over(carriers)
    settled(carriers, trip, 15_000)
    day = counted_books(carriers.office.unit.pk, TODAY, 15_000)
    assert (day.door.outside, day.door.booked, day.expected_cash) == (15_000, 15_000, 15_000)
    assert (day.difference, day.differences, day.is_even) == (0, (), True)
    assert [row[0] for row in sum_rows(day)][:2] == [
        "Tiền mặt (kiểm đếm, gồm tiền tổ nộp)",
        "Tiền mặt tại nhà (tổ đã nộp)",
    ]
    assert day_xlsx("Phường 4", TODAY, day, None)
    assert DayBooks.from_json(day.as_json()) == day


def test_what_the_team_keeps_over_night_is_a_difference_of_both_days_that_adds_up(carriers: Carriers) -> None:
    _parcel, trip = handed_over(carriers)
    first = books(carriers)
    assert (first.difference, [(item.amount, item.explanation) for item in first.differences]) == (
        -15_000,
        [(-15_000, "")],
    )
    assert [item.amount for item in books(carriers, next_day=True).matters] == [15_000]
    settled(carriers, trip, 15_000, next_day=True)
    (held,) = books(carriers).differences
    assert (held.amount, held.explanation) == (-15_000, f"Đã nộp ngày {TOMORROW:%d/%m/%Y}.")
    later = books(carriers, next_day=True)
    assert (later.difference, [item.amount for item in later.differences], later.unexplained) == (15_000, [15_000], [])
    assert not later.matters


def test_cash_that_is_missing_is_told_with_the_word_that_was_said_about_it(carriers: Carriers) -> None:
    _parcel, trip = handed_over(carriers)
    with pytest.raises(PaymentRefused):
        settled(carriers, trip, 14_000)
    settled(carriers, trip, 14_000, note="Thiếu tiền lẻ")
    day = books(carriers)
    assert [(item.amount, item.explanation) for item in day.differences] == [(-1_000, "Thiếu tiền lẻ")]
    assert (day.difference, day.expected_cash) == (-1_000, 14_000)
    hand_in = RoundHandIn.objects.get()
    assert (hand_in.expected, hand_in.handed, hand_in.day) == (15_000, 14_000, TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundHandIn.objects.create(
            round_code="x", unit=carriers.office.unit, title="x", expected=1, handed=0, day=TODAY, at=NOW, by=hand_in.by
        )


def test_a_round_without_money_leaves_no_line_in_the_books(carriers: Carriers) -> None:
    parcel = make_parcel(carriers)
    trip = make_trip(carriers, parcel)
    hand_over_parcel(parcel_id=parcel.pk, door=at_the_door(parcel), by=carriers.carrier, now=LATER)
    settled(carriers, trip, 0)
    assert not RoundHandIn.objects.exists()
    assert not books(carriers).has_rounds


def test_whoever_took_it_at_the_door_neither_gives_it_back_nor_closes_the_day(carriers: Carriers) -> None:
    _parcel, trip = handed_over(carriers)
    settled(carriers, trip, 15_000)
    make_role(staff=carriers.carrier, unit=carriers.office.unit, role=Role.LEADER)
    payment = Payment.objects.get()
    given: dict[str, Any] = {"payment_id": payment.pk, "amount": 15_000, "reason": "Thu nhầm.", "now": LATER}
    with pytest.raises(PaymentRefused) as refused:
        refund_payment(nonce="a", by=carriers.carrier, **given)
    assert refused.value.code == "same_hand"
    with pytest.raises(PaymentRefused) as refused:
        close_day(
            unit_id=carriers.office.unit.pk, day=TODAY, counted=15_000, explanations={}, by=carriers.carrier, now=LATER
        )
    assert refused.value.code == "same_hand"
    refund = refund_payment(nonce="b", by=carriers.office.leader, **given)
    assert refund.channel == Channel.CASH  # out of the till
    assert books(carriers).expected_cash == 0


def test_only_volunteers_of_the_unit_take_at_doors(carriers: Carriers) -> None:
    parcel = make_parcel(carriers, fee=15_000)
    with pytest.raises(NotAllowed):
        take_at_door(
            kind=DOSSIER,
            target_id=str(parcel.dossier_id),
            round_code="trip-1",
            by=carriers.office.specialist,
            now=NOW,
        )
    assert not Payment.objects.exists()
