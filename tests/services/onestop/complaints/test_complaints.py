"""A complaint has its number and its clock, and is answered by somebody it is not about."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.messages.staff_messages import box_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.complaints.actions.file_complaint import file_complaint
from motcua.services.onestop.complaints.actions.judge_complaint import (
    accept_complaint,
    answer_complaint,
    extend_complaint,
    refuse_complaint,
)
from motcua.services.onestop.complaints.actions.withdraw_complaint import withdraw_complaint
from motcua.services.onestop.complaints.clock import law_on
from motcua.services.onestop.complaints.notices import tell_judges
from motcua.services.onestop.complaints.refusals import ComplaintRefused
from motcua.services.onestop.complaints.states import OPEN, TURNS, ComplaintAction, ComplaintLevel, ComplaintState
from motcua.services.onestop.models import Complaint, ComplaintEvent, Dossier
from motcua.services.onestop.refusals import NeedMissing
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier, make_office
from tests.factories.units import make_staff, make_unit

LATER = NOW + timedelta(hours=1)


def filed(office: Office, *, dossier: Dossier | None = None, now: datetime = NOW) -> Complaint:
    about = dossier or make_dossier(office, State.IN_PROCESS)
    return file_complaint(dossier_id=about.pk, unit_id=office.unit.pk, text="Hẹn nhiều lần.", now=now)


@pytest.fixture
def judge(office: Office) -> Staff:
    """A leader of the ward who has not worked on the dossier."""
    return make_staff(role=Role.LEADER, unit=office.unit, name="Đỗ Thị Xét")


def told(person: Staff) -> list[str]:
    """What the notices of a member of staff say."""
    return list(OutboxMessage.objects.filter(to=box_of(person.pk)).values_list("body", flat=True))


def test_a_leader_whom_it_is_not_about_is_told_of_a_new_complaint(office: Office, judge: Staff) -> None:
    complaint = filed(office, dossier=make_dossier(office, State.RETURNED))
    (said,) = told(judge)
    assert complaint.number in said
    assert told(office.leader) == []  # who signed the result


def test_where_every_leader_took_part_those_above_are_told(office: Office) -> None:
    complaint = filed(office, dossier=make_dossier(office, State.RETURNED))
    assert complaint.superior_id is None
    above = make_unit()
    Complaint.objects.filter(pk=complaint.pk).update(superior=above)
    leader = make_staff(role=Role.LEADER, unit=above, name="Đỗ Thị Trên")
    tell_judges(Complaint.objects.get(pk=complaint.pk), now=NOW)
    assert len(told(leader)) == 1
    assert told(office.leader) == []


def test_every_action_has_a_row_and_every_open_state_a_way_out() -> None:
    assert set(TURNS) == set(ComplaintAction)
    assert {turn.target for turn in TURNS.values() if turn.target} == set(ComplaintState)
    assert {state for turn in TURNS.values() for state in turn.sources} == OPEN


FIRST, SECOND = ComplaintLevel.FIRST, ComplaintLevel.SECOND


@pytest.mark.parametrize(
    ("level", "is_remote", "days"),
    [
        # Luật 02/2011/QH13: to lodge, to accept, to decide, to decide a complex matter
        (FIRST, False, [90, 10, 30, 45]),
        (FIRST, True, [90, 10, 45, 60]),
        (SECOND, False, [30, 10, 45, 60]),
        (SECOND, True, [45, 10, 60, 70]),
    ],
)
def test_the_times_are_those_of_the_law_on_complaints(level: ComplaintLevel, is_remote: bool, days: list[int]) -> None:
    law = law_on(NOW.date(), level=level, is_remote=is_remote)
    assert [each.amount for each in (law.lodge, law.accept, law.settle, law.complex)] == days
    # which places lie far off is in no source; nor is what the law of 2025 changed
    assert (law.document, law.verified) == ("Luật Khiếu nại số 02/2011/QH13", not is_remote)
    today = law_on(date(2026, 11, 29), level=level, is_remote=is_remote)
    assert ("136/2025/QH15" in today.document, today.verified) == (True, False)


def test_a_complaint_is_numbered_by_office_and_year_and_its_first_time_runs(office: Office) -> None:
    first, second = filed(office), filed(office)
    assert (first.number, second.number) == ("01/2019/KN", "02/2019/KN")
    # ten days from 8 April 2019 (BLDS 91/2015/QH13, Điều 147, 148: the first day is not counted)
    assert first.next_due_at.astimezone(ZONE).date() == date(2019, 4, 18)


def test_it_is_accepted_extended_once_and_answered(office: Office, judge: Staff) -> None:
    complaint = filed(office)
    given: dict[str, Any] = {"complaint_id": complaint.pk, "by": judge, "now": LATER}
    with pytest.raises(ComplaintRefused):
        answer_complaint(note="Trả lời", **given)
    due = accept_complaint(**given).next_due_at
    longer = extend_complaint(note="Phải xác minh ở nơi khác", **given)
    assert longer.next_due_at - due == timedelta(days=15)
    with pytest.raises(ComplaintRefused) as refused:
        extend_complaint(note="Nữa", **given)
    assert refused.value.code == "extended"
    answered = answer_complaint(note="Đã xin lỗi và trả kết quả.", **given)
    assert (answered.state, answered.answered_by, answered.closed_at) == (ComplaintState.ANSWERED, judge, LATER)
    kinds = list(complaint.events.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["file", "accept", "extend", "answer"]


def test_the_complainant_is_told_that_there_is_an_answer_and_not_what_it_says(office: Office, judge: Staff) -> None:
    complaint = filed(office)
    refuse_complaint(complaint_id=complaint.pk, note="Không thuộc thẩm quyền.", by=judge, now=LATER)
    message = OutboxMessage.objects.latest("pk")
    assert complaint.number in message.body
    assert complaint.dossier.token in message.body
    assert "thẩm quyền" not in message.body


def test_nobody_who_worked_on_the_dossier_sees_or_answers_a_complaint_about_it(office: Office) -> None:
    complaint = filed(office, dossier=make_dossier(office, State.DECIDED))
    for one in (office.leader, office.receptionist, office.specialist):
        with pytest.raises(Complaint.DoesNotExist):
            accept_complaint(complaint_id=complaint.pk, by=one, now=LATER)


@pytest.mark.django_db
def test_the_leader_above_answers_and_a_stranger_finds_nothing() -> None:
    district = make_unit(name="Ủy ban nhân dân quận")
    complaint = filed(make_office(parent=district))
    with pytest.raises(Complaint.DoesNotExist):
        accept_complaint(complaint_id=complaint.pk, by=make_staff(role=Role.LEADER), now=LATER)
    above = make_staff(role=Role.LEADER, unit=district)
    assert accept_complaint(complaint_id=complaint.pk, by=above, now=LATER).state == ComplaintState.ACCEPTED


def test_an_auditor_reads_and_does_not_answer(office: Office) -> None:
    complaint = filed(office)
    auditor = make_staff(role=Role.AUDITOR, unit=office.unit)
    with pytest.raises(NotAllowed):
        accept_complaint(complaint_id=complaint.pk, by=auditor, now=LATER)


def test_one_complaint_about_an_office_is_open_at_a_time_and_can_be_taken_back(office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    complaint = filed(office, dossier=dossier)
    with pytest.raises(ComplaintRefused) as refused:
        filed(office, dossier=dossier)
    assert refused.value.code == "complaint_open"
    withdraw_complaint(dossier_id=dossier.pk, complaint_uid=complaint.uid, now=LATER)
    with pytest.raises(ComplaintRefused):
        withdraw_complaint(dossier_id=dossier.pk, complaint_uid=complaint.uid, now=LATER)
    assert filed(office, dossier=dossier).state == ComplaintState.RECEIVED


def test_it_is_about_an_office_of_the_dossier_in_words_and_in_time(office: Office) -> None:
    dossier = make_dossier(office, State.RETURNED)
    with pytest.raises(NeedMissing):
        file_complaint(dossier_id=dossier.pk, unit_id=office.unit.pk, text=" ", now=LATER)
    with pytest.raises(ComplaintRefused) as refused:
        file_complaint(dossier_id=dossier.pk, unit_id=make_unit().pk, text="Chậm", now=LATER)
    assert refused.value.code == "not_its_office"
    with pytest.raises(ComplaintRefused) as refused:
        file_complaint(dossier_id=dossier.pk, unit_id=office.unit.pk, text="Chậm", now=NOW + timedelta(days=95))
    assert refused.value.code == "too_late"


def test_what_happened_stays(office: Office) -> None:
    filed(office)
    with pytest.raises(ProgrammingError), transaction.atomic():
        ComplaintEvent.objects.update(note="khác")
