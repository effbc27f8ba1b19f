"""A result wanted as a file is fetched at home: with the code and the number of the identity paper, on any phone."""

import pytest
from playwright.sync_api import expect

from motcua.foundation.worktime import clock
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import State
from tests.browser.checks import assert_accessible, assert_fits
from tests.browser.conftest import NewPage
from tests.factories.onestop import NOW, Office, make_answers, make_office, make_result_file


@pytest.fixture
def office(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A ward at 08:30 on 8 April 2019."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return make_office()


@pytest.mark.parametrize(("width", "javascript"), [(320, False), (320, True), (1280, True)])
def test_the_applicant_downloads_the_result(new_page: NewPage, office: Office, width: int, *, javascript: bool) -> None:
    dossier = make_result_file(office, answers=make_answers(identity_number="079190012345"))
    page = new_page(width=width, javascript=javascript)
    # the checker is a script, which a page without scripts would wait for without end
    check = assert_accessible if javascript else assert_fits
    page.goto(f"/tra-cuu/{dossier.token}")
    page.get_by_role("link", name="Tải kết quả").click()
    number = page.get_by_label("Số giấy tờ tùy thân của người nộp hồ sơ")
    expect(number).to_be_visible()
    for wrong in ("", "079190012346"):
        number.fill(wrong)
        page.get_by_role("button", name="Tiếp tục").click()
        expect(page.get_by_role("alert")).to_be_visible()
    check(page)
    assert_fits(page)
    number.fill("079190012345")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", name="Kết quả")).to_be_visible()
    check(page)
    assert_fits(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải kết quả").click()
    assert download.value.suggested_filename == "giay-phep.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF")
    page.goto(f"/tra-cuu/{dossier.token}")
    expect(page.get_by_text(str(State.RETURNED.label), exact=True).first).to_be_visible()
    check(page)
    assert Dossier.objects.get().state == State.RETURNED
