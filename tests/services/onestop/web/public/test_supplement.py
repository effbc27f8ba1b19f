"""Papers asked for are handed in with the look-up code alone, all at once, or nothing changes."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.services.onestop.actions.request_supplement import Asked, request_supplement
from motcua.services.onestop.states import State
from tests.factories.attachments import make_jpeg
from tests.factories.onestop import NOW, Office, make_dossier


def photo(content: bytes = b"") -> SimpleUploadedFile:
    """Return a photographed paper."""
    return SimpleUploadedFile("don.jpg", content or make_jpeg(), "image/jpeg")


def test_the_papers_asked_for_are_handed_in_and_the_clock_runs_again(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    address = f"/tra-cuu/{dossier.token}/bo-sung/"
    assert f'href="{address}"' in client.get(f"/tra-cuu/{dossier.token}").content.decode()
    assert 'name="file-request"' in client.get(address).content.decode()
    answer = client.post(address, {"file-request": photo()})
    assert answer["Location"] == f"{address}da-nhan/"
    dossier.refresh_from_db()
    assert dossier.state != State.AWAITING_SUPPLEMENT


def test_whoever_sent_papers_sees_each_as_it_arrived(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    content = make_jpeg()
    sent = client.post(f"/tra-cuu/{dossier.token}/bo-sung/", {"file-request": photo(content)}, follow=True)
    html = sent.content.decode()
    for proof in ("Đơn đề nghị", "don.jpg", hashlib.sha256(content).hexdigest(), "08:30 08/04/2019"):
        assert proof in html


def test_another_browser_with_the_code_proves_who_it_is_first(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    client.post(f"/tra-cuu/{dossier.token}/bo-sung/", {"file-request": photo()})
    answer = Client().get(f"/tra-cuu/{dossier.token}/bo-sung/da-nhan/")
    assert answer["Location"] == f"/tra-cuu/{dossier.token}/giay-to/"


def test_without_a_file_nothing_changes(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    answer = client.post(f"/tra-cuu/{dossier.token}/bo-sung/", {})
    assert answer.status_code == 400
    assert "Đơn đề nghị: Chưa chọn tệp cho giấy tờ này." in answer.content.decode()
    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_SUPPLEMENT


def test_a_refused_file_is_explained_at_its_paper(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    answer = client.post(f"/tra-cuu/{dossier.token}/bo-sung/", {"file-request": photo(b"MZ not a picture")})
    assert answer.status_code == 400
    assert 'id="error-request"' in answer.content.decode()
    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_SUPPLEMENT


def test_handing_in_twice_is_once_and_leads_to_what_was_received(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    for _press in range(2):
        answer = client.post(f"/tra-cuu/{dossier.token}/bo-sung/", {"file-request": photo()})
        assert answer["Location"] == f"/tra-cuu/{dossier.token}/bo-sung/da-nhan/"
    assert dossier.papers.filter(source="supplement").count() == 1


def test_a_dossier_that_awaits_nothing_says_so_and_leads_to_its_status(client: Client, office: Office) -> None:
    dossier = make_dossier(office)
    answer = client.get(f"/tra-cuu/{dossier.token}/bo-sung/")
    assert answer.status_code == 410
    assert "không chờ giấy tờ bổ sung" in answer.content.decode()
    assert f'href="/tra-cuu/{dossier.token}"' in answer.content.decode()


def test_an_unknown_code_is_not_found(client: Client, office: Office) -> None:
    assert office.slug
    assert client.get("/tra-cuu/abc/bo-sung/").status_code == 404


def test_a_paper_asked_for_by_name_alone_is_handed_in_too(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    request_supplement(
        dossier_id=dossier.pk,
        items=[Asked(key="request"), Asked(title="Giấy ủy quyền")],
        reason="Còn thiếu giấy tờ.",
        by=office.specialist,
        now=NOW + timedelta(hours=1),
    )
    address = f"/tra-cuu/{dossier.token}/bo-sung/"
    answer = client.post(address, {"file-request": photo()})
    assert 'id="error-muc-2"' in answer.content.decode()
    refused = client.post(address, {"file-request": photo(), "file-muc-2": photo(b"MZ")})
    assert 'id="error-muc-2"' in refused.content.decode()
    assert client.post(address, {"file-request": photo(), "file-muc-2": photo()}).status_code == 302
    added = dossier.papers.filter(source="supplement").order_by("pk")
    assert [(paper.paper_key, paper.title) for paper in added] == [("request", "Đơn đề nghị"), ("", "Giấy ủy quyền")]


def test_the_papers_asked_for_are_named_in_english_and_go_by_their_keys(client: Client, office: Office) -> None:
    dossier = make_dossier(office, State.AWAITING_SUPPLEMENT)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    address = f"/tra-cuu/{dossier.token}/bo-sung/"
    for page in (address, f"/tra-cuu/{dossier.token}"):
        html = client.get(page).content.decode()
        assert "Request" in html
        assert "Đơn đề nghị" not in html
    sent = client.post(address, {"file-request": photo()}, follow=True).content.decode()
    assert "Request" in sent
    assert "Đơn đề nghị" not in sent
    assert dossier.papers.filter(paper_key="request", title="Đơn đề nghị").count() > 1
