"""The page behind the QR code goes past session and account, and is the page it would have been all the same."""

from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from motcua.foundation.worktime import clock
from motcua.foundation.worktime.rules import CalendarMissing
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.queries import lookup
from motcua.services.onestop.states import State
from motcua.services.onestop.web.public import look_up
from tests.factories.onestop import NOW, Office, make_dossier

LONG_WAY = [name for name in settings.MIDDLEWARE if "short_way" not in name]


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
@pytest.mark.parametrize("code", ["", "abc"])
def test_the_answer_is_that_of_the_long_way(
    client: Client, dossier: Dossier, settings: Any, language: str, code: str
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    short = client.get(f"/tra-cuu/{code or dossier.token}")
    settings.MIDDLEWARE = LONG_WAY
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    long = client.get(f"/tra-cuu/{code or dossier.token}")
    assert short.status_code == long.status_code
    assert short.content == long.content
    assert dict(short.headers) == dict(long.headers)
    assert "default-src 'none'" in short.headers["Content-Security-Policy"]


def test_staff_see_the_page_that_everybody_sees(client: Client, office: Office, dossier: Dossier) -> None:
    for_everybody = client.get(f"/tra-cuu/{dossier.token}").content
    client.force_login(office.specialist.user)
    answer = client.get(f"/tra-cuu/{dossier.token}")
    assert answer.content == for_everybody
    assert not hasattr(answer.wsgi_request, "session")


def test_a_refusal_is_a_page(client: Client, dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_calendar(**_asked: object) -> None:
        raise CalendarMissing(2031)

    monkeypatch.setattr(lookup, "working_time_left", no_calendar)
    answer = client.get(f"/tra-cuu/{dossier.token}")
    assert answer.status_code == 409
    assert "2031" in answer.content.decode()


def test_a_fault_is_a_page_with_an_incident(
    client: Client, dossier: Dossier, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(look_up, "status_by_token", broken)
    client.raise_request_exception = False
    answer = client.get(f"/tra-cuu/{dossier.token}")
    assert answer.status_code == 500
    assert "Mã sự cố" in answer.content.decode()
    assert "GET tra-cuu/<str:token>" in caplog.text
    assert dossier.token not in caplog.text


def test_a_form_sent_there_is_answered_as_everywhere(client: Client, dossier: Dossier) -> None:
    answer = client.post(f"/tra-cuu/{dossier.token}")
    assert answer.status_code == 405
    assert "Không mở được trang này trực tiếp" in answer.content.decode()


def test_a_foreign_host_name_is_refused(client: Client, dossier: Dossier) -> None:
    assert client.get(f"/tra-cuu/{dossier.token}", headers={"host": "elsewhere.example"}).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_a_database_that_was_started_anew_is_asked_again(client: Client, dossier: Dossier) -> None:
    client.get(f"/tra-cuu/{dossier.token}")
    connection.ensure_connection()
    lost = connection.connection.info.backend_pid
    with psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": psycopg.Cursor}) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [lost])
    assert client.get(f"/tra-cuu/{dossier.token}").status_code == 200
    assert connection.connection.info.backend_pid != lost
