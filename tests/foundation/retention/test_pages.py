"""The schedule on its page, and the deletion register asked with the code of an old paper."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.privacy.actions.answer_request import answer_request
from motcua.foundation.privacy.actions.receive_request import receive_request
from motcua.foundation.privacy.models import IdentityProof, Outcome, RequestKind, SubjectRequest
from motcua.foundation.retention.actions.carry_out import carry_out
from motcua.foundation.retention.actions.decide_disposal import decide_disposal
from motcua.foundation.retention.actions.place_hold import place_hold
from motcua.foundation.retention.actions.propose_disposal import propose_disposal
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.clock import ZONE
from tests.factories.people import make_person
from tests.factories.units import make_staff, make_unit, sign_in
from tests.factories.worktime import make_calendar

PAGE = "retention:overview"


@pytest.fixture
def clerk(db: None) -> Staff:
    """Who works with records."""
    make_calendar()
    return make_staff(role=Role.CLERK, unit=make_unit())


@pytest.fixture
def destroyed(clerk: Staff) -> SubjectRequest:
    """A request about personal data that was answered six years ago and destroyed today."""
    now = clock.now()
    then = now.astimezone(ZONE).replace(year=now.year - 6, month=3, day=4, hour=9)
    asked = receive_request(
        person=make_person(),
        unit_id=clerk.home_unit_id,
        kind=RequestKind.ACCESS,
        proof=IdentityProof.IDENTITY_CARD,
        text="Cho tôi xem",
        by=clerk,
        now=then,
    )
    answer_request(request_id=asked.pk, outcome=Outcome.REFUSED, answer="Không.", by=clerk, now=then)
    leader = make_staff(role=Role.LEADER, unit=clerk.home_unit, name="Phạm Thị Duyệt")
    proposed = propose_disposal(record_class="subject_request", unit_id=clerk.home_unit_id, by=clerk, now=now)
    decide_disposal(disposal_id=proposed.pk, approve=True, note="", by=leader, now=now)
    assert carry_out(disposal_id=proposed.pk, now=now) == 1
    return asked


def asked_for(staff: Staff, code: str) -> str:
    return sign_in(Client(), staff).get(reverse(PAGE), {"ma": code}).content.decode()


def test_the_schedule_names_what_ends_and_what_is_kept_for_ever(clerk: Staff) -> None:
    page = sign_in(Client(), clerk).get(reverse(PAGE)).content.decode()
    for label in ("Yêu cầu về dữ liệu cá nhân", "Hồ sơ thủ tục hành chính", "Chứng từ thu", "Sổ theo dõi", "Nhật ký"):
        assert label in page


def test_the_register_answers_for_an_old_paper(clerk: Staff, destroyed: SubjectRequest) -> None:
    page = asked_for(clerk, destroyed.number)
    assert "đã tiêu hủy lúc" in page
    assert "Phạm Thị Duyệt" in page


@pytest.mark.parametrize("code", ["1/YCDL0", "không có", "9" * 40, "\x00", "٣/YCDL"])
def test_the_register_knows_nothing_of_another_code(clerk: Staff, destroyed: SubjectRequest, code: str) -> None:
    assert destroyed.pk
    assert "đã tiêu hủy lúc" not in asked_for(clerk, f"0{code}" if code[0] == "1" else code)


def test_the_register_of_another_unit_is_not_asked(destroyed: SubjectRequest) -> None:
    stranger = make_staff(role=Role.CLERK, unit=make_unit())
    assert "không có dòng nào" in asked_for(stranger, destroyed.number)


def test_what_was_destroyed_is_not_held(clerk: Staff, destroyed: SubjectRequest) -> None:
    body = {"record_class": "subject_request", "name": destroyed.number, "reason": "Vụ án", "until": "2090-01-01"}
    answer = sign_in(Client(), clerk).post(reverse("retention:hold"), body)
    assert (answer.status_code, "đã tiêu hủy nên không giữ lại được" in answer.content.decode()) == (422, True)


def test_a_hold_is_let_go_with_a_reason_that_stays_to_be_read(clerk: Staff, destroyed: SubjectRequest) -> None:
    held = place_hold(
        record_class="dossier",
        record_id="0",
        name="H1",
        unit_id=clerk.home_unit_id,
        reason="Đang thanh tra.",
        until=date(2090, 1, 1),
        by=clerk,
        now=clock.now(),
    )
    page, client = reverse("retention:release", args=[held.pk]), sign_in(Client(), clerk)
    assert "Đang thanh tra." in client.get(page).content.decode()
    refused = client.post(page, {"reason": " "})
    assert (refused.status_code, "Chưa ghi vì sao thôi giữ" in refused.content.decode()) == (422, True)
    client.post(page, {"reason": "Đã kết luận thanh tra."})
    overview = client.get(reverse("retention:overview")).content.decode()
    assert "Đã kết luận thanh tra." in overview
    assert page not in overview
    assert client.get(page).status_code == 302
