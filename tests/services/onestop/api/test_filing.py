"""Filing by programs: once for each key, refused with every fault, and only by registered programs."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.foundation.units.queries import version_on
from motcua.foundation.units.rules import day_of
from motcua.foundation.units.versions import close_version
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.close_procedure import close_procedure
from motcua.services.onestop.actions.reject_dossier import reject_dossier
from motcua.services.onestop.models import ApiClient, Dossier
from tests.factories.onestop import NOW, SYSTEM, Office
from tests.services.onestop.api.conftest import Post
from tests.services.onestop.test_settings import set_to

ANSWERS = {
    "full_name": "Nguyễn Thị Ánh",
    "identity_number": "079190012345",
    "phone": "0901234567",
    "is_renewal": False,
    "purpose": "Bán lẻ",
}


def body_for(office: Office, **changes: Any) -> dict[str, Any]:
    """Return a right filing."""
    code = version_on(office.unit, day_of(NOW)).code
    return {"procedure": office.slug, "unit": code, "answers": ANSWERS} | changes


def said(answer: Any) -> dict[str, Any]:
    """Return the JSON of an answer of Django's test client."""
    return dict(answer.json())


def test_a_dossier_is_filed_and_found_by_its_code(post: Post, office: Office, client: Any) -> None:
    answer = post(body_for(office))
    assert answer.status_code == 201
    filed = said(answer)
    dossier = Dossier.objects.get()
    assert (filed["code"], filed["token"]) == (dossier.code, dossier.token)
    assert filed["filed_at"] == "2019-04-08T08:30:00+07:00"
    status = client.get(f"/api/v1/dossiers/{filed['token']}").json()
    assert (status["code"], status["state"], status["state_code"]) == (dossier.code, "submitted", 1)
    assert "Ánh" not in str(status)


def test_what_is_received_at_the_counter_only_is_refused(post: Post, office: Office) -> None:
    set_to(office, files_online=False)
    answer = post(body_for(office))
    assert (answer.status_code, said(answer)["type"]) == (409, "urn:motcua:not_online")
    assert not Dossier.objects.exists()


def test_the_same_key_and_body_give_the_same_answer(post: Post, office: Office) -> None:
    first, second = post(body_for(office)), post(body_for(office))
    assert first.status_code == second.status_code == 201
    assert said(first) == said(second)
    assert Dossier.objects.count() == 1


def test_the_same_key_gives_the_same_answer_after_the_dossier_has_moved_on(post: Post, office: Office) -> None:
    first = post(body_for(office))
    reject_dossier(
        dossier_id=Dossier.objects.get().pk,
        reason="Không đúng thẩm quyền.",
        legal_ground="Nghị định 61/2018/NĐ-CP",
        by=office.receptionist,
        now=NOW,
    )
    assert post(body_for(office)).content == first.content


def test_another_body_under_the_key_is_refused(post: Post, office: Office) -> None:
    post(body_for(office))
    answer = post(body_for(office, answers={**ANSWERS, "purpose": "Bán buôn"}))
    assert answer.status_code == 422
    assert said(answer)["title"] == "idempotency_key_reused"
    assert Dossier.objects.count() == 1


def test_the_same_key_gives_the_same_answer_after_the_unit_has_ended(
    post: Post, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = body_for(office)
    first = post(body)
    later = NOW + timedelta(days=2)
    close_version(version_on(office.unit, day_of(NOW)), end=day_of(later))
    monkeypatch.setattr(clock, "now", lambda: later)
    assert said(post(body, once="lan-2"))["title"] == "unknown_unit"
    assert said(post(body)) == said(first)


def test_another_key_files_again(post: Post, office: Office) -> None:
    assert said(post(body_for(office)))["code"] != said(post(body_for(office), once="lan-2"))["code"]
    assert Dossier.objects.count() == 2


def test_without_a_key_nothing_is_filed(post: Post, office: Office) -> None:
    answer = post(body_for(office), once=None)
    assert answer.status_code == 422
    assert "Idempotency-Key" in str(said(answer)["faults"])
    assert not Dossier.objects.exists()


def test_a_refused_filing_does_not_use_up_its_key(post: Post, office: Office) -> None:
    assert post(body_for(office, answers={})).status_code == 422
    assert post(body_for(office)).status_code == 201


def test_every_fault_is_named_by_its_field(post: Post, office: Office) -> None:
    answer = post(body_for(office, answers={**ANSWERS, "phone": "12", "full_name": "", "stranger": 1}))
    assert answer.status_code == 422
    problem = said(answer)
    assert problem["type"] == "urn:motcua:form_refused"
    assert set(problem["faults"]) == {"phone", "full_name", "stranger"}


def test_an_unknown_program_is_turned_away(post: Post, office: Office) -> None:
    answer = post(body_for(office), bearer="khong-co")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert said(answer)["title"] == "unknown_client"


def test_a_program_switched_off_is_turned_away(post: Post, office: Office) -> None:
    ApiClient.objects.update(is_active=False)
    assert post(body_for(office)).status_code == 401


def test_unknown_procedure_and_unit_are_not_found(post: Post, office: Office) -> None:
    assert said(post(body_for(office, procedure="khong-co")))["title"] == "unknown_procedure"
    assert said(post(body_for(office, unit="khong-co")))["title"] == "unknown_unit"


def test_a_closed_procedure_is_a_conflict(post: Post, office: Office) -> None:
    close_procedure(slug=office.slug, unit_id=office.unit.pk, reason="Hết", by=SYSTEM, now=NOW)
    answer = post(body_for(office))
    assert answer.status_code == 409
    assert said(answer)["title"] == "procedure_closed"


def test_unknown_members_of_the_body_are_refused(post: Post, office: Office) -> None:
    assert post(body_for(office, stranger=1)).status_code == 422
    assert not Dossier.objects.exists()


def test_faults_are_problem_documents_and_described_as_such(post: Post, office: Office, client: Client) -> None:
    """RFC 9457, section 3: the media type says so."""
    answers = (
        post(body_for(office), bearer="khong-co"),
        post(body_for(office, unit="khong-co")),
        post(body_for(office, stranger=1)),
        client.get("/api/v1/dossiers/khong-co"),
    )
    assert [answer["Content-Type"] for answer in answers] == ["application/problem+json"] * 4
    assert post(body_for(office))["Content-Type"].startswith("application/json")
    described = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/dossiers"]["post"]["responses"]
    assert {status: list(answer["content"]) for status, answer in described.items()} == {
        "201": ["application/json"],
        **{status: ["application/problem+json"] for status in ("400", "401", "404", "409", "422")},
    }


@pytest.mark.parametrize(
    "change",
    [
        {"unit": "\x00"},
        {"procedure": "a\x00"},
        {"contact": {"email": "a\x00@vidu.vn"}},
        {"contact": {"phone": "090123456\x00"}},
        {"answers": ANSWERS | {"purpose": "\x00"}},
        {"answers": ANSWERS | {"\x00": 1}},
    ],
)
def test_a_zero_byte_is_refused(post: Post, office: Office, change: dict[str, Any]) -> None:
    assert post(body_for(office, **change)).status_code in {409, 422}
    assert not Dossier.objects.exists()


def test_a_zero_byte_in_a_name_is_left_out(post: Post, office: Office) -> None:
    assert post(body_for(office, answers=ANSWERS | {"full_name": "Nguyễn\x00 Thị Ánh"})).status_code == 201
    assert Dossier.objects.get().applicant.full_name == "Nguyễn Thị Ánh"
