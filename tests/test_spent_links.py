"""Every kind of link and code that the platform gives out, once it is used, expired or unknown: the page says so, and
what to do instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from pytest_django import Settings

from motcua.foundation.payments.actions.cancel_charge import cancel_charge
from motcua.foundation.payments.models import Charge
from motcua.foundation.privacy.actions.answer_request import answer_request
from motcua.foundation.privacy.actions.hand_out_export import hand_out_export
from motcua.foundation.privacy.actions.receive_request import receive_request
from motcua.foundation.privacy.models import IdentityProof, Outcome, RequestKind
from motcua.foundation.worktime import clock
from motcua.replication.contest.actions.excuse_panelist import excuse_panelist
from motcua.replication.contest.kinds import Round
from motcua.replication.contest.models import Assignment, Panelist
from motcua.services.onestop.actions.forget_expired import forget_expired
from motcua.services.onestop.actions.withdraw_dossier import withdraw_dossier
from motcua.services.onestop.complaints.actions.file_complaint import file_complaint
from motcua.services.onestop.complaints.actions.withdraw_complaint import withdraw_complaint
from motcua.services.onestop.delivery.actions.hand_over_parcel import hand_over_parcel
from motcua.services.onestop.helping.actions.object_to_help import object_to_help
from motcua.services.onestop.models import ConsentWay, Draft, FigureExport
from motcua.services.onestop.states import State
from motcua.services.surveys.actions.give_voice import give_voice
from motcua.services.surveys.rules import OPEN_FOR, Rating, monday_of
from motcua.services.surveys.tokens import NONCE, Asked, write
from tests.factories.contest import FINAL_DAY, READING, final_hall, reading_hall
from tests.factories.delivery import LATER, at_the_door, make_carriers, make_parcel, make_trip
from tests.factories.helping import NUMBER as HELPED
from tests.factories.helping import make_filing, make_helped, make_helpers
from tests.factories.onestop import CITIZEN, NOW, Office, make_dossier, make_office
from tests.factories.payments import Till, make_book, make_charge, pay_cash
from tests.factories.surveys import asking
from tests.factories.units import make_unit, sign_in
from tests.services.onestop.web.public.filing import fill, submit

NUMBER = "079190012345"
A_MONTH = timedelta(days=31)

At = Callable[[datetime], None]
Answer: TypeAlias = Any  # of the test client
Press = Callable[[Office, At], Answer]


@dataclass(frozen=True)
class Spent:
    """A link of some kind when it is spent: how one comes to it, what is answered, and what the page says."""

    kind: str
    press: Press
    status: int
    says: str
    leads: str


def look_up_unknown(_office: Office, _at: At) -> Answer:
    return Client().get("/tra-cuu/7Z3K-9QWE-4TN8-XR2M-C")


def draft_expired(office: Office, at: At) -> Answer:
    client = Client()
    base = fill(client, office)
    at(NOW + A_MONTH)
    return client.get(f"{base}person/")


def draft_forgotten(office: Office, at: At) -> Answer:
    client = Client()
    base = fill(client, office)
    at(NOW + A_MONTH)
    forget_expired(now=NOW + A_MONTH)
    assert not Draft.objects.exists()
    return client.post(f"{base}kiem-tra/", {"result_by": "counter", "truthful": "on"})


def draft_used(office: Office, _at: At) -> Answer:
    client = Client()
    return client.get(f"{submit(client, office)}person/", follow=True)


def resume_code_forgotten(_office: Office, _at: At) -> Answer:
    return Client().post(reverse("onestop:resume"), {"code": "0000-0000-0000-0000-0"})


def supplement_used(office: Office, _at: At) -> Answer:
    return Client().get(reverse("onestop:supplement", args=[make_dossier(office, State.IN_PROCESS).token]))


def objection_used(office: Office, _at: At) -> Answer:
    dossier = make_helped(make_helpers(office))
    object_to_help(dossier_id=dossier.pk, reason="Tôi không nhờ ai.", by=CITIZEN, now=LATER)
    return Client().get(reverse("onestop:object", args=[dossier.token]))


def objection_too_late(office: Office, _at: At) -> Answer:
    dossier = make_helped(make_helpers(office))
    withdraw_dossier(dossier_id=dossier.pk, by=CITIZEN, now=LATER)
    return Client().get(reverse("onestop:object", args=[dossier.token]))


def objection_of_nobody(office: Office, _at: At) -> Answer:
    return Client().get(reverse("onestop:object", args=[make_dossier(office, State.RETURNED).token]))


def identified(token: str, number: str = NUMBER) -> Client:
    client = Client()
    client.post(reverse("onestop:own_papers", args=[token]), {"number": number})
    return client


def complaint_withdrawn_twice(office: Office, _at: At) -> Answer:
    dossier = make_dossier(office, State.IN_PROCESS, identity_number=NUMBER)
    complaint = file_complaint(dossier_id=dossier.pk, unit_id=office.unit.pk, text="Chậm", now=NOW)
    withdraw_complaint(dossier_id=dossier.pk, complaint_uid=complaint.uid, now=NOW)
    return identified(dossier.token).post(reverse("onestop:withdraw_complaint", args=[dossier.token, complaint.uid]))


def complaint_too_late(office: Office, at: At) -> Answer:
    dossier = make_dossier(office, State.RETURNED, identity_number=NUMBER)
    at(NOW + timedelta(days=120))
    body = {"unit": office.unit.pk, "text": "Chậm"}
    return identified(dossier.token).post(reverse("onestop:complaints", args=[dossier.token]), body)


def second_complaint_too_late(_office: Office, at: At) -> Answer:
    ward = make_office(parent=make_unit())
    dossier = make_dossier(ward, State.IN_PROCESS, identity_number=NUMBER)
    first = file_complaint(dossier_id=dossier.pk, unit_id=ward.unit.pk, text="Chậm", now=NOW)
    at(NOW + timedelta(days=120))
    address = reverse("onestop:second_complaint", args=[dossier.token, first.uid])
    return identified(dossier.token).post(address, {"text": "Chưa trả lời"})


def export(office: Office, *, number: str = NUMBER) -> tuple[str, int, str]:
    """Answer a request for one's data: at the counter, so that a code opens the export."""
    dossier = make_dossier(office, State.IN_PROCESS, identity_number=number)
    asked = receive_request(
        person=dossier.applicant,
        unit_id=office.unit.pk,
        kind=RequestKind.ACCESS,
        proof=IdentityProof.IDENTITY_CARD,
        text="",
        by=office.leader,
        now=NOW,
    )
    _answered, code = answer_request(
        request_id=asked.pk, outcome=Outcome.GRANTED, answer="Đã lập.", by=office.leader, now=NOW
    )
    return dossier.token, asked.pk, code


def export_code_used(office: Office, _at: At) -> Answer:
    _token, asked, code = export(office)
    hand_out_export(request_id=asked, now=NOW).archive.close()
    return Client().post(reverse("privacy:take"), {"code": code, "number": NUMBER})


def export_code_expired(office: Office, at: At) -> Answer:
    _token, _asked, code = export(office)
    at(NOW + timedelta(days=8))
    return Client().post(reverse("privacy:take"), {"code": code, "number": NUMBER})


def export_code_unknown(_office: Office, _at: At) -> Answer:
    return Client().post(reverse("privacy:take"), {"code": "00000-00000", "number": NUMBER})


def bill(office: Office) -> tuple[Till, Charge]:
    till = Till(office.unit, office.receptionist, office.leader, office.leader, office.leader)
    return till, make_charge(till)


def pay_expired(office: Office, at: At) -> Answer:
    _till, charge = bill(office)
    at(NOW + A_MONTH)
    return Client().get(reverse("payments:pay", args=[charge.link]))


def pay_cancelled(office: Office, _at: At) -> Answer:
    till, charge = bill(office)
    cancel_charge(code=charge.code, reason="Lập nhầm.", by=till.cashier, now=NOW)
    return Client().get(reverse("payments:pay", args=[charge.link]))


def notice_expired(office: Office, at: At) -> Answer:
    _till, charge = bill(office)
    at(NOW + A_MONTH)
    return Client().get(reverse("payments:notice", args=[charge.link]))


def notice_cancelled(office: Office, _at: At) -> Answer:
    till, charge = bill(office)
    cancel_charge(code=charge.code, reason="Lập nhầm.", by=till.cashier, now=NOW)
    return Client().get(reverse("payments:notice", args=[charge.link]))


def taken_sheet(at: At) -> Assignment:
    """Return a sheet whose judge left the panel."""
    hall = reading_hall()
    sheet = Assignment.objects.select_related("judge").filter(judge=hall.readers[0]).earliest("pk")
    seat = Panelist.objects.get(contest=hall.contest, staff=sheet.judge)
    excuse_panelist(panelist_id=seat.pk, reason="Đi công tác.", by=hall.coordinator, now=READING)
    at(READING)
    return sheet


def sheet_taken_away(_office: Office, at: At) -> Answer:
    sheet = taken_sheet(at)
    return sign_in(Client(), sheet.judge).get(reverse("contest:sheet", args=[sheet.pk]))


def sheet_file_taken_away(_office: Office, at: At) -> Answer:
    sheet = taken_sheet(at)
    return sign_in(Client(), sheet.judge).get(reverse("contest:blind_file", args=[sheet.pk, uuid4()]))


def sheet_of_a_closed_round(_office: Office, at: At) -> Answer:
    final_hall()
    at(FINAL_DAY)
    sheet = Assignment.objects.select_related("judge").filter(round=Round.PRELIMINARY).earliest("pk")
    return sign_in(Client(), sheet.judge).get(reverse("contest:sheet", args=[sheet.pk]))


def pay_used(office: Office, _at: At) -> Answer:
    till, charge = bill(office)
    make_book(office.unit)
    pay_cash(till, charge)
    return Client().get(reverse("payments:pay", args=[charge.link]))


def result_unknown(_office: Office, _at: At) -> Answer:
    return Client().get(reverse("onestop:check_result", args=["7Z3K-9QWE-4TN8-XR2M-C"]))


def consent_code_old(office: Office, at: At) -> Answer:
    helpers = make_helpers(office)
    filing = make_filing(helpers, way=ConsentWay.CODE)
    at(NOW + timedelta(minutes=31))
    client = sign_in(Client(), helpers.helper)
    return client.post(reverse("helping:code", args=[filing.pk]), {"code": "000000"})


def door_used(office: Office, at: At) -> Answer:
    carriers = make_carriers(office)
    parcel = make_parcel(carriers)
    make_trip(carriers, parcel)
    hand_over_parcel(parcel_id=parcel.pk, door=at_the_door(parcel), by=carriers.carrier, now=LATER)
    at(LATER)
    return sign_in(Client(), carriers.carrier).get(reverse("delivery:parcel", args=[parcel.uid]))


def figures_expired(office: Office, at: At) -> Answer:
    made = FigureExport.objects.create(
        unit=office.unit, span="2019", asked_by=office.leader, asked_at=NOW, expires_at=NOW + timedelta(days=3)
    )
    at(NOW + timedelta(days=4))
    return sign_in(Client(), office.leader).get(reverse("figures:export", args=[made.uid]))


def voice(office: Office) -> Asked:
    return Asked(asking(office).unit.pk, monday_of(NOW.date()), bytes(NONCE))


def voice_used(office: Office, _at: At) -> Answer:
    asked = voice(office)
    give_voice(asked=asked, rating=Rating.GOOD, now=NOW)
    return Client().post(reverse("surveys:answer", args=[write(asked)]), {"rating": "1"})


def voice_expired(office: Office, at: At) -> Answer:
    asked = voice(office)
    at(NOW + OPEN_FOR + timedelta(days=1))
    return Client().get(reverse("surveys:answer", args=[write(asked)]))


def voice_too_early(office: Office, _at: At) -> Answer:
    asked = Asked(asking(office, asked=1).unit.pk, monday_of(NOW.date()), bytes(NONCE))
    return Client().get(reverse("surveys:answer", args=[write(asked)]))


def own_papers_after_half_an_hour(office: Office, at: At) -> Answer:
    dossier = make_dossier(office, State.IN_PROCESS, identity_number=NUMBER)
    client = identified(dossier.token)
    at(NOW + timedelta(minutes=31))
    return client.get(reverse("onestop:complaints", args=[dossier.token]), follow=True)


SPENT = (
    Spent("look-up code", look_up_unknown, 404, "Không tìm thấy hồ sơ nào với mã này", "mang giấy tiếp nhận đến"),
    Spent("draft, expired", draft_expired, 410, "Bản nháp này đã hết hạn lưu", "Hãy bắt đầu lại"),
    Spent("draft, forgotten", draft_forgotten, 410, "Bản nháp này đã hết hạn lưu", "Hãy bắt đầu lại"),
    Spent("draft, submitted", draft_used, 200, "Đã nhận hồ sơ", "tra-cuu"),
    Spent("code of a draft", resume_code_forgotten, 200, "Có thể bản nháp đã hết hạn lưu", "nop-ho-so"),
    Spent("papers to add", supplement_used, 410, "hiện không chờ giấy tờ bổ sung", "Xem tình trạng hồ sơ"),
    Spent("objection, made", objection_used, 410, "đang được xác minh", "Xem tình trạng hồ sơ"),
    Spent("objection, too late", objection_too_late, 410, "đã kết thúc nên không phản đối", "để khiếu nại"),
    Spent("objection, not helped", objection_of_nobody, 410, "không do ai nộp giúp", "Xem tình trạng hồ sơ"),
    Spent(
        *("second complaint, too late", second_complaint_too_late, 409),
        *("Đã quá thời hạn khiếu nại lần hai", "Hãy đến nơi tiếp công dân"),
    ),
    Spent("complaint, withdrawn", complaint_withdrawn_twice, 409, "trạng thái khác", "Hãy tải lại trang"),
    Spent("complaint, too late", complaint_too_late, 400, "Đã quá thời hiệu khiếu nại", "nơi tiếp công dân"),
    Spent("own data, taken", export_code_used, 410, "đã được tải hoặc đã hết hạn", "Hãy gửi yêu cầu mới"),
    Spent("own data, expired", export_code_expired, 410, "đã được tải hoặc đã hết hạn", "Hãy gửi yêu cầu mới"),
    Spent("own data, unknown", export_code_unknown, 422, "Không có mã này", "Hãy kiểm tra lại"),
    Spent("payment, expired", pay_expired, 410, "Liên kết này đã hết hạn", "nhận liên kết mới"),
    Spent("payment, cancelled", pay_cancelled, 200, "Không nộp theo liên kết này nữa", ""),
    Spent("payment notice, expired", notice_expired, 410, "Liên kết này đã hết hạn", "nhận liên kết mới"),
    Spent("payment notice, cancelled", notice_cancelled, 200, "Không nộp theo liên kết này nữa", ""),
    Spent("judging sheet, taken away", sheet_taken_away, 410, "đã được rút lại", "báo ban tổ chức"),
    Spent("file of a judging sheet", sheet_file_taken_away, 410, "đã được rút lại", "báo ban tổ chức"),
    Spent("judging sheet, closed", sheet_of_a_closed_round, 200, "Vòng thi đã đóng", "báo ban tổ chức"),
    Spent("payment, paid", pay_used, 200, "Không cần nộp nữa", "Đã nhận"),
    Spent("result", result_unknown, 404, "Không có kết quả nào với mã này", "hãy gọi cơ quan"),
    Spent("consent", consent_code_old, 400, "đã quá 30 phút", "gửi mã mới"),
    Spent("door", door_used, 200, "Đã giao", ""),
    Spent("figures", figures_expired, 410, "Tệp đã hết hạn", "/can-bo/so-lieu/ky/"),
    Spent("voice, used", voice_used, 410, "Đường dẫn này đã được dùng", "không cần làm gì thêm"),
    Spent("voice, expired", voice_expired, 410, "đã hết hạn", "khiếu nại"),
    Spent("voice, too early", voice_too_early, 409, "có thể bị đoán ra", "hãy mở lại sau vài ngày"),
    Spent("own papers", own_papers_after_half_an_hour, 200, "Số giấy tờ tùy thân", "tra-cuu"),
)


@pytest.fixture
def office(db: None) -> Office:
    """A ward that gives links out."""
    return make_office()


@pytest.mark.parametrize("spent", SPENT, ids=lambda spent: spent.kind)
def test_a_spent_link_says_so_and_what_to_do(spent: Spent, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def at(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    at(NOW)
    answer = spent.press(office, at)
    page = answer.content.decode()
    assert (answer.status_code, spent.says in page, spent.leads in page) == (spent.status, True, True)


@pytest.mark.parametrize("kind", ["payment notice, expired", "judging sheet, taken away", "judging sheet, closed"])
def test_it_says_so_in_english_too(
    kind: str, office: Office, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.LANGUAGE_CODE = "en"

    def at(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    at(NOW)
    (spent,) = [each for each in SPENT if each.kind == kind]
    answer = spent.press(office, at)
    page = answer.content.decode()
    assert answer.status_code == spent.status
    assert (spent.says in page, spent.leads in page) == (False, False)


# which kinds of link above lead to an address for the public whose last word nobody can guess
GIVEN_OUT = {
    "payments:pay": "payment, expired",
    "payments:start": "payment, expired",
    "payments:notice": "payment notice, expired",
    "onestop:status": "look-up code",
    "onestop:status_with_slash": "look-up code",
    "onestop:supplement": "papers to add",
    "onestop:supplement_received": "papers to add",
    "onestop:fees": "look-up code",
    "onestop:own_papers": "own papers",
    "onestop:result": "own papers",
    "onestop:complaints": "complaint, too late",
    "onestop:withdraw_complaint": "complaint, withdrawn",
    "onestop:second_complaint": "second complaint, too late",
    "onestop:object": "objection, made",
    "onestop:own_data": "own data, taken",
    "onestop:take_own_data": "own data, taken",
    "onestop:check_result": "result",
    "surveys:answer": "voice, used",
    "onestop:papers": "draft, expired",
    "onestop:thumbnail": "draft, expired",
    "onestop:check": "draft, expired",
    "onestop:confirmation": "draft, submitted",
    "onestop:receipt": "draft, submitted",
    "onestop:section": "draft, expired",
}
NO_LINK = {
    "models:model": "the number of a model that is published for everybody",
    "contest_board:board": "the board of the hall: it goes on showing the result after the contest",
    "api-1:show_status": "programs are answered 404 by the description of the API",
}


def secret_addresses(found: Iterable[Any], before: str = "", space: str = "") -> Iterator[str]:
    """Yield the names of public addresses that hold a word somebody was given: no number and no slug."""
    for one in found:
        route = f"{before}{one.pattern}"
        if hasattr(one, "url_patterns"):
            yield from secret_addresses(one.url_patterns, route, one.namespace or space)
        elif not route.startswith("can-bo/") and ("<str:" in route or "<uuid:" in route or "<token>" in route):
            yield f"{space}:{one.name}"


def test_every_address_with_a_secret_word_is_told_of_here() -> None:
    there = set(secret_addresses(get_resolver().url_patterns))
    assert there == GIVEN_OUT.keys() | NO_LINK.keys()
    assert set(GIVEN_OUT.values()) <= {each.kind for each in SPENT}


@pytest.mark.parametrize("name", ["account_reset_password", "account_reset_password_from_key", "account_confirm_email"])
def test_no_link_for_a_new_password_or_an_address_is_sent(name: str) -> None:
    """An administrator hands over a first password; who adds such a link says here what it says when it is spent."""
    with pytest.raises(NoReverseMatch):
        reverse(name, kwargs={"key": "x"} if name == "account_confirm_email" else {})


def test_the_code_to_the_data_of_somebody_else_opens_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    _token, _asked, code = export(office)
    told = Client().post(reverse("privacy:take"), {"code": code, "number": HELPED}).content.decode()
    assert "Số này không khớp" in told
