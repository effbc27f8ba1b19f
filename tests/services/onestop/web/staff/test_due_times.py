"""One dossier, one due time: work list, dossier page, look-up, API and what the row says are of one mind."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from motcua.foundation.ui.filters import moment_vn
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.confirm_payment import confirm_payment
from motcua.services.onestop.actions.receive_supplement import receive_supplement
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.papers import HandedIn
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier, make_office, make_pledge
from tests.factories.units import sign_in

BACK = NOW + timedelta(days=4)


def surfaces(client: Client, dossier: Dossier) -> dict[str, str]:
    """Return the page of each place where a due time stands."""
    return {
        "work list": client.get(f"/can-bo/?q={dossier.code}").content.decode(),
        "dossier": client.get(f"/can-bo/ho-so/{dossier.code}/").content.decode(),
        "look-up": client.get(f"/tra-cuu/{dossier.token}").content.decode(),
    }


def api_due(client: Client, dossier: Dossier) -> datetime | None:
    due = client.get(f"/api/v1/dossiers/{dossier.token}").json()["due_at"]
    return due and datetime.fromisoformat(due)


def shown(moment: datetime | None) -> str:
    assert moment is not None
    return moment_vn(moment)


@pytest.mark.parametrize("state", [State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT])
def test_every_place_says_the_same_before_during_and_after_a_pause(
    office: Office, counter: Client, monkeypatch: pytest.MonkeyPatch, state: State
) -> None:
    running = make_dossier(office, State.IN_PROCESS)
    assert {shown(running.due_at) in page for page in surfaces(counter, running).values()} == {True}
    assert api_due(counter, running) == running.due_at

    paused = make_dossier(office, state)
    assert {shown(paused.due_at) in page for page in surfaces(counter, paused).values()} == {False}
    assert api_due(counter, paused) is None

    monkeypatch.setattr(clock, "now", lambda: BACK)
    if state is State.AWAITING_SUPPLEMENT:
        back = receive_supplement(dossier_id=paused.pk, papers=[HandedIn("request")], by=office.receptionist, now=BACK)
    else:
        back = confirm_payment(dossier_id=paused.pk, evidence="Biên lai 9", by=office.specialist, now=BACK)
    assert shown(back.due_at) != shown(running.due_at)
    pages = surfaces(counter, back)
    assert {shown(back.due_at) in page for page in pages.values()} == {True}
    assert api_due(counter, back) == back.due_at
    assert "Đã tính lại" in pages["look-up"]


@pytest.mark.django_db
def test_a_promise_is_the_one_due_time_everywhere() -> None:
    office = make_office(commitments=[make_pledge(8)])
    client = sign_in(Client(), office.receptionist)
    dossier = make_dossier(office)
    assert shown(dossier.due_at) != shown(dossier.law_due_at)
    pages = surfaces(client, dossier)
    assert {shown(dossier.due_at) in page for page in pages.values()} == {True}
    assert {shown(dossier.law_due_at) in page for page in pages.values()} == {False}
