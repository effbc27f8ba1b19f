"""The reorganisation of 1 July 2025: teams, rounds under way and complaints go on at the ward that took over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.verify import broken_links
from motcua.foundation.messages.models import Channel, OutboxMessage
from motcua.foundation.messages.staff_messages import box_of
from motcua.foundation.payments.models import Charge, RoundHandIn
from motcua.foundation.payments.queries.day_books import day_books
from motcua.foundation.units.actions.reorganise_units import reorganise_units
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.foundation.units.queries import unit_by_reference, version_on
from motcua.foundation.units.records import reorganisation_2025
from motcua.foundation.units.reference import load_tan_binh
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.reorganisation import preview_reorganisation
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.successions import handovers
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.comparison import differing
from motcua.services.onestop.complaints.actions.file_complaint import file_complaint
from motcua.services.onestop.complaints.actions.judge_complaint import accept_complaint
from motcua.services.onestop.complaints.actions.move_complaints import move_complaints
from motcua.services.onestop.complaints.refusals import ComplaintRefused
from motcua.services.onestop.delivery.actions.hand_over_parcel import hand_over_parcel
from motcua.services.onestop.delivery.actions.move_teams import move_teams
from motcua.services.onestop.delivery.actions.settle_trip import settle_trip
from motcua.services.onestop.handover import HANDOVERS
from motcua.services.onestop.models import Complaint, DeliveryTeam, DeliveryTrip, Parcel
from motcua.services.onestop.states import State
from tests.factories import onestop
from tests.factories.delivery import Carriers, at_the_door, make_carriers, make_parcel, make_trip
from tests.factories.onestop import CITIZEN, NOW, Office, make_dossier, make_office
from tests.factories.payments import make_book
from tests.factories.units import make_staff
from tests.factories.worktime import make_calendar

pytestmark = pytest.mark.django_db
PLAN = reorganisation_2025()
BY = Actor.system("test")
EVE, AFTER = datetime(2025, 6, 30, 14, tzinfo=ZONE), datetime(2025, 7, 2, 9, tzinfo=ZONE)


@pytest.fixture
def wards(monkeypatch: pytest.MonkeyPatch) -> tuple[Office, Office]:
    """Two wards of the district of 2019 that become one in 2025."""
    load_tan_binh(by=BY, now=NOW - timedelta(days=60))
    make_calendar()
    made = []
    for number in (10, 12):
        ward = unit_by_reference(f"tan-binh/phuong-{number}")
        monkeypatch.setattr(onestop, "make_unit", lambda ward=ward, **_facts: ward)
        made.append(make_office())
    return made[0], made[1]


def heir() -> Unit:
    return unit_by_reference("hcm/phuong-bay-hien")


def reorganise() -> None:
    reorganise_units(plan=PLAN, by=BY, now=AFTER)


def judge(office: Office) -> Staff:
    return make_staff(role=Role.LEADER, unit=office.unit, name="Đỗ Thị Xét")


def complain(office: Office) -> Complaint:
    dossier = make_dossier(office, State.IN_PROCESS, email="anh@vidu.vn")
    return file_complaint(dossier_id=dossier.pk, unit_id=office.unit.pk, text="Hẹn nhiều lần.", now=EVE)


def test_what_is_open_is_counted_before(wards: tuple[Office, Office]) -> None:
    carriers = make_carriers(wards[0])
    make_trip(carriers, make_parcel(carriers))
    complain(wards[1])
    work = {ending.reference: ending.work for ending in preview_reorganisation(PLAN).ends}
    assert (work["tan-binh/phuong-10"]["onestop.deliveries"], work["tan-binh/phuong-12"]["onestop.complaints"]) == (
        2,
        1,
    )
    assert set(HANDOVERS) <= set(handovers())


def test_teams_of_merged_wards_go_on_side_by_side(wards: tuple[Office, Office]) -> None:
    for office in wards:
        make_carriers(office)
    reorganise()
    teams = DeliveryTeam.objects.order_by("pk")
    assert {team.unit_id for team in teams} == {heir().pk}
    old_name = version_on(wards[1].unit, EVE.date()).short_name
    assert [team.name for team in teams] == ["Tổ 1", f"Tổ 1 ({old_name})"]


def under_way(office: Office) -> tuple[Carriers, Parcel, DeliveryTrip]:
    carriers = make_carriers(office)
    parcel = make_parcel(carriers, fee=15_000)
    return carriers, parcel, make_trip(carriers, parcel, now=EVE)


def test_a_round_under_way_is_ended_at_the_successor(wards: tuple[Office, Office]) -> None:
    carriers, parcel, trip = under_way(wards[0])
    reorganise()
    make_book(heir())  # a receipt is one of the unit that collects
    hand_over_parcel(parcel_id=parcel.pk, door=at_the_door(parcel), by=carriers.carrier, now=AFTER)
    settle_trip(trip_id=trip.pk, handed=15_000, note="", by=wards[0].receptionist, now=AFTER)
    assert Charge.objects.get().unit_id == RoundHandIn.objects.get().unit_id == heir().pk
    day = day_books(heir().pk, day_of(AFTER))
    assert (day.door.outside, day.door.booked, day.differences) == (15_000, 15_000, ())
    assert (list(broken_links()), list(differing())) == ([], [])


def test_cash_taken_before_is_handed_in_after_and_both_books_say_so(wards: tuple[Office, Office]) -> None:
    carriers, parcel, trip = under_way(wards[0])
    hand_over_parcel(parcel_id=parcel.pk, door=at_the_door(parcel), by=carriers.carrier, now=EVE)
    reorganise()
    settle_trip(trip_id=trip.pk, handed=15_000, note="", by=wards[0].receptionist, now=AFTER)
    (missing,) = day_books(wards[0].unit.pk, day_of(EVE)).differences
    (late,) = day_books(heir().pk, day_of(AFTER)).differences
    assert (missing.amount, late.amount) == (-15_000, 15_000)
    assert all(item.explanation for item in (missing, late))


def test_complaints_go_on_at_the_successor_and_keep_number_office_and_time(wards: tuple[Office, Office]) -> None:
    first, second = complain(wards[0]), complain(wards[1])
    assert first.number == second.number  # each of its own ward's run of numbers
    by = judge(wards[0])
    OutboxMessage.objects.all().delete()
    reorganise()
    for before in (first, second):
        after = Complaint.objects.get(pk=before.pk)
        assert (after.unit_id, after.number, after.next_due_at) == (before.unit_id, before.number, before.next_due_at)
        assert (after.answering_id, after.superior_id) == (heir().pk, version_on(heir(), AFTER.date()).parent_id)
        assert after.events.latest("seq").kind == "move"
    written = OutboxMessage.objects.filter(subject__startswith="Khiếu nại số")
    told = written.exclude(channel=Channel.INBOX)
    assert [message.body.partition(",")[0] for message in told] == [
        "Khiếu nại số 01/2025/KN được đơn vị kế thừa giải quyết tiếp"
    ] * 2
    assert written.filter(to=box_of(by.pk)).count() == len((first, second))  # who leads the heir now
    accepted = accept_complaint(complaint_id=second.pk, by=by, now=AFTER)  # a leader of either ward leads the heir
    assert accepted.accepted_at == AFTER
    with pytest.raises(ComplaintRefused):
        file_complaint(dossier_id=first.dossier_id, unit_id=heir().pk, text="Vẫn chậm.", now=AFTER)


def test_a_second_call_moves_nothing_and_only_the_platform_moves(wards: tuple[Office, Office]) -> None:
    make_carriers(wards[0])
    complain(wards[0])
    reorganise()
    given: dict[str, Any] = {"unit_id": wards[0].unit.pk, "successor_id": heir().pk, "on": PLAN.on, "now": AFTER}
    assert (move_teams(by=BY, **given), move_complaints(by=BY, **given)) == (0, 0)
    for move in (move_teams, move_complaints):
        with pytest.raises(NotAllowed):
            move(by=CITIZEN, **given)
