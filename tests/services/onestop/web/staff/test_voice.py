"""Whoever left no address judges the office with a QR code at the counter: shown once, kept nowhere."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from motcua.foundation.documents.qr import qr_svg
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import State
from motcua.services.onestop.web.staff import voice
from tests.factories.onestop import Office, make_dossier
from tests.factories.surveys import asking

SIGNED = {"receiver_name": "Lê A", "relation": "self", "identity_check": "identity_card", "signed_on_paper": "on"}
INVITED = "Mời người nhận kết quả quét mã"


def hand_over(client: Client, dossier: Dossier) -> None:
    answer = client.post(f"/can-bo/ho-so/{dossier.code}/tra-ket-qua/", {"version": dossier.version, **SIGNED})
    assert answer.status_code == 302


def page(client: Client, dossier: Dossier) -> str:
    return client.get(f"/can-bo/ho-so/{dossier.code}/").content.decode()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were drawn as codes."""
    drawn: list[str] = []

    def draw(text: str, *, title: str) -> str:
        drawn.append(text)
        return qr_svg(text, title=title)

    monkeypatch.setattr(voice, "qr_svg", draw)
    return drawn


def test_the_code_is_shown_once_after_the_hand_over_and_kept_nowhere(
    office: Office, counter: Client, shown: list[str]
) -> None:
    dossier = make_dossier(asking(office), State.DECIDED, phone="")
    assert INVITED not in page(counter, dossier)
    hand_over(counter, dossier)
    first = page(counter, dossier)
    assert (INVITED in first, "<title>Mã QR để đánh giá phục vụ</title>" in first) == (True, True)
    assert INVITED not in page(counter, dossier)
    (address,) = shown
    token = address.rstrip("/").rpartition("/")[2]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" AS one WHERE one::text LIKE %s', [f"%{token}%"])  # noqa: S608 - our own tables
            assert cursor.fetchone() == (0,), table
    assert all(voice.RETURNED not in session.get_decoded() for session in Session.objects.all())
    answer = Client().post(f"/danh-gia/{token}/", {"rating": "5"})
    assert answer.headers["Location"] == "/danh-gia/cam-on/"


def test_whoever_gets_a_message_with_a_link_gets_no_second_one(office: Office, counter: Client) -> None:
    dossier = make_dossier(asking(office), State.DECIDED)
    hand_over(counter, dossier)
    assert INVITED not in page(counter, dossier)


def test_a_unit_that_does_not_ask_shows_no_code(office: Office, counter: Client) -> None:
    dossier = make_dossier(office, State.DECIDED, phone="")
    hand_over(counter, dossier)
    assert INVITED not in page(counter, dossier)
