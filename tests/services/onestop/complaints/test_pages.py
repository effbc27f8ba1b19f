"""Complaints on pages: filed and followed behind the look-up, answered by staff."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.privacy.models import Reading
from motcua.foundation.units.models import Role
from motcua.foundation.worktime import clock
from motcua.services.onestop.models import Complaint, Dossier
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier
from tests.factories.units import make_staff, sign_in


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
    assert "chưa kiểm chứng" in leader.get(page).content.decode()
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
