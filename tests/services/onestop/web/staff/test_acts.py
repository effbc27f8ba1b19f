"""Everything staff do with a dossier, from its page; two people at once; the words of what is missing."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import State
from motcua.services.onestop.web.staff.acts import ACTS
from tests.factories.attachments import make_pdf
from tests.factories.onestop import NOW, Office, ask_for_more, make_dossier
from tests.factories.units import sign_in


def address(dossier: Dossier, act: str) -> str:
    return f"/can-bo/ho-so/{dossier.code}/{act}/"


def press(client: Client, dossier: Dossier, act: str, **given: Any) -> State:
    """Do an act from the dossier's page; return the state it led to."""
    dossier.refresh_from_db()
    answer = client.post(address(dossier, act), {"version": dossier.version, **given})
    assert (answer.status_code, answer.headers.get("Location")) == (302, f"/can-bo/ho-so/{dossier.code}/")
    dossier.refresh_from_db()
    return State(dossier.state)


def test_a_dossier_goes_from_the_counter_to_its_result_and_back(
    office: Office, counter: Client, desk: Client, lead: Client
) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    result = SimpleUploadedFile("ket-qua.pdf", make_pdf(), "application/pdf")
    signed = {"receiver_name": "Lê A", "relation": "self", "identity_check": "identity_card", "signed_on_paper": "on"}
    assert [
        press(counter, dossier, "tiep-nhan"),
        press(counter, dossier, "chuyen-buoc"),
        press(desk, dossier, "nhan-xu-ly"),
        press(desk, dossier, "ghi-chu", text="Đã gọi điện."),
        press(desk, dossier, "tra-lai"),
        press(lead, dossier, "cho-phep-bo-sung", reason="Thiếu nhiều."),
        press(desk, dossier, "yeu-cau-bo-sung", papers=["request"], others="Sơ đồ", reason="Bị mờ."),
        press(counter, dossier, "nhan-bo-sung", papers=["request"]),
        press(desk, dossier, "yeu-cau-nop-tien", reason="Thông báo 12/TB"),
        press(counter, dossier, "da-nop-tien", evidence="Biên lai 9"),
        press(desk, dossier, "chuyen-buoc"),
        press(lead, dossier, "ky-ket-qua", outcome="approved", result=result),
        press(counter, dossier, "tra-ket-qua", **signed),
    ] == [
        State.ACCEPTED,
        *[State.IN_PROCESS] * 5,
        State.AWAITING_SUPPLEMENT,
        State.IN_PROCESS,
        State.AWAITING_PAYMENT,
        State.IN_PROCESS,
        State.IN_PROCESS,
        State.DECIDED,
        State.RETURNED,
    ]
    page = counter.get(f"/can-bo/ho-so/{dossier.code}/").content.decode()
    assert all(word in page for word in ("Đã gọi điện.", "Thông báo 12/TB", "Biên lai 9", "Sơ đồ", "Lê A", "ket-qua"))
    for kind in ("receipt", "supplement", "handover"):
        assert counter.get(f"/can-bo/ho-so/{dossier.code}/giay-to/{kind}.pdf").content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("act", "state", "given"),
    [
        ("tu-choi", State.SUBMITTED, {"reason": "Sai thẩm quyền.", "legal_ground": "NĐ 61/2018"}),
        ("rut-ho-so", State.IN_PROCESS, {"reason": "Người nộp xin rút."}),
        ("dung-giai-quyet", State.AWAITING_SUPPLEMENT, {"reason": "Không bổ sung.", "legal_ground": "NĐ 61/2018"}),
    ],
)
def test_what_ends_a_dossier_without_result(office: Office, act: str, state: State, given: dict[str, str]) -> None:
    dossier = make_dossier(office, state)
    client = sign_in(Client(), office.leader if act == "dung-giai-quyet" else office.receptionist)
    assert client.get(address(dossier, act)).status_code == 200
    press(client, dossier, act, **given)
    assert dossier.is_closed


@pytest.mark.parametrize(
    ("act", "given", "missing"),
    [
        ("tu-choi", {}, ["reason", "legal_ground"]),
        ("yeu-cau-bo-sung", {"reason": "Mờ"}, ["papers"]),
        ("yeu-cau-bo-sung", {"papers": ["request"]}, ["reason"]),
        ("ghi-chu", {"text": " "}, ["text"]),
        ("rut-ho-so", {}, ["reason"]),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    office: Office, counter: Client, act: str, given: dict[str, Any], missing: list[str]
) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    answer = counter.post(address(dossier, act), {"version": dossier.version, **given})
    page = answer.content.decode()
    fields = ("papers", "others", "reason", "legal_ground", "text")
    assert (answer.status_code, [one for one in fields if f'id="id_{one}_error"' in page]) == (400, missing)


def test_the_second_of_two_sees_what_changed_and_what_was_typed(office: Office, counter: Client, desk: Client) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    stale = dossier.version
    press(counter, dossier, "ghi-chu", text="Người nộp đã gọi.")
    given = {"version": stale, "papers": ["request"], "others": "Sơ đồ vị trí", "reason": "Bản chụp bị mờ."}
    answer = desk.post(address(dossier, "yeu-cau-bo-sung"), given)
    page = answer.content.decode()
    assert answer.status_code == 409
    for word in (office.receptionist.full_name, "Người nộp đã gọi.", "Bản chụp bị mờ.", "Sơ đồ vị trí", "Đơn đề nghị"):
        assert word in page
    dossier.refresh_from_db()
    assert (dossier.state, dossier.version) == (State.IN_PROCESS, stale + 1)


def test_a_double_click_on_an_act_does_it_once(office: Office, counter: Client) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    answers = [counter.post(address(dossier, "tiep-nhan"), {"version": dossier.version}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 409]
    assert dossier.events.filter(kind="accept").count() == 1


def test_whoever_presses_again_is_told_that_the_first_time_was_written(office: Office, counter: Client) -> None:
    """Also where the first time has taken the dossier out of their hands, or has done what the form asks for."""
    handed_on, awaited = make_dossier(office, State.ACCEPTED), make_dossier(office, State.IN_PROCESS)
    ask_for_more(awaited, office, now=NOW)
    for dossier, act, given in (
        (handed_on, "chuyen-buoc", {}),
        (awaited, "nhan-bo-sung", {"papers": ["request"]}),
    ):
        dossier.refresh_from_db()
        sent = {"version": dossier.version, **given}
        first, second = (counter.post(address(dossier, act), sent) for _ in range(2))
        assert (first.status_code, second.status_code) == (302, 409)
        assert "Lần bấm trước của anh/chị đã được ghi" in second.content.decode()


def test_a_colleague_who_holds_the_dossier_is_named(office: Office, desk: Client, lead: Client) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    press(lead, dossier, "nhan-xu-ly")
    answer = desk.post(address(dossier, "chuyen-buoc"), {"version": dossier.version})
    assert (answer.status_code, office.leader.full_name in answer.content.decode()) == (400, True)


def test_a_result_that_is_no_file_we_take_is_refused_with_the_reason(
    office: Office, desk: Client, lead: Client
) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    press(desk, dossier, "chuyen-buoc")
    given = {"version": dossier.version, "outcome": "approved", "result": SimpleUploadedFile("a.pdf", b"khong phai")}
    answer = lead.post(address(dossier, "ky-ket-qua"), given)
    dossier.refresh_from_db()
    assert (answer.status_code, "error-summary" in answer.content.decode()) == (400, True)
    assert dossier.state == State.IN_PROCESS


def test_an_act_whose_time_is_over_leads_back_to_the_dossier(office: Office, counter: Client) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    assert counter.get(address(dossier, "tiep-nhan")).headers["Location"] == f"/can-bo/ho-so/{dossier.code}/"
    answer = counter.post(address(dossier, "tiep-nhan"), {"version": dossier.version})
    assert (answer.status_code, "Ở trạng thái hiện tại" in answer.content.decode()) == (400, True)


def offered(client: Client, dossier: Dossier) -> set[str]:
    """Return the acts whose buttons and links the page of a dossier has."""
    page = client.get(f"/can-bo/ho-so/{dossier.code}/").content.decode()
    return {slug for slug in ACTS if address(dossier, slug) in page}


def test_only_acts_that_lead_anywhere_are_offered(office: Office, counter: Client, desk: Client, lead: Client) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    assert "ky-ket-qua" not in offered(lead, dossier)
    assert {"nhan-xu-ly", "tra-lai"} & offered(desk, dossier) == {"nhan-xu-ly"}
    press(desk, dossier, "nhan-xu-ly")
    assert {"nhan-xu-ly", "tra-lai"} & offered(desk, dossier) == {"tra-lai"}
    press(desk, dossier, "chuyen-buoc")
    assert {"ky-ket-qua", "chuyen-buoc"} & offered(lead, dossier) == {"ky-ket-qua"}
    waiting = make_dossier(office, State.AWAITING_SUPPLEMENT)
    assert "tu-choi" not in offered(counter, waiting)
    assert "dung-giai-quyet" in offered(lead, waiting)
    early = ask_for_more(make_dossier(office, State.SUBMITTED), office, now=NOW)
    assert "tu-choi" in offered(counter, early)
    assert "dung-giai-quyet" not in offered(lead, early)
