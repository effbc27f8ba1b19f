"""Whoever was helped complains at the counter: their right is the same, and the way is open."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.units.models import Role
from motcua.foundation.units.refusals import NotAllowed
from motcua.foundation.worktime import clock
from motcua.services.onestop.complaints.actions.file_complaint import file_complaint
from motcua.services.onestop.complaints.actions.judge_complaint import accept_complaint, answer_complaint
from motcua.services.onestop.models import Complaint
from tests.factories.helping import make_helped, make_helpers
from tests.factories.onestop import NOW, Office, make_dossier, make_office
from tests.factories.units import make_staff, make_unit, sign_in

SAID = {"text": "Tôi không nhờ ai nộp.", "is_known": "on", "was_read": "on"}


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Stop the clock of the pages."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return NOW


def test_the_counter_writes_down_what_the_applicant_says(office: Office) -> None:
    dossier = make_helped(make_helpers(office))
    counter = sign_in(Client(), office.receptionist)
    address = reverse("complaints:new", args=[dossier.code])
    assert address in counter.get(reverse("onestop_staff:dossier", args=[dossier.code])).content.decode()
    given = SAID | {"unit": office.unit.pk}
    for missing in ("text", "is_known", "was_read"):
        assert counter.post(address, {**given, missing: ""}).status_code == 400
    assert not Complaint.objects.exists()
    assert counter.post(address, given).status_code == 302
    complaint = Complaint.objects.get()
    assert (complaint.text, complaint.events.get().actor_staff) == (SAID["text"], office.receptionist)
    assert AuditEntry.objects.get(action="onestop.complaint_file").actor_name == office.receptionist.full_name
    again = counter.post(address, given)
    assert (again.status_code, "Đã có một khiếu nại" in again.content.decode()) == (400, True)


@pytest.mark.django_db
def test_the_counter_writes_down_the_second_complaint_of_whoever_was_helped() -> None:
    district = make_unit(name="Ủy ban nhân dân quận")
    office = make_office(parent=district)
    dossier = make_helped(make_helpers(office))
    judge, counter = make_staff(role=Role.LEADER, unit=office.unit), sign_in(Client(), office.receptionist)
    first = file_complaint(dossier_id=dossier.pk, unit_id=office.unit.pk, text="Chậm.", by=office.receptionist, now=NOW)
    address = reverse("complaints:new_second", args=[dossier.code, first.uid])
    assert counter.get(address).headers["Location"] == reverse("complaints:new", args=[dossier.code])
    accept_complaint(complaint_id=first.pk, by=judge, now=NOW)
    answer_complaint(complaint_id=first.pk, note="Không có lỗi.", by=judge, now=NOW)
    page = counter.get(reverse("complaints:new", args=[dossier.code])).content.decode()
    assert (address in page, "Ủy ban nhân dân quận" in page, "Không có lỗi." in page) == (True, True, False)
    assert "Ghi khiếu nại lần hai" in counter.get(address).content.decode()
    assert counter.post(address, {**SAID, "was_read": ""}).status_code == 400
    assert counter.post(address, SAID).headers["Location"] == reverse("onestop_staff:dossier", args=[dossier.code])
    second = Complaint.objects.get(first=first)
    assert (second.unit, second.text) == (district, SAID["text"])
    assert counter.post(address, SAID).status_code == 400


def test_whoever_was_helped_is_asked_to_come_for_the_answer(office: Office) -> None:
    dossier = make_helped(make_helpers(office))
    complaint = file_complaint(
        dossier_id=dossier.pk, unit_id=office.unit.pk, text="Chậm.", by=office.receptionist, now=NOW
    )
    judge = make_staff(role=Role.LEADER, unit=office.unit)
    accept_complaint(complaint_id=complaint.pk, by=judge, now=NOW)
    answer_complaint(complaint_id=complaint.pk, note="Đã xin lỗi.", by=judge, now=NOW)
    body = OutboxMessage.objects.latest("pk").body
    assert "nhận văn bản trả lời" in body
    assert "có trả lời ở trang tra cứu" not in body


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.CLERK, Role.VOLUNTEER, Role.AUDITOR])
def test_nobody_else_writes_one_down(office: Office, role: Role) -> None:
    dossier, other = make_dossier(office), make_staff(role=role, unit=office.unit)
    with pytest.raises(NotAllowed):
        file_complaint(dossier_id=dossier.pk, unit_id=office.unit.pk, text="Chậm.", by=other, now=NOW)
    answer = sign_in(Client(), other).post(reverse("complaints:new", args=[dossier.code]), SAID)
    assert (answer.status_code in {403, 404}, Complaint.objects.exists()) == (True, False)
