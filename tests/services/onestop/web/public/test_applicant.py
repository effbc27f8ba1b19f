"""The code shows where the dossier is; papers and result only after the applicant's number."""

import hashlib
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from motcua.foundation.attachments.models import FileState, StoredFile
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.check_identity import GUESSES
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import State
from motcua.services.onestop.tokens import encode
from tests.factories.attachments import make_pdf
from tests.factories.onestop import NOW, Office, make_answers, make_dossier, make_office, make_result_file
from tests.services.onestop.test_charges import FEE
from tests.services.onestop.web.public.test_supplement import photo

CCCD = "079190012345"
UNKNOWN = encode(12345678901234567890)


def identify(client: Client, dossier: Dossier, number: str = CCCD) -> int:
    """Send the number; return the status of the answer."""
    return client.post(f"/tra-cuu/{dossier.token}/giay-to/", {"number": number}).status_code


def page(client: Client, dossier: Dossier) -> str:
    """Return the page of papers, or the question for the number."""
    return client.get(f"/tra-cuu/{dossier.token}/giay-to/").content.decode()


def result_address(dossier: Dossier) -> str:
    """Return where the result is downloaded."""
    return f"/tra-cuu/{dossier.token}/ket-qua/{dossier.papers.get(source='result').stored_id}/"


@pytest.fixture
def ready(office: Office) -> Dossier:
    return make_result_file(office, answers=make_answers(identity_number=CCCD))


def test_what_was_filed_is_found_again_with_its_proof(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.SUBMITTED, identity_number=CCCD)
    assert f'href="/tra-cuu/{dossier.token}/giay-to/"' in client.get(f"/tra-cuu/{dossier.token}").content.decode()
    assert "don.pdf" not in page(client, dossier)
    assert identify(client, dossier) == 302
    html = page(client, dossier)
    for proof in ("Đơn đề nghị", "don.pdf", hashlib.sha256(make_pdf()).hexdigest(), "08:30 08/04/2019"):
        assert proof in html


def test_a_wrong_number_is_said_and_shows_nothing(client: Client, ready: Dossier) -> None:
    assert identify(client, ready, "079190012346") == 400
    assert identify(client, ready, "") == 400
    assert "giay-phep.pdf" not in page(client, ready)


def test_guessing_the_number_is_stopped_from_any_browser(client: Client, ready: Dossier) -> None:
    for _guess in range(GUESSES):
        identify(Client(), ready, "079190012346")
    answer = client.post(f"/tra-cuu/{ready.token}/giay-to/", {"number": CCCD})
    assert (answer.status_code, "tạm khóa trong một giờ" in answer.content.decode()) == (400, True)
    assert "giay-phep.pdf" not in page(client, ready)


def test_the_result_is_downloaded_after_the_number_and_the_dossier_is_returned(client: Client, ready: Dossier) -> None:
    assert "Tải kết quả" in client.get(f"/tra-cuu/{ready.token}").content.decode()
    identify(client, ready)
    assert f'action="{result_address(ready)}"' in page(client, ready)
    answer = client.post(result_address(ready))
    assert answer.getvalue().startswith(b"%PDF")
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    ready.refresh_from_db()
    assert ready.state == State.RETURNED
    again = client.post(result_address(ready))
    assert again.getvalue().startswith(b"%PDF")


def test_without_the_number_no_address_gives_the_file(client: Client, ready: Dossier) -> None:
    for answer in (client.get(result_address(ready)), client.post(result_address(ready))):
        assert answer["Location"] == f"/tra-cuu/{ready.token}/giay-to/"
    ready.refresh_from_db()
    assert ready.state == State.DECIDED


def test_a_visit_alone_hands_nothing_over(client: Client, ready: Dossier) -> None:
    identify(client, ready)
    assert client.get(result_address(ready)).status_code == 302
    ready.refresh_from_db()
    assert ready.state == State.DECIDED


def test_the_number_of_one_dossier_opens_no_other(client: Client, office: Office, ready: Dossier) -> None:
    other = make_result_file(office, answers=make_answers(identity_number="079190054321"))
    identify(client, ready)
    assert client.post(result_address(other)).status_code == 302
    mixed = result_address(other).replace(other.token, ready.token)
    assert client.post(mixed).status_code == 404


def test_after_half_an_hour_the_number_is_asked_for_again(
    client: Client, ready: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    identify(client, ready)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=31))
    assert 'name="number"' in page(client, ready)
    assert client.post(result_address(ready)).status_code == 302


def test_the_session_is_another_one_after_the_number(client: Client, ready: Dossier) -> None:
    client.post(f"/tra-cuu/{ready.token}/bo-sung/")  # any visit
    session = client.session
    session["planted"] = True
    session.save()
    before = client.session.session_key
    identify(client, ready)
    assert client.session.session_key != before


def test_a_file_that_is_still_scanned_is_said_to_be_so(client: Client, ready: Dossier) -> None:
    identify(client, ready)
    StoredFile.objects.filter(name="giay-phep.pdf").update(state=FileState.QUARANTINED)
    assert "Đang kiểm tra vi-rút" in page(client, ready)
    assert client.post(result_address(ready)).status_code == 409


def test_whoever_named_no_paper_is_asked_for_the_telephone(client: Client, office: Office) -> None:
    dossier = make_dossier(office, identity_number="", phone="0901234567")
    assert "Số điện thoại đã khai trong hồ sơ" in page(client, dossier)
    assert identify(client, dossier, "0901234567") == 302
    assert "Bản giấy, nộp tại quầy" in page(client, dossier)


def test_papers_that_were_added_later_stand_with_the_others(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT, identity_number=CCCD)
    from_page = {"file-request": photo()}
    client.post(f"/tra-cuu/{dossier.token}/bo-sung/", from_page)
    identify(client, dossier)
    html = page(client, dossier)
    assert "Khi bổ sung" in html
    assert "don.jpg" in html


@pytest.mark.parametrize("path", ["giay-to/", "bo-sung/da-nhan/", "ket-qua/6f9c9a52-7f0f-4d0a-9b43-5b8d5b3f2a11/"])
def test_below_an_unknown_code_is_nothing(client: Client, office: Office, path: str) -> None:
    assert office.slug
    assert client.get(f"/tra-cuu/{UNKNOWN}/{path}").status_code == 404


@pytest.mark.django_db
def test_a_result_that_waits_for_its_fee_is_not_handed_out_and_says_how_to_pay(client: Client) -> None:
    paid_before = [{"action": "return", "needs": ["payment"]}]
    dossier = make_result_file(make_office(acts=paid_before, fee=FEE), answers=make_answers(identity_number=CCCD))
    identify(client, dossier)
    answer = client.post(result_address(dossier))
    text = unescape(answer.content.decode())
    assert (answer.status_code, "Kết quả tải được sau khi nộp xong." in text) == (409, True)
    assert "Phí, lệ phí phải nộp" in text
    assert "yêu cầu nộp tiền" not in text  # that is what an official would have to do
    dossier.refresh_from_db()
    assert dossier.state == State.DECIDED
