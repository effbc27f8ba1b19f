"""The page behind the QR code goes past session and account, and is the page it would have been all the same."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any
from wsgiref.types import WSGIEnvironment

import psycopg
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client, RequestFactory

from motcua.foundation.ui.web.short_way import ShortWay
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.rules import CalendarMissing
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.queries import lookup
from motcua.services.onestop.states import State
from motcua.services.onestop.web.public import look_up
from tests.factories.onestop import NOW, Office, make_dossier

Told = tuple[str, dict[str, str], bytes]


class Door:
    """The application as a WSGI server calls it, and the same without the short way."""

    def __init__(self) -> None:
        self.went_long: list[str] = []
        self.short_way = ShortWay(self._long)

    @cached_property
    def long_way(self) -> WSGIHandler:
        """Return the long way under the settings of the test."""
        return WSGIHandler()

    def _long(self, environ: WSGIEnvironment, start_response: Any) -> Any:
        self.went_long.append(environ["PATH_INFO"])
        return self.long_way(environ, start_response)

    def get(self, path: str, *, method: str = "GET", **headers: str) -> Told:
        """Return what the platform tells."""
        return _told(self.short_way, path, method, headers)

    def get_long(self, path: str, *, method: str = "GET", **headers: str) -> Told:
        """Return what it would tell if there were no short way."""
        return _told(self.long_way, path, method, headers)


def _told(application: Any, path: str, method: str, headers: dict[str, str]) -> Told:
    environ = RequestFactory(headers=headers).generic(method, path).environ
    started: list[Any] = []
    answer = application(environ, lambda *line: started.append(line))
    status, told = started[0]
    assert len(dict(told)) == len(told)
    return status, dict(told), b"".join(answer)


@pytest.fixture
def door() -> Iterator[Door]:
    """Both ways into the platform, by the test's own connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Door()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def dossier(office: Office) -> Dossier:
    """A dossier that somebody looks up."""
    return make_dossier(office, State.IN_PROCESS)


@pytest.fixture
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The minute at which a page was drawn is on it."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def broken(request: Any, **found: Any) -> None:
    raise RuntimeError("broken")


@pytest.mark.usefixtures("stopped_clock")
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("code", ["", "abc"])
def test_the_answer_is_that_of_the_long_way(
    door: Door, dossier: Dossier, settings: Any, *, language: str, scheme: str, code: str
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS = 1000
    asked = {"cookie": f"{settings.LANGUAGE_COOKIE_NAME}={language}", "x-forwarded-proto": scheme}
    path = f"/tra-cuu/{code or dossier.token}"
    long = door.get_long(path, **asked)
    assert door.get(path, **asked) == long  # the first of its kind
    assert door.get(path, **asked) == long
    assert not door.went_long
    assert "default-src 'none'" in long[1]["Content-Security-Policy"]
    assert ("Strict-Transport-Security" in long[1]) is (scheme == "https")


@pytest.mark.usefixtures("stopped_clock")
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("code", ["", "abc"])
def test_a_slash_at_the_end_leads_to_the_one_address_by_either_way(
    door: Door, dossier: Dossier, settings: Any, *, language: str, code: str
) -> None:
    asked = {"cookie": f"{settings.LANGUAGE_COOKIE_NAME}={language}"}
    path = f"/tra-cuu/{code or dossier.token}"
    typed = door.get(f"{path}/", **asked)
    assert typed == door.get_long(f"{path}/", **asked)
    assert (typed[0], typed[1]["Location"]) == ("301 Moved Permanently", path)
    assert door.get(path, **asked) == door.get_long(path, **asked)
    assert door.went_long == [f"{path}/"]


def test_every_kind_of_request_gets_its_own_headers(door: Door, dossier: Dossier, settings: Any) -> None:
    path = f"/tra-cuu/{dossier.token}"
    _, vietnamese, _ = door.get(path)
    _, english, _ = door.get(path, cookie=f"{settings.LANGUAGE_COOKIE_NAME}=en")
    assert [vietnamese["Content-Language"], english["Content-Language"]] == ["vi", "en"]


def test_who_asks_by_http_where_https_is_wanted_is_sent_there(door: Door, dossier: Dossier, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    status, headers, _ = door.get(f"/tra-cuu/{dossier.token}")
    assert status.startswith("301")
    assert headers["Location"].startswith("https://")


@pytest.mark.parametrize("method", ["HEAD", "POST", "DELETE"])
def test_only_reading_takes_the_short_way(door: Door, dossier: Dossier, method: str) -> None:
    path = f"/tra-cuu/{dossier.token}"
    assert door.get(path, method=method)[0] == door.get_long(path, method=method)[0]
    assert door.went_long == [path]


def test_other_pages_go_the_long_way(door: Door) -> None:
    assert door.get("/tra-cuu/")[0] == "200 OK"
    assert door.went_long == ["/tra-cuu/"]


def test_staff_see_the_page_that_everybody_sees(client: Client, office: Office, door: Door, dossier: Dossier) -> None:
    path = f"/tra-cuu/{dossier.token}"
    for_everybody = door.get(path)
    client.force_login(office.specialist.user)
    asked = "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())
    assert door.get(path, cookie=asked)[2] == for_everybody[2]
    assert not door.went_long


def test_a_refusal_is_a_page(door: Door, dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_calendar(**_asked: object) -> None:
        raise CalendarMissing(2031)

    monkeypatch.setattr(lookup, "working_time_left", no_calendar)
    status, _, page = door.get(f"/tra-cuu/{dossier.token}")
    assert status == "409 Conflict"
    assert "2031" in page.decode()


def test_a_fault_is_a_page_with_an_incident(
    door: Door, dossier: Dossier, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(look_up, "status_by_token", broken)
    status, _, page = door.get(f"/tra-cuu/{dossier.token}")
    assert status == "500 Internal Server Error"
    assert "Mã sự cố" in page.decode()
    assert "GET tra-cuu/<str:token>" in caplog.text
    assert dossier.token not in caplog.text


def test_a_form_sent_there_is_answered_as_everywhere(client: Client, dossier: Dossier) -> None:
    answer = client.post(f"/tra-cuu/{dossier.token}")
    assert answer.status_code == 405
    assert "Không mở được trang này trực tiếp" in answer.content.decode()


def test_a_foreign_host_name_is_refused(door: Door, dossier: Dossier) -> None:
    door.get(f"/tra-cuu/{dossier.token}")
    assert door.get(f"/tra-cuu/{dossier.token}", host="elsewhere.example")[0] == "400 Bad Request"


@pytest.mark.django_db(transaction=True)
def test_a_database_that_was_started_anew_is_asked_again(door: Door, dossier: Dossier) -> None:
    door.get(f"/tra-cuu/{dossier.token}")
    connection.ensure_connection()
    lost = connection.connection.info.backend_pid
    with psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": psycopg.Cursor}) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [lost])
    assert door.get(f"/tra-cuu/{dossier.token}")[0] == "200 OK"
    assert connection.connection.info.backend_pid != lost
