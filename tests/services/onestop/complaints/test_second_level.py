"""A second complaint goes to the office above, with a book, a clock and a judge of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.units.rules import day_of
from motcua.services.onestop.complaints.actions.file_complaint import file_complaint
from motcua.services.onestop.complaints.actions.file_second_complaint import file_second_complaint
from motcua.services.onestop.complaints.actions.judge_complaint import (
    accept_complaint,
    answer_complaint,
    extend_complaint,
    refuse_complaint,
)
from motcua.services.onestop.complaints.actions.withdraw_complaint import withdraw_complaint
from motcua.services.onestop.complaints.queries import complaint_list, complaint_page, complaints_of
from motcua.services.onestop.complaints.refusals import ComplaintRefused
from motcua.services.onestop.complaints.states import ComplaintState
from motcua.services.onestop.figures.queries.quality import quality_of
from motcua.services.onestop.figures.spans import span_of
from motcua.services.onestop.models import Complaint, FigureEdition
from motcua.services.onestop.refusals import NeedMissing
from motcua.services.onestop.settings import OnestopSettings
from motcua.services.onestop.states import State
from tests.factories import onestop
from tests.factories.adoption import adopt
from tests.factories.onestop import NOW, Office, make_dossier, make_office
from tests.factories.units import make_staff, make_unit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def district() -> Unit:
    return make_unit(name="Ủy ban nhân dân quận", parent=make_unit(name="Ủy ban nhân dân thành phố"))


@pytest.fixture
def ward(district: Unit) -> Office:
    return make_office(parent=district)


@pytest.fixture
def judge(ward: Office) -> Staff:
    """A leader of the ward who has not worked on the dossier."""
    return make_staff(role=Role.LEADER, unit=ward.unit, name="Đỗ Thị Xét")


@pytest.fixture
def above(district: Unit) -> Staff:
    return make_staff(role=Role.LEADER, unit=district, name="Lý Văn Trên")


def filed(ward: Office) -> Complaint:
    dossier = make_dossier(ward, State.IN_PROCESS, email="anh@vidu.vn")
    return file_complaint(dossier_id=dossier.pk, unit_id=ward.unit.pk, text="Hẹn nhiều lần.", now=NOW)


def answered(ward: Office, judge: Staff) -> Complaint:
    first = filed(ward)
    accept_complaint(complaint_id=first.pk, by=judge, now=LATER)
    return answer_complaint(complaint_id=first.pk, note="Không có lỗi.", by=judge, now=LATER)


def again(first: Complaint, now: datetime = LATER + DAY, by: Staff | None = None) -> Complaint:
    return file_second_complaint(dossier_id=first.dossier_id, first_uid=first.uid, text="Vẫn chậm.", now=now, by=by)


def refused_code(act: Callable[[], object]) -> str:
    with pytest.raises(ComplaintRefused) as refused:
        act()
    return refused.value.code


def test_whoever_does_not_accept_the_answer_complains_to_the_office_above(
    ward: Office, judge: Staff, district: Unit
) -> None:
    first = answered(ward, judge)
    second = again(first)
    assert (second.number, first.number) == ("01/2019/KN2", "01/2019/KN")
    assert (second.unit, second.answering, second.about_id) == (district, district, ward.unit.pk)
    assert second.superior_id is not None
    # ten days from 9 April 2019 to accept it
    assert day_of(second.next_due_at) == date(2019, 4, 19)
    assert Complaint.objects.get(pk=first.pk).state == ComplaintState.ANSWERED
    other = filed(ward)
    assert other.number == "02/2019/KN"  # the books of both offices run apart


def test_its_own_longer_times_run(ward: Office, judge: Staff, above: Staff) -> None:
    second = again(answered(ward, judge))
    accepted = accept_complaint(complaint_id=second.pk, by=above, now=LATER + DAY)
    # 45 days from 9 April end on 24 May; 60 on Saturday 8 June, so on Monday 10 June
    assert day_of(accepted.next_due_at) == date(2019, 5, 24)
    longer = extend_complaint(complaint_id=second.pk, note="Phải xác minh", by=above, now=LATER + DAY)
    assert day_of(longer.next_due_at) == date(2019, 6, 10)
    closed = answer_complaint(complaint_id=second.pk, note="Hủy trả lời lần đầu.", by=above, now=LATER + 2 * DAY)
    assert (closed.state, closed.answered_by) == (ComplaintState.ANSWERED, above)
    assert second.number in OutboxMessage.objects.latest("pk").body


def test_a_first_one_without_an_answer_ends_late_when_the_second_is_filed(ward: Office, judge: Staff) -> None:
    first = filed(ward)
    due = accept_complaint(complaint_id=first.pk, by=judge, now=LATER).next_due_at
    assert refused_code(lambda: again(first, now=due)) == "not_settled"
    again(first, now=due + timedelta(minutes=1))
    first.refresh_from_db()
    assert (first.state, first.is_open) == (ComplaintState.UNANSWERED, False)
    assert first.closed_at is not None
    assert first.closed_at > first.next_due_at
    assert first.events.latest("seq").kind == "go_above"
    assert refused_code(lambda: answer_complaint(complaint_id=first.pk, note="Muộn", by=judge, now=due + DAY))


def test_one_that_was_never_accepted_counts_as_accepted_at_the_last_moment(ward: Office) -> None:
    first = filed(ward)
    accept = first.next_due_at
    assert refused_code(lambda: again(first, now=accept + 29 * DAY)) == "not_settled"
    assert again(first, now=accept + 35 * DAY).first == first


def test_it_is_filed_once_in_words_and_within_thirty_days(ward: Office, judge: Staff) -> None:
    first = answered(ward, judge)
    with pytest.raises(NeedMissing):
        file_second_complaint(dossier_id=first.dossier_id, first_uid=first.uid, text=" ", now=LATER)
    # 30 days from 8 April end on 8 May 2019
    assert refused_code(lambda: again(first, now=LATER + 31 * DAY)) == "second_too_late"
    second = again(first, now=LATER + 29 * DAY)
    assert refused_code(lambda: again(first, now=LATER + 29 * DAY)) == "second_filed"
    withdraw_complaint(dossier_id=first.dossier_id, complaint_uid=second.uid, now=LATER + 30 * DAY)
    assert refused_code(lambda: again(second, now=LATER + 30 * DAY)) == "not_first"


def test_what_was_not_accepted_or_taken_back_has_no_second(ward: Office, judge: Staff) -> None:
    first, other = filed(ward), filed(ward)
    refuse_complaint(complaint_id=first.pk, note="Không thuộc thẩm quyền.", by=judge, now=LATER)
    withdraw_complaint(dossier_id=other.dossier_id, complaint_uid=other.uid, now=LATER)
    assert refused_code(lambda: again(first)) == refused_code(lambda: again(other)) == "not_settled"


def test_the_highest_office_has_none_above(office: Office) -> None:
    judge = make_staff(role=Role.LEADER, unit=office.unit)
    first = answered(office, judge)
    assert refused_code(lambda: again(first)) == "no_office_above"
    (told,) = complaints_of(first.dossier_id, now=LATER)
    assert (told.until, "nơi tiếp công dân" in str(told.over)) == (None, True)


def test_nobody_judges_his_own_answer(ward: Office, above: Staff, district: Unit) -> None:
    first = filed(ward)
    # the leader above answered for the ward
    accept_complaint(complaint_id=first.pk, by=above, now=LATER)
    answer_complaint(complaint_id=first.pk, note="Không có lỗi.", by=above, now=LATER)
    second = again(first)
    with pytest.raises(Complaint.DoesNotExist):
        accept_complaint(complaint_id=second.pk, by=above, now=LATER + DAY)
    colleague = make_staff(role=Role.LEADER, unit=district)
    assert accept_complaint(complaint_id=second.pk, by=colleague, now=LATER + DAY).state == ComplaintState.ACCEPTED


def test_the_office_complained_of_does_not_reach_it_and_sees_that_there_is_one(
    ward: Office, judge: Staff, above: Staff
) -> None:
    first = answered(ward, judge)
    second = again(first)
    with pytest.raises(Complaint.DoesNotExist):
        accept_complaint(complaint_id=second.pk, by=judge, now=LATER + DAY)
    page = complaint_page(uid=first.uid, roles=roles_of(judge, LATER + DAY), now=LATER + DAY)
    assert page.second == second
    (row,) = complaint_list(roles=roles_of(above, LATER), with_closed=False, now=LATER + 20 * DAY)
    assert (row.complaint, row.office, row.is_late) == (second, page.row.office, True)


def test_a_first_complaint_about_the_same_office_waits_for_the_second(ward: Office, judge: Staff) -> None:
    first = answered(ward, judge)
    again(first)
    given: dict[str, Any] = {"dossier_id": first.dossier_id, "unit_id": ward.unit.pk, "text": "Nữa", "now": LATER + DAY}
    assert refused_code(lambda: file_complaint(**given)) == "complaint_open"


def test_the_counter_writes_one_down(ward: Office, judge: Staff) -> None:
    first = answered(ward, judge)
    with pytest.raises(NotAllowed):
        again(first, by=ward.specialist)
    assert again(first, by=ward.receptionist).events.get().actor_staff == ward.receptionist


def test_the_figures_of_the_office_above_count_it(ward: Office, judge: Staff, above: Staff, district: Unit) -> None:
    second = again(answered(ward, judge))
    accept_complaint(complaint_id=second.pk, by=above, now=LATER + DAY)
    answer_complaint(complaint_id=second.pk, note="Giữ nguyên.", by=above, now=LATER + 2 * DAY)
    edition = FigureEdition.objects.create(through=date(2019, 4, 30), begun_at=NOW, built_at=NOW, months=1)
    april = span_of("2019-04")
    assert april is not None
    for unit in (ward.unit, district):
        quality = quality_of(edition, unit_id=unit.pk, span=april)
        (line,) = [each for each in quality.lines if each.indicator.measure == "complaints"]
        assert line.share is not None
        assert (line.share.numerator, line.share.denominator) == (1, 1)


def test_an_office_far_off_has_more_time_and_so_has_whoever_complains(
    district: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    far_off = OnestopSettings(is_remote=True).model_dump()
    monkeypatch.setattr(onestop, "adopt", partial(adopt, settings=far_off))
    ward = make_office(parent=district)
    first = answered(ward, make_staff(role=Role.LEADER, unit=ward.unit))
    assert first.is_remote
    assert again(first, now=LATER + 44 * DAY).is_remote


def test_the_database_holds_one_second_after_a_first(ward: Office, judge: Staff) -> None:
    second = again(answered(ward, judge))
    second.pk, second.number = None, "02/2019/KN2"
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save(force_insert=True)
