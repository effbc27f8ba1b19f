"""Handing on is one button, unless the procedure has more than one way on or asks why."""

from html import unescape

import pytest
from django.test import Client

from motcua.services.onestop.states import State
from tests.factories.onestop import make_dossier, make_office
from tests.factories.units import sign_in

pytestmark = pytest.mark.django_db


def test_without_a_rule_it_is_one_button() -> None:
    office = make_office()
    dossier = make_dossier(office, State.IN_PROCESS)
    client = sign_in(Client(), office.specialist)
    page = unescape(client.get(f"/can-bo/ho-so/{dossier.code}/").content.decode())
    assert "Chuyển bước: Bước decision" in page
    client.post(f"/can-bo/ho-so/{dossier.code}/chuyen-buoc/", {"version": dossier.version})
    dossier.refresh_from_db()
    assert dossier.step == "decision"


def test_with_a_rule_it_asks_where_to_and_why() -> None:
    office = make_office(acts=[{"action": "hand_over", "at": ["examination"], "needs": ["reason"]}])
    dossier = make_dossier(office, State.IN_PROCESS)
    client = sign_in(Client(), office.specialist)
    address = f"/can-bo/ho-so/{dossier.code}/chuyen-buoc/"
    assert f'href="{address}"' in client.get(f"/can-bo/ho-so/{dossier.code}/").content.decode()
    page = unescape(client.get(address).content.decode())
    assert all(word in page for word in ("Chuyển đến bước", "Bước reception", "Bước decision"))
    sent = {"version": dossier.version, "to_step": "decision", "note": ""}
    refused = client.post(address, sent)
    assert (refused.status_code, "Chưa ghi lý do" in unescape(refused.content.decode())) == (400, True)
    assert client.post(address, sent | {"note": "Đủ điều kiện."}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.step == "decision"
