"""At the look-up a person asks for the own data, and takes it once it was answered."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.messages.models import OutboxMessage
from motcua.foundation.privacy.actions.answer_request import answer_request
from motcua.foundation.privacy.actions.give_code import give_code
from motcua.foundation.privacy.models import IdentityProof, Outcome, SubjectRequest
from motcua.foundation.privacy.rules import MOST_UNPROVED
from motcua.foundation.worktime import clock
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import State
from tests.factories.onestop import Office, make_dossier

NUMBER = "079190012345"


@pytest.fixture
def dossier(office: Office) -> Dossier:
    """A dossier with a file, filed online: nobody saw whose number it is."""
    return make_dossier(office, State.IN_PROCESS, online=True, identity_number=NUMBER)


@pytest.fixture
def seen(office: Office) -> Dossier:
    """A dossier of the same number, handed in at the counter."""
    return make_dossier(office, State.IN_PROCESS, identity_number=NUMBER)


def identified(dossier: Dossier) -> Client:
    client = Client()
    client.post(reverse("onestop:own_papers", args=[dossier.token]), {"number": NUMBER})
    return client


def ask(client: Client, dossier: Dossier) -> SubjectRequest:
    client.post(reverse("onestop:own_data", args=[dossier.token]), {"kind": "access", "text": "Cho tôi xem"})
    return SubjectRequest.objects.get(sent_from=dossier.code)


def grant(office: Office, asked: SubjectRequest) -> str:
    _, code = answer_request(
        request_id=asked.pk, outcome=Outcome.GRANTED, answer="Đã lập.", by=office.leader, now=clock.now()
    )
    return code


def test_without_the_number_nothing_is_asked(dossier: Dossier) -> None:
    answer = Client().post(reverse("onestop:own_data", args=[dossier.token]), {"kind": "access"})
    assert answer.headers["Location"] == reverse("onestop:own_papers", args=[dossier.token])
    assert not SubjectRequest.objects.exists()


def test_a_request_shows_until_when_it_is_answered(office: Office, dossier: Dossier) -> None:
    client = identified(dossier)
    asked = ask(client, dossier)
    page = client.get(reverse("onestop:own_data", args=[dossier.token])).content.decode()
    assert "Cơ quan trả lời chậm nhất" in page
    assert (asked.unit, asked.person) == (office.unit, dossier.applicant)


def test_what_is_wanted_must_be_chosen(dossier: Dossier) -> None:
    answer = identified(dossier).post(reverse("onestop:own_data", args=[dossier.token]), {"text": "x"})
    assert answer.status_code == 400


def test_the_answered_export_is_taken_once_with_every_file(office: Office, dossier: Dossier, seen: Dossier) -> None:
    client = identified(seen)
    asked = ask(client, seen)
    grant(office, asked)
    address = reverse("onestop:take_own_data", args=[seen.token, asked.pk])
    assert "Tải dữ liệu của tôi" in client.get(reverse("onestop:own_data", args=[seen.token])).content.decode()
    taken = client.post(address)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(taken)))
    told = json.loads(archive.read("du-lieu-ca-nhan/du-lieu.json"))["records"]["dossiers"]["rows"]
    assert {row["Mã hồ sơ"] for row in told} == {dossier.code, seen.code}
    assert any(name.endswith("don.pdf") for name in archive.namelist())
    assert client.post(address).status_code == 410
    assert Client().post(address).status_code == 302


def test_what_was_asked_with_a_number_that_nobody_saw_is_taken_at_the_counter_with_a_code(
    office: Office, dossier: Dossier
) -> None:
    client = identified(dossier)
    asked = ask(client, dossier)
    assert asked.proof == IdentityProof.NUMBER_ALONE
    assert grant(office, asked) == ""
    assert client.post(reverse("onestop:take_own_data", args=[dossier.token, asked.pk])).status_code == 404
    page = client.get(reverse("onestop:own_data", args=[dossier.token])).content.decode()
    assert "mang giấy tờ tùy thân đến bộ phận một cửa" in page
    assert "Tải dữ liệu của tôi" not in page
    _, code = give_code(request_id=asked.pk, by=office.receptionist, now=clock.now())
    taken = Client().post(reverse("privacy:take"), {"code": code, "number": NUMBER})
    assert zipfile.is_zipfile(io.BytesIO(b"".join(taken)))


def test_what_a_stranger_asked_does_not_stand_in_the_way_of_the_person(
    office: Office, dossier: Dossier, seen: Dossier
) -> None:
    ask(identified(dossier), dossier)
    mine = ask(identified(seen), seen)
    assert mine.proof == IdentityProof.LOOK_UP
    assert grant(office, mine) == ""
    shown = identified(dossier).get(reverse("onestop:own_data", args=[dossier.token])).content.decode()
    assert "Đã lập." not in shown


def test_a_request_of_somebody_else_is_not_found(office: Office, dossier: Dossier) -> None:
    other = make_dossier(office, State.IN_PROCESS, online=True, identity_number="079190099999")
    theirs = Client()
    theirs.post(reverse("onestop:own_papers", args=[other.token]), {"number": "079190099999"})
    asked = ask(theirs, other)
    assert identified(dossier).post(reverse("onestop:take_own_data", args=[dossier.token, asked.pk])).status_code == 404


def test_whoever_files_with_a_strangers_number_neither_takes_the_warning_nor_reads_what_was_asked(
    office: Office, seen: Dossier
) -> None:
    victim = seen.applicant
    known = (victim.full_name, victim.phone, victim.email)
    asked = ask(identified(seen), seen)
    grant(office, asked)
    later = make_dossier(
        office,
        State.SUBMITTED,
        online=True,
        identity_number=NUMBER,
        full_name="Kẻ Mạo Danh",
        phone="0987000111",
        now=clock.now() + timedelta(minutes=1),
    )
    assert later.applicant_id == victim.pk
    victim.refresh_from_db()
    assert (victim.full_name, victim.phone, victim.email) == known
    stranger = identified(later)
    assert "Đã lập." not in stranger.get(reverse("onestop:own_data", args=[later.token])).content.decode()
    assert stranger.post(reverse("onestop:take_own_data", args=[later.token, asked.pk])).status_code == 404


def test_a_number_alone_sends_no_end_of_requests_and_one_warning_a_day(office: Office, seen: Dossier) -> None:
    victim = seen.applicant
    for number in range(MOST_UNPROVED + 1):
        made = make_dossier(
            office, State.SUBMITTED, online=True, identity_number=NUMBER, now=clock.now() + timedelta(minutes=number)
        )
        answer = identified(made).post(reverse("onestop:own_data", args=[made.token]), {"kind": "access"})
    assert (answer.status_code, SubjectRequest.objects.count()) == (400, MOST_UNPROVED)
    assert "Đang có nhiều yêu cầu chờ trả lời" in answer.content.decode()
    warned = OutboxMessage.objects.filter(about_type="subject_request")
    assert warned.filter(to=victim.phone).count() == 1


def test_who_was_never_seen_is_not_warned_where_a_stranger_said(office: Office, dossier: Dossier) -> None:
    ask(identified(dossier), dossier)
    assert not OutboxMessage.objects.filter(about_type="subject_request").exists()
