"""What went wrong gets a page: no database, no stack trace, no address in the log."""

import logging
import re

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory
from pytest_django import Settings

from motcua.foundation.ui.incidents import LENGTH, LETTERS, new_incident
from motcua.foundation.ui.web import errors
from motcua.foundation.ui.web.middleware import TroubleMiddleware


@pytest.fixture
def _gallery(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.foundation.ui.gallery"


def _heading(content: bytes) -> str:
    found = re.search(r"<h1>(.*?)</h1>", content.decode())
    assert found
    return found[1]


def test_an_unknown_address_gets_a_page_with_the_usual_protection(client: Client) -> None:
    answer = client.get("/khong-co/")
    assert (answer.status_code, _heading(answer.content)) == (404, "Không tìm thấy trang")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_an_answer_by_status_alone_gets_words_and_keeps_its_headers(client: Client) -> None:
    answer = client.get("/ngon-ngu/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert _heading(answer.content) == "Không mở được trang này trực tiếp"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("status", "heading"), [(413, "Gửi quá nhiều trong một lần"), (429, "Thử quá nhiều lần")])
def test_too_much_and_too_often_get_words(rf: RequestFactory, status: int, heading: str) -> None:
    answer = TroubleMiddleware(lambda _request: HttpResponse(status=status))(rf.get("/"))
    assert isinstance(answer, HttpResponse)
    assert (answer.status_code, _heading(answer.content)) == (status, heading)


def test_words_that_a_view_has_chosen_are_left_alone(rf: RequestFactory) -> None:
    own = HttpResponseNotAllowed(["POST"], content=b"{}", content_type="application/json")
    assert TroubleMiddleware(lambda _request: own)(rf.get("/")) is own


@pytest.mark.parametrize(("fault", "status"), [(SuspiciousOperation("x"), 400), (RequestDataTooBig("x"), 413)])
def test_an_unreadable_request_is_told_from_one_that_is_too_large(
    rf: RequestFactory, fault: Exception, status: int
) -> None:
    assert errors.bad_request(rf.get("/"), fault).status_code == status


def test_a_missing_permission_is_named(rf: RequestFactory) -> None:
    answer = errors.permission_denied(rf.get("/"), PermissionDenied())
    assert (answer.status_code, _heading(answer.content)) == (403, "Không có quyền xem trang này")


def test_a_form_without_proof_of_origin_is_refused_with_a_way_out() -> None:
    answer = Client(enforce_csrf_checks=True).post("/tai-khoan/dang-nhap/", {"login": "a", "password": "b"})
    assert (answer.status_code, _heading(answer.content)) == (403, "Chưa gửi được biểu mẫu")


@pytest.mark.usefixtures("_gallery")
def test_a_refusal_that_no_view_caught_is_a_page_not_a_fault(client: Client) -> None:
    answer = client.get("/mau/tu-choi/")
    assert (answer.status_code, _heading(answer.content)) == (409, "Không thực hiện được")
    assert "Lịch hẹn này đã có người đặt." in answer.content.decode()


@pytest.mark.usefixtures("_gallery")
def test_a_fault_shows_the_id_under_which_the_log_keeps_the_traceback(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(raise_request_exception=False)
    with caplog.at_level(logging.ERROR):
        answer = client.get("/mau/hong/?ma=bi-mat")
    assert answer.status_code == 500
    assert "broken on purpose" not in answer.content.decode()
    entry = next(record for record in caplog.records if record.name == "motcua.incidents")
    incident = re.search(r"incident (\w+): GET mau/hong/$", entry.getMessage())
    assert incident
    assert f"{incident[1][:4]}-{incident[1][4:]}" in answer.content.decode()
    assert entry.exc_info
    assert "bi-mat" not in caplog.text
    assert [record.name for record in caplog.records] == ["motcua.incidents"]


def test_incident_ids_are_short_and_unambiguous() -> None:
    made = {new_incident() for _ in range(100)}
    assert len(made) == 100
    assert {len(incident) for incident in made} == {LENGTH}
    assert set("".join(made)) <= set(LETTERS)
    assert not set("ILOU") & set(LETTERS)
