"""The pages of what people ask: at the counter, for the clerk, and where a person takes the own data."""

import io
import re
import zipfile

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.foundation.people.models import Person
from motcua.foundation.privacy.actions.note_reading import note_reading
from motcua.foundation.privacy.actions.receive_request import receive_request
from motcua.foundation.privacy.models import IdentityProof, Reading, ReadingKind, RequestKind, SubjectRequest
from motcua.foundation.privacy.own_holdings import read_readings
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime import clock
from tests.factories.people import make_person
from tests.factories.units import make_staff, make_succession, make_unit, sign_in
from tests.factories.worktime import make_calendar


@pytest.fixture
def person(db: None) -> Person:
    """Somebody who asks."""
    make_calendar()
    return make_person()


@pytest.fixture
def clerk(person: Person) -> Staff:
    """The clerk of a ward."""
    return make_staff(role=Role.CLERK, unit=make_unit())


@pytest.fixture
def asked(person: Person, clerk: Staff) -> SubjectRequest:
    """A request for access that waits."""
    return receive_request(
        person=person,
        unit_id=clerk.home_unit_id,
        kind=RequestKind.ACCESS,
        proof=IdentityProof.IDENTITY_CARD,
        text="Cho tôi xem",
        by=clerk,
        now=clock.now(),
    )


def typed(clerk: Staff, number: str) -> dict[str, object]:
    return {
        "unit": clerk.home_unit_id,
        "identity_kind": "cccd",
        "identity_number": number,
        "proof": "identity_card",
        "kind": "access",
        "text": "Cho tôi xem",
    }


def test_a_request_at_the_counter_gets_a_due_time(client: Client, person: Person, clerk: Staff) -> None:
    sign_in(client, clerk)
    page = client.post(reverse("privacy:receive"), typed(clerk, person.identity_number), follow=True).content.decode()
    assert "Hạn trả lời" in page
    assert "chưa kiểm chứng" in page
    assert person.identity_number not in page


@pytest.mark.parametrize("number", ["123", "079190999999"])
def test_a_number_nobody_has_is_told_beside_its_field(client: Client, clerk: Staff, number: str) -> None:
    sign_in(client, clerk)
    answer = client.post(reverse("privacy:receive"), typed(clerk, number))
    assert answer.status_code == 422
    assert 'id="id_identity_number_error"' in answer.content.decode()
    assert not SubjectRequest.objects.exists()


def test_each_choice_that_is_missing_says_so_in_its_own_words(client: Client, person: Person, clerk: Staff) -> None:
    left_out = {"proof": "", "kind": ""}
    page = (
        sign_in(client, clerk)
        .post(reverse("privacy:receive"), typed(clerk, person.identity_number) | left_out)
        .content.decode()
    )
    assert "Chưa chọn đã kiểm tra người yêu cầu bằng cách nào." in page
    assert "Chưa chọn người dân yêu cầu điều gì." in page
    assert "Trường này là bắt buộc" not in page


def test_the_list_shows_what_waits_to_those_of_the_unit(client: Client, asked: SubjectRequest, clerk: Staff) -> None:
    address = reverse("privacy:requests")
    assert asked.person.full_name in sign_in(client, clerk).get(address).content.decode()
    stranger = sign_in(Client(), make_staff(role=Role.CLERK))
    assert asked.person.full_name not in stranger.get(address).content.decode()
    assert stranger.get(reverse("privacy:request", args=[asked.pk])).status_code == 404


def test_reading_a_request_is_noted_and_readings_at_other_units_are_not_shown(
    client: Client, asked: SubjectRequest, clerk: Staff
) -> None:
    """Whoever types a number at a counter does not learn from the list where else its owner has dossiers."""
    for staff, about in ((make_staff(role=Role.SPECIALIST), "HO-SO-CUA-NOI-KHAC"), (clerk, "HO-SO-CUA-MINH")):
        note_reading(
            person=asked.person,
            kind=ReadingKind.PAGE,
            about=("dossier", about),
            in_full=True,
            by=staff,
            now=clock.now(),
        )
    page = sign_in(client, clerk).get(reverse("privacy:request", args=[asked.pk])).content.decode()
    assert ("HO-SO-CUA-MINH" in page, "HO-SO-CUA-NOI-KHAC" in page) == (True, False)
    seen = Reading.objects.get(person=asked.person, about_type="subject_request")
    assert (seen.staff, seen.about_id, seen.in_full) == (clerk, asked.number, False)


def test_the_reading_of_a_request_is_not_called_that_of_a_dossier(
    client: Client, asked: SubjectRequest, clerk: Staff
) -> None:
    address = reverse("privacy:request", args=[asked.pk])
    sign_in(client, clerk).get(address)
    page = client.get(address).content.decode()
    assert "<td>Xem yêu cầu về dữ liệu cá nhân</td>" in page
    assert "Trả lời yêu cầu về dữ liệu cá nhân</td>" in page
    assert "Xem hồ sơ" not in page
    (row,) = read_readings(asked.person, clock.now()).rows[:1]
    assert (row["Việc"], row["Lý do"]) == ("Xem yêu cầu về dữ liệu cá nhân", "Trả lời yêu cầu về dữ liệu cá nhân")
    note_reading(
        person=asked.person, kind=ReadingKind.PAGE, about=("dossier", "A"), in_full=True, by=clerk, now=clock.now()
    )
    read = Reading.objects.latest("pk")
    assert (read.done, read.why) == ("Xem hồ sơ", "Giải quyết hồ sơ")


def test_a_request_in_english_says_what_was_asked_and_who_received_it(
    client: Client, asked: SubjectRequest, clerk: Staff
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = sign_in(client, clerk).get(reverse("privacy:request", args=[asked.pk])).content.decode()
    assert "What was asked" in page
    assert "Received by" in page
    assert "Receiver" not in page


def test_readings_at_a_unit_that_was_taken_over_are_shown_to_whoever_took_it_over(
    asked: SubjectRequest, clerk: Staff
) -> None:
    note_reading(
        person=asked.person,
        kind=ReadingKind.PAGE,
        about=("dossier", "HO-SO-CU"),
        in_full=True,
        by=clerk,
        now=clock.now(),
    )
    heir = make_unit()
    make_succession(clerk.home_unit, heir, on=day_of(clock.now()))
    page = sign_in(Client(), make_staff(role=Role.CLERK, unit=heir)).get(reverse("privacy:request", args=[asked.pk]))
    assert "HO-SO-CU" in page.content.decode()


def test_a_long_list_costs_as_many_queries_as_a_short_one(asked: SubjectRequest, clerk: Staff) -> None:
    client, address = sign_in(Client(), clerk), reverse("privacy:requests")
    client.get(address)
    with CaptureQueriesContext(connection) as short:
        client.get(address)
    for _more in range(2):
        receive_request(
            person=make_person(),
            unit_id=clerk.home_unit_id,
            kind=RequestKind.ACCESS,
            proof=IdentityProof.IDENTITY_CARD,
            text="",
            by=clerk,
            now=clock.now(),
        )
    with CaptureQueriesContext(connection) as long:
        assert client.get(address).content.decode().count('<th scope="row">') == 3
    assert len(long) == len(short)


def test_the_code_is_shown_once_and_opens_the_export_once(
    client: Client, asked: SubjectRequest, clerk: Staff, person: Person
) -> None:
    answer = sign_in(client, clerk).post(
        reverse("privacy:request", args=[asked.pk]), {"outcome": "granted", "answer": "Đã lập bản dữ liệu."}
    )
    found = re.search(r"\b(?:[0-9A-Z]{5}-){5}[0-9A-Z]\b", answer.content.decode())
    assert found is not None
    code = found.group()
    assert code not in client.get(reverse("privacy:request", args=[asked.pk])).content.decode()

    visitor, given = Client(), {"code": code, "number": person.identity_number}
    wrong = visitor.post(reverse("privacy:take"), {**given, "number": "079190999999"})
    taken = visitor.post(reverse("privacy:take"), given)
    again = visitor.post(reverse("privacy:take"), given)
    assert (wrong.status_code, taken.status_code, again.status_code) == (422, 200, 410)
    told = again.content.decode()
    assert "tải lại trang" not in told
    assert all(step in told for step in ("trang tra cứu hồ sơ", "mang giấy tờ tùy thân đến bộ phận một cửa"))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(taken)))
    assert archive.testzip() is None
    assert "no-store" in taken.headers["Cache-Control"]


def test_an_unknown_code_opens_nothing(client: Client, asked: SubjectRequest, person: Person) -> None:
    answer = client.post(reverse("privacy:take"), {"code": "AAAAA-BBBBB", "number": person.identity_number})
    assert (answer.status_code, "Không có mã này" in answer.content.decode()) == (422, True)
