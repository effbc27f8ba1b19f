"""A link that is used or whose time is over says so, and what to do: never a bare "not found"."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.payments.models import Charge
from motcua.foundation.privacy.actions.answer_request import answer_request
from motcua.foundation.privacy.actions.receive_request import receive_request
from motcua.foundation.privacy.models import IdentityProof, Outcome, RequestKind
from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.destroy_dossier import destroy_dossier
from motcua.services.onestop.actions.forget_expired import forget_expired
from motcua.services.onestop.actions.return_result import return_result
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.helping.actions.object_to_help import object_to_help
from motcua.services.onestop.models import DestroyedResult, Draft, HelpedFiling
from motcua.services.onestop.models import Outcome as Decided
from motcua.services.onestop.states import State
from motcua.services.surveys.models import UsedToken
from motcua.services.surveys.tokens import new_address, read
from tests.factories.attachments import make_pdf
from tests.factories.delivery import owe
from tests.factories.helping import Helpers, make_filing, make_helped, make_helpers
from tests.factories.onestop import CITIZEN, NOW, Office, at_decision, make_dossier, make_handing
from tests.factories.units import sign_in

FAR = NOW.replace(year=2040)


@dataclass
class World:
    """What a link is made of: the office, its helpers, a browser, and a way to move its clock."""

    office: Office
    helpers: Helpers
    client: Client
    move: Callable[[datetime], None]


@pytest.fixture
def world(office: Office, client: Client, monkeypatch: pytest.MonkeyPatch) -> World:
    """An office with helpers, in the spring of 2019."""

    def move(now: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: now)

    move(NOW)
    return World(office, make_helpers(office), client, move)


def supplement_handed_in(world: World) -> str:
    return reverse("onestop:supplement", args=[make_dossier(world.office).token])


def objection_sent(world: World) -> str:
    dossier = make_helped(world.helpers)
    object_to_help(dossier_id=dossier.pk, reason="Tôi không nhờ.", by=CITIZEN, now=NOW)
    return reverse("onestop:object", args=[dossier.token])


def objection_after_the_end(world: World) -> str:
    dossier = make_helped(world.helpers)
    withdraw_dossier(dossier_id=dossier.pk, by=world.office.receptionist, now=NOW)
    return reverse("onestop:object", args=[dossier.token])


def objection_to_no_help(world: World) -> str:
    return reverse("onestop:object", args=[make_dossier(world.office).token])


def papers_of_a_destroyed_dossier(world: World) -> str:
    dossier = make_dossier(world.office, State.RETURNED)
    destroy_dossier(record_id=str(dossier.pk), by=world.office.leader, now=FAR)
    return reverse("onestop:own_papers", args=[dossier.token])


def complaint_about_a_destroyed_dossier(world: World) -> str:
    return papers_of_a_destroyed_dossier(world).replace("giay-to", "khieu-nai")


def result_whose_record_is_destroyed(world: World) -> str:
    dossier = at_decision(world.office)
    upload = io.BytesIO(make_pdf())
    upload.name = "giay-phep.pdf"
    given: dict[str, Any] = {"dossier_id": dossier.pk, "now": NOW}
    result = decide_result(outcome=Decided.APPROVED, result=upload, by=world.office.leader, **given).result
    return_result(handing=make_handing(), by=world.office.receptionist, **given)
    destroy_dossier(record_id=str(dossier.pk), by=world.office.leader, now=FAR)
    assert DestroyedResult.objects.get().decided_on == day_of(NOW)
    return reverse("onestop:check_result", args=[result.token])


def receipt_half_an_hour_after_helping(world: World) -> str:
    make_helped(world.helpers)
    world.client = sign_in(world.client, world.helpers.helper)
    world.move(NOW + timedelta(minutes=31))
    return reverse("helping:receipt", args=[HelpedFiling.objects.get().pk])


def draft_of_a_helper_after_a_month(world: World) -> str:
    helped = make_filing(world.helpers)
    world.client = sign_in(world.client, world.helpers.helper)
    world.move(NOW + timedelta(days=31))
    return reverse("helping:check", args=[helped.pk])


def _draft(world: World) -> tuple[Draft, str]:
    address = reverse("onestop:start", args=[world.office.slug])
    there = world.client.post(address, {"unit": world.office.unit.pk}).headers["Location"]
    return Draft.objects.get(), there


def draft_after_a_month(world: World) -> str:
    _made, there = _draft(world)
    world.move(NOW + timedelta(days=31))
    return there


def draft_that_was_forgotten(world: World) -> str:
    _made, there = _draft(world)
    forget_expired(now=NOW + timedelta(days=31))
    assert not Draft.objects.exists()
    return there


def fee_whose_link_expired(world: World) -> str:
    charge: Charge = owe(world.office, make_dossier(world.office), 15_000)
    world.move(charge.expires_at + timedelta(seconds=1))
    return reverse("payments:pay", args=[charge.link])


def voice_that_was_given(world: World) -> str:
    token = _voice(world)
    asked = read(token)
    assert asked is not None
    UsedToken.objects.create(token_hash=asked.hash)
    return reverse("surveys:answer", args=[token])


def _voice(world: World) -> str:
    return new_address({"unit": str(world.office.unit.pk), "field": "trade"}, NOW).rstrip("/").rpartition("/")[2]


def voice_after_its_time(world: World) -> str:
    token = _voice(world)
    world.move(NOW + timedelta(days=365))
    return reverse("surveys:answer", args=[token])


OVER: list[tuple[Callable[[World], str], str, str]] = [
    (supplement_handed_in, "không chờ giấy tờ bổ sung", "Mở trang tra cứu"),
    (objection_sent, "đang được xác minh", "Mở trang tra cứu"),
    (objection_after_the_end, "đã kết thúc", "bộ phận một cửa để khiếu nại"),
    (objection_to_no_help, "không do ai nộp giúp", "bộ phận một cửa"),
    (papers_of_a_destroyed_dossier, "hết thời hạn lưu trữ", "Trang tra cứu vẫn cho biết"),
    (complaint_about_a_destroyed_dossier, "hết thời hạn lưu trữ", "bộ phận một cửa"),
    (result_whose_record_is_destroyed, "không làm kết quả mất giá trị", "hỏi cơ quan đã cấp"),
    (receipt_half_an_hour_after_helping, "30 phút", "để được in lại"),
    (draft_of_a_helper_after_a_month, "hết hạn lưu", "Hãy bắt đầu lại"),
    (draft_after_a_month, "hết hạn lưu", "Hãy bắt đầu lại"),
    (draft_that_was_forgotten, "hết hạn lưu", "Hãy bắt đầu lại"),
    (fee_whose_link_expired, "Liên kết này đã hết hạn", "nhận liên kết mới"),
    (voice_that_was_given, "đã được dùng", "không cần làm gì thêm"),
    (voice_after_its_time, "đã hết hạn", "khiếu nại ở trang tra cứu"),
]


@pytest.mark.parametrize(("make", "what", "then"), OVER, ids=[make.__name__ for make, *_ in OVER])
def test_the_page_says_that_it_is_over_and_what_to_do(
    world: World, make: Callable[[World], str], what: str, then: str
) -> None:
    answer = world.client.get(make(world))
    page = answer.content.decode()
    assert (answer.status_code, what in page, then in page) == (410, True, True), page
    assert "Nguyễn Thị Ánh" not in page


def test_the_export_of_own_data_is_taken_once_and_says_so(world: World) -> None:
    dossier = make_dossier(world.office, State.IN_PROCESS)
    asked = receive_request(
        person=dossier.applicant,
        unit_id=world.office.unit.pk,
        kind=RequestKind.ACCESS,
        proof=IdentityProof.IDENTITY_CARD,
        text="",
        by=world.office.receptionist,
        now=NOW,
    )
    _answered, code = answer_request(
        request_id=asked.pk, outcome=Outcome.GRANTED, answer="Đã lập.", by=world.office.leader, now=NOW
    )
    given = {"code": code, "number": dossier.applicant.identity_number}
    first = world.client.post(reverse("privacy:take"), given)
    assert (first.status_code, first.headers["Content-Type"]) == (200, "application/zip")
    b"".join(first)
    again = world.client.post(reverse("privacy:take"), given)
    assert (again.status_code, "đã được tải hoặc đã hết hạn tải" in again.content.decode()) == (410, True)


def test_whoever_proved_who_they_are_half_an_hour_ago_is_told_why_they_are_asked_again(world: World) -> None:
    dossier = make_dossier(world.office)
    address = reverse("onestop:own_papers", args=[dossier.token])
    assert "Đã quá 30 phút" not in world.client.get(address).content.decode()
    world.client.post(address, {"number": dossier.applicant.identity_number})
    world.move(NOW + timedelta(minutes=31))
    assert "Đã quá 30 phút" in world.client.get(address).content.decode()


def test_the_look_up_of_a_destroyed_dossier_says_what_is_left(world: World) -> None:
    dossier = make_dossier(world.office, State.RETURNED)
    destroy_dossier(record_id=str(dossier.pk), by=world.office.leader, now=FAR)
    page = world.client.get(reverse("onestop:status", args=[dossier.token])).content.decode()
    assert "Hồ sơ đã hết thời hạn lưu trữ" in page
    assert not any(reverse(f"onestop:{name}", args=[dossier.token]) in page for name in ("own_papers", "complaints"))


@pytest.mark.parametrize("page", ["bo-sung", "giay-to", "khieu-nai", "nop-giup", "nop-tien", "du-lieu"])
def test_a_wrong_code_is_asked_for_again_below_it_too(client: Client, page: str, db: None) -> None:
    answer = client.get(f"/tra-cuu/7Z3K-9QWE-4TN8-XR2M-C/{page}/")
    assert (answer.status_code, "Không tìm thấy hồ sơ nào với mã này" in answer.content.decode()) == (404, True)
