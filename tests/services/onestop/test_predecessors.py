"""What a ward had closed before it ended is read, by its code, at the ward that took over; nobody changes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.audit.actor import Actor
from motcua.foundation.privacy.access import ANSWERERS
from motcua.foundation.privacy.access import READERS as REQUEST_READERS
from motcua.foundation.privacy.actions.receive_request import receive_request
from motcua.foundation.privacy.models import IdentityProof, Outcome, Reading, RequestKind
from motcua.foundation.registers.access import CORRECTORS
from motcua.foundation.registers.models import Book
from motcua.foundation.retention.access import HOLDERS
from motcua.foundation.retention.actions.decide_disposal import decide_disposal
from motcua.foundation.retention.actions.place_hold import place_hold
from motcua.foundation.retention.actions.propose_disposal import propose_disposal
from motcua.foundation.retention.models import Disposal, DisposalState
from motcua.foundation.retention.queries import previews
from motcua.foundation.units.access import RoleSet, answering_roles, roles_of
from motcua.foundation.units.actions.reorganise_units import reorganise_units
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.foundation.units.queries import unit_by_reference
from motcua.foundation.units.records import reorganisation_2025
from motcua.foundation.units.reference import load_tan_binh
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.complaints.actions.file_complaint import file_complaint
from motcua.services.onestop.complaints.actions.judge_complaint import refuse_complaint
from motcua.services.onestop.complaints.receiving import WRITERS
from motcua.services.onestop.models import Complaint, Dossier
from motcua.services.onestop.models.complaint import READS
from motcua.services.onestop.models.dossier import READERS
from motcua.services.onestop.queries.worklist import Wanted, work_list
from motcua.services.onestop.states import Group, State
from motcua.services.onestop.web.staff.acts import ACTS
from tests.factories import onestop
from tests.factories.onestop import NOW, make_dossier, make_office
from tests.factories.units import make_staff, sign_in
from tests.factories.worktime import make_calendar
from tests.full_numbers import numbers_of_people, shows_one_of
from tests.stage import staged
from tests.visiting import Address, knock

BY = Actor.system("test")
HOUR = timedelta(hours=1)
CLOSED_AT, AFTER = datetime(2025, 6, 2, 9, tzinfo=ZONE), datetime(2025, 7, 2, 9, tzinfo=ZONE)


@dataclass(frozen=True)
class Past:
    """A closed dossier of a ward that ended, the ward that took over, and one that did not."""

    dossier: Dossier
    heir: Unit
    other: Unit


def make_past() -> Past:
    """Return a dossier that ward 10 gave back in June 2025; since July it is part of Bảy Hiền."""
    load_tan_binh(by=BY, now=NOW - timedelta(days=60))
    make_calendar()
    ward = unit_by_reference("tan-binh/phuong-10")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(onestop, "make_unit", lambda **_facts: ward)
        office = make_office()
    dossier = make_dossier(office, State.RETURNED, online=True, now=CLOSED_AT)
    settled = file_complaint(dossier_id=dossier.pk, unit_id=ward.pk, text="Trả chậm.", now=CLOSED_AT + HOUR)
    judge = make_staff(role=Role.LEADER, unit=ward)  # who worked on it answers nothing about it
    refuse_complaint(complaint_id=settled.pk, note="Đã trả đúng hẹn.", by=judge, now=CLOSED_AT + 2 * HOUR)
    reorganise_units(plan=reorganisation_2025(), by=BY, now=AFTER)
    return Past(dossier, unit_by_reference("hcm/phuong-bay-hien"), unit_by_reference("hcm/phuong-tan-son-nhat"))


staged_past = staged("staged_past", make_past)


@pytest.fixture
def past(staged_past: Past, monkeypatch: pytest.MonkeyPatch) -> Past:
    """A day after the reorganisation."""
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    return staged_past


def pages_of(dossier: Dossier) -> list[str]:
    """Return the addresses at which it is read."""
    code = dossier.code
    paper = dossier.papers.exclude(stored=None).first()
    assert paper is not None
    return [
        reverse("onestop_staff:dossier", args=[code]),
        reverse("onestop_staff:show_in_full", args=[code]),
        reverse("onestop_staff:letter", args=[code, "receipt"]),
        reverse("onestop_staff:letter", args=[code, "handover"]),
        reverse("onestop_staff:file", args=[code, paper.stored_id]),
    ]


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_dossiers_at_the_successor_reads_it_and_nobody_else(past: Past, role: Role) -> None:
    numbers = numbers_of_people()
    for unit, is_open in ((past.heir, role in READERS), (past.other, False)):
        client = sign_in(Client(), make_staff(role=role, unit=unit))
        answers = [knock(client, Address("", address), "GET") for address in pages_of(past.dossier)]
        assert {answer.status_code for answer in answers} == {200 if is_open else 404}
        assert not any(shows_one_of(numbers, answer) for answer in answers)
        complaining = client.get(reverse("complaints:new", args=[past.dossier.code]))
        assert (complaining.status_code == 200) == (is_open and role in WRITERS)


@pytest.mark.parametrize("role", list(READERS))
def test_nobody_does_anything_with_it(past: Past, role: Role) -> None:
    client = sign_in(Client(), make_staff(role=role, unit=past.heir))
    sent = {"version": past.dossier.version, "reason": "Thử.", "text": "Thử."}
    for slug in ACTS:
        address = reverse("onestop_staff:act", args=[past.dossier.code, slug])
        assert {client.get(address).status_code, client.post(address, sent).status_code} == {404}
    after = Dossier.objects.get(pk=past.dossier.pk)
    assert (after.version, after.receiving_unit_id) == (past.dossier.version, past.dossier.receiving_unit_id)


def test_the_page_says_whose_it_was_and_the_reading_is_noted(past: Past) -> None:
    reader = make_staff(role=Role.RECEPTIONIST, unit=past.heir)
    text = unescape(sign_in(Client(), reader).get(pages_of(past.dossier)[0]).content.decode())
    assert "Hồ sơ của đơn vị đã kết thúc hoạt động" in text
    assert Reading.objects.filter(staff=reader, about_id=past.dossier.code, in_full=False).exists()


def listed(staff: Staff, wanted: Wanted) -> list[str]:
    page = work_list(staff=staff, roles=roles_of(staff, AFTER), wanted=wanted, now=AFTER)
    return [row.code for row in page.rows]


def test_it_is_found_by_its_whole_code_and_by_its_look_up_code_only(past: Past) -> None:
    code, token = past.dossier.code, past.dossier.token
    receptionist = make_staff(role=Role.RECEPTIONIST, unit=past.heir)
    stranger = make_staff(role=Role.RECEPTIONIST, unit=past.other)
    for term in (code, code.lower(), token, past.dossier.look_up_address):
        assert listed(receptionist, Wanted(term=term)) == [code]
        assert listed(stranger, Wanted(term=term)) == []
    for wanted in (
        Wanted(term=code[:-1]),
        Wanted(term=past.dossier.applicant.full_name),
        Wanted(term=past.dossier.contact_phone),
        Wanted(term=code, group=Group.WORKING.value),
        Wanted(group=Group.DONE.value),
    ):
        assert listed(receptionist, wanted) == []


def test_a_complaint_about_it_is_written_down_at_the_successor_and_goes_to_its_leader(past: Past) -> None:
    receptionist = make_staff(role=Role.RECEPTIONIST, unit=past.heir)
    with pytest.raises(NotAllowed):
        file_complaint(
            dossier_id=past.dossier.pk,
            unit_id=past.heir.pk,
            text="Ghi sai tên.",
            by=make_staff(role=Role.RECEPTIONIST, unit=past.other),
            now=AFTER,
        )
    address = reverse("complaints:new", args=[past.dossier.code])
    sent = {"unit": past.heir.pk, "text": "Ghi sai tên.", "is_known": "on", "was_read": "on"}
    answer = sign_in(Client(), receptionist).post(address, sent)
    assert answer.headers.get("Location") == pages_of(past.dossier)[0]
    made = Complaint.objects.latest("pk")
    assert (made.dossier_id, made.answering_id) == (past.dossier.pk, past.heir.pk)


@pytest.mark.parametrize("role", list(Role))
def test_a_complaint_that_the_ward_had_settled_is_read_at_its_successor(past: Past, role: Role) -> None:
    settled = Complaint.objects.get()
    address = reverse("complaints:complaint", args=[settled.uid])
    for unit, is_open in ((past.heir, role in READS), (past.other, False)):
        client = sign_in(Client(), make_staff(role=role, unit=unit))
        assert (client.get(address).status_code == 200) == is_open
        listed_there = client.get(reverse("complaints:list"), {"tat-ca": "1"}).content.decode()
        assert (settled.number in listed_there) == is_open
        client.post(reverse("complaints:act", args=[settled.uid, "tra-loi"]), {"note": "Khác."})
    settled.refresh_from_db()
    assert settled.answer == "Đã trả đúng hẹn."


BOOK_ROLES = {Role.RECEPTIONIST, Role.CLERK, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", list(Role))
def test_the_books_of_the_ward_are_read_where_it_was_taken_over_and_nowhere_else(past: Past, role: Role) -> None:
    book = Book.objects.get(unit=past.dossier.receiving_unit_id, code="dossiers")
    pages = [f"/can-bo/so/{book.pk}/", f"/can-bo/so/{book.pk}/so.xlsx", f"/can-bo/so/{book.pk}/so.pdf"]
    for unit, is_open in ((past.heir, role in BOOK_ROLES), (past.other, False)):
        client = sign_in(Client(), make_staff(role=role, unit=unit))
        assert {client.get(address).status_code for address in pages} == {200 if is_open else 404}
        sees_name = past.dossier.applicant.full_name in client.get(pages[0]).content.decode()
        assert sees_name == (is_open and role is not Role.ADMINISTRATOR)
        assert (client.get(f"/can-bo/so/{book.pk}/1/").status_code == 200) == (is_open and role in CORRECTORS)


@pytest.mark.parametrize("role", list(Role))
def test_what_somebody_asked_of_the_ward_about_their_data_is_answered_where_it_was_taken_over(
    past: Past, role: Role
) -> None:
    asked = receive_request(
        person=past.dossier.applicant,
        unit_id=past.dossier.receiving_unit_id,
        kind=RequestKind.CORRECTION,
        proof=IdentityProof.LOOK_UP,
        text="Sai tên đường.",
        by=Actor.citizen(),
        now=AFTER,
    )
    address = reverse("privacy:request", args=[asked.pk])
    answer = {"outcome": Outcome.GRANTED, "answer": "Đã sửa."}
    stranger = sign_in(Client(), make_staff(role=role, unit=past.other))
    assert {stranger.get(address).status_code, stranger.post(address, answer).status_code} == {404}
    client = sign_in(Client(), make_staff(role=role, unit=past.heir))
    assert (client.get(address).status_code == 200) == (role in REQUEST_READERS)
    client.post(address, answer)
    asked.refresh_from_db()
    assert asked.is_answered == (role in ANSWERERS)


def test_what_the_ward_had_closed_is_held_proposed_and_destroyed_where_it_was_taken_over(past: Past) -> None:
    much_later = AFTER + timedelta(days=366 * 25)
    clerk, leader = (make_staff(role=role, unit=past.heir) for role in (Role.CLERK, Role.LEADER))
    unit_id, code = past.dossier.deciding_unit_id, "dossier"
    rows = [(each.record_class.code, each.unit_id) for each in previews(answering(clerk, much_later), much_later)]
    assert (code, unit_id) in rows
    for stranger in (make_staff(role=Role.CLERK, unit=past.other), leader):
        with pytest.raises(NotAllowed):
            propose_disposal(record_class=code, unit_id=unit_id, by=stranger, now=much_later)
    proposed = propose_disposal(record_class=code, unit_id=unit_id, by=clerk, now=much_later)
    with pytest.raises(Disposal.DoesNotExist):
        decide_disposal(
            disposal_id=proposed.pk,
            approve=True,
            note="",
            by=make_staff(role=Role.LEADER, unit=past.other),
            now=much_later,
        )
    decided = decide_disposal(disposal_id=proposed.pk, approve=True, note="", by=leader, now=much_later)
    assert (decided.state, decided.decided_by) == (DisposalState.APPROVED, leader)


@pytest.mark.parametrize("role", list(Role))
def test_the_records_of_the_ward_stand_on_the_page_of_its_successor(past: Past, role: Role) -> None:
    place_hold(
        record_class="dossier",
        record_id=str(past.dossier.pk),
        name=past.dossier.code,
        unit_id=past.dossier.deciding_unit_id,
        reason="Đang có khiếu nại.",
        until=AFTER.date() + timedelta(days=90),
        by=make_staff(role=Role.LEADER, unit=past.heir),
        now=AFTER,
    )
    for unit, is_open in ((past.heir, role in HOLDERS), (past.other, False)):
        answer = sign_in(Client(), make_staff(role=role, unit=unit)).get(reverse("retention:overview"))
        assert (past.dossier.code in answer.content.decode()) == is_open


def answering(staff: Staff, now: datetime) -> RoleSet:
    return answering_roles(roles_of(staff, now), now)
