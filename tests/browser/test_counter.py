"""Ten questions at the counter by keyboard alone: what `script/bench counter` times. No duration is asserted here."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import motcua
from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.publish_procedure import publish_procedure
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import State
from tests.browser.desk import sign_in
from tests.browser.typist import Typist, enter_guardianship, strokes_of
from tests.factories.onestop import NOW, SYSTEM, Office, make_office

SHIPPED = Path(motcua.__file__).parent / "services/onestop/data/procedures/cham-dut-giam-ho.json"
BEFORE = NOW - timedelta(days=30)


@pytest.fixture
def office(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A ward that receives a procedure as it is shipped."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    document = ProcedureDocument.model_validate_json(SHIPPED.read_text("utf-8"))
    return make_office(procedure=publish_procedure(document=document, by=SYSTEM, now=BEFORE).procedure)


def test_ten_questions_are_entered_without_a_mouse(office: Office, page: Page) -> None:
    sign_in(page, office.receptionist, f"/can-bo/quay/{office.slug}/")
    expect(page.get_by_label("Mã QR trên thẻ căn cước")).to_be_focused()
    keys = Typist(page)
    enter_guardianship(keys)
    expect(page.get_by_role("link", name="In giấy tiếp nhận A4")).to_be_focused()
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.applicant.full_name) == (State.ACCEPTED, "Nguyễn Thị Ánh")
    assert len([key for key in dossier.answers if key != "truthful"]) == 10
    assert keys.strokes < 150


def test_strokes_are_counted_as_telex_needs_them() -> None:
    assert [strokes_of(letter) for letter in ("a", "â", "ễ", "đ", "Đ", " ", "0")] == [1, 2, 3, 2, 3, 1, 1]
