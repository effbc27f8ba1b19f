"""Complaints on pages: filed and followed behind the look-up, answered by staff."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.privacy.models import Reading
from motcua.foundation.units.models import Role
from motcua.foundation.worktime import clock
from motcua.services.onestop.complaints.actions.judge_complaint import accept_complaint, answer_complaint
from motcua.services.onestop.models import Complaint, Dossier
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier, make_office
from tests.factories.units import make_staff, make_unit, sign_in


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Stop the clock of the pages."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return NOW


def identified(client: Client, dossier: Dossier) -> str:
    """Prove who one is, beginning at the complaint, and return its address."""
    address = reverse("onestop:complaints", args=[dossier.token])
    sent_on = client.get(address).headers["Location"]
    assert sent_on.endswith("/giay-to/?khieu-nai=1")
    assert "chỉ người nộp hồ sơ gửi và xem được khiếu nại" in client.get(sent_on).content.decode()
    back = client.post(sent_on, {"number": dossier.applicant.identity_number})
    assert back.headers["Location"] == address
    return address


def test_an_applicant_complains_follows_and_takes_back(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    address = identified(client, dossier)
    assert client.post(address, {"unit": office.unit.pk, "text": ""}).status_code == 400
    client.post(address, {"unit": office.unit.pk, "text": "Hẹn nhiều lần"})
    complaint = Complaint.objects.get()
    page = client.get(address).content.decode()
    assert complaint.number in page
    assert "Đã gửi, chờ thụ lý" in page
    client.post(reverse("onestop:withdraw_complaint", args=[dossier.token, complaint.uid]))
    assert "Người khiếu nại đã rút" in client.get(address).content.decode()


def test_whoever_has_only_the_code_neither_reads_nor_takes_back(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    address = identified(client, dossier)
    client.post(address, {"unit": office.unit.pk, "text": "Hẹn nhiều lần"})
    stranger = Client()
    assert stranger.get(address).status_code == 302
    complaint = Complaint.objects.get()
    stranger.post(reverse("onestop:withdraw_complaint", args=[dossier.token, complaint.uid]))
    complaint.refresh_from_db()
    assert complaint.is_open


def test_reading_a_complaint_is_noted(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    client.post(identified(client, dossier), {"unit": office.unit.pk, "text": "Hẹn nhiều lần"})
    complaint = Complaint.objects.get()
    sign_in(Client(), office.leader).get(reverse("complaints:complaint", args=[complaint.uid]))
    seen = Reading.objects.get(about_type="complaint")
    assert (seen.person, seen.staff, seen.about_id) == (dossier.applicant, office.leader, complaint.number)


def test_a_leader_finds_accepts_and_answers_it(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    client.post(identified(client, dossier), {"unit": office.unit.pk, "text": "Hẹn nhiều lần"})
    complaint = Complaint.objects.get()
    leader = sign_in(Client(), make_staff(role=Role.LEADER, unit=office.unit))
    assert complaint.number in leader.get(reverse("complaints:list")).content.decode()
    page = reverse("complaints:complaint", args=[complaint.uid])
    told = leader.get(page).content.decode()
    assert ("các Điều 9, 27, 28" in told, "chưa kiểm chứng" in told) == (True, False)
    leader.post(reverse("complaints:act", args=[complaint.uid, "thu-ly"]))
    answer = reverse("complaints:act", args=[complaint.uid, "tra-loi"])
    assert leader.get(answer).status_code == 200
    assert leader.post(answer, {"note": ""}).status_code == 400
    assert leader.post(answer, {"note": "Đã xin lỗi."}).headers["Location"] == page
    assert "Đã xin lỗi." in client.get(reverse("onestop:complaints", args=[dossier.token])).content.decode()
    assert complaint.number not in leader.get(reverse("complaints:list")).content.decode()
    assert complaint.number in leader.get(reverse("complaints:list"), {"tat-ca": "1"}).content.decode()


def test_the_look_up_page_leads_to_the_complaint(client: Client, office: Office) -> None:
    dossier = make_dossier(office)
    page = client.get(reverse("onestop:status", args=[dossier.token])).content.decode()
    assert reverse("onestop:complaints", args=[dossier.token]) in page


@pytest.mark.django_db
def test_an_applicant_goes_on_to_the_office_above_and_its_leader_reads_both(client: Client) -> None:
    district = make_unit(name="Ủy ban nhân dân quận")
    ward = make_office(parent=district)
    dossier = make_dossier(ward, State.IN_PROCESS)
    address = identified(client, dossier)
    client.post(address, {"unit": ward.unit.pk, "text": "Hẹn nhiều lần"})
    first = Complaint.objects.get()
    further = reverse("onestop:second_complaint", args=[dossier.token, first.uid])
    assert further not in client.get(address).content.decode()
    assert client.get(further).headers["Location"] == address
    assert client.post(further, {"text": "Vẫn chậm"}).status_code == 409
    judge = make_staff(role=Role.LEADER, unit=ward.unit)
    accept_complaint(complaint_id=first.pk, by=judge, now=NOW)
    answer_complaint(complaint_id=first.pk, note="Không có lỗi.", by=judge, now=NOW)
    page = client.get(address).content.decode()
    assert (further in page, "Ủy ban nhân dân quận" in page) == (True, True)
    assert "Ủy ban nhân dân quận" in client.get(further).content.decode()
    assert client.post(further, {"text": ""}).status_code == 400
    assert client.post(further, {"text": "Vẫn chậm"}).headers["Location"] == address
    second = Complaint.objects.get(first=first)
    page = client.get(address).content.decode()
    assert (f"Khiếu nại lần hai số {second.number}" in page, further in page) == (True, False)
    above = sign_in(Client(), make_staff(role=Role.LEADER, unit=district))
    listed = above.get(reverse("complaints:list")).content.decode()
    assert (second.number in listed, "Lần hai" in listed) == (True, True)
    told = above.get(reverse("complaints:complaint", args=[second.uid])).content.decode()
    assert all(words in told for words in ("Hẹn nhiều lần", "Không có lỗi.", "Vẫn chậm", "các Điều 33, 36, 37"))
    seen = sign_in(Client(), judge).get(reverse("complaints:complaint", args=[first.uid])).content.decode()
    assert (second.number in seen, "Vẫn chậm" in seen) == (True, False)


def test_whoever_has_only_the_code_complains_no_second_time(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    client.post(identified(client, dossier), {"unit": office.unit.pk, "text": "Hẹn nhiều lần"})
    further = reverse("onestop:second_complaint", args=[dossier.token, Complaint.objects.get().uid])
    assert Client().post(further, {"text": "Vẫn chậm"}).status_code == 302
    assert Complaint.objects.count() == 1
