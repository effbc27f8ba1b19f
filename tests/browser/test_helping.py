"""A volunteer files for a citizen on a phone, who objects on hers; every page is accessible and fits."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from motcua.foundation.worktime import clock
from motcua.services.onestop.helping.consent_code import consent_code
from motcua.services.onestop.models import Dossier, HelpedFiling
from tests.browser import citizen
from tests.browser.checks import assert_accessible, assert_fits
from tests.browser.conftest import NewPage
from tests.browser.desk import sign_in
from tests.browser.typist import CARD
from tests.factories.helping import Helpers, make_helpers
from tests.factories.onestop import NOW

NAME, NUMBER = "Nguyễn Thị Ánh", "079190000123"


@pytest.fixture
def helpers(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Helpers:
    """A ward with an advisory team."""
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=5))
    return make_helpers()


def check_page(page: Page) -> None:
    assert_accessible(page)
    assert_fits(page)


def agree(page: Page, helpers: Helpers) -> None:
    """Scan the card, read the consent out, type the code the citizen tells."""
    sign_in(page, helpers.helper, "/can-bo/nop-giup/")
    check_page(page)
    page.get_by_role("link", name="Nộp giúp một hồ sơ").first.click()
    check_page(page)
    page.locator(f'a[href="/can-bo/nop-giup/thu-tuc/{helpers.office.slug}/"]').click()
    page.get_by_label("Mã QR trên thẻ căn cước").fill(CARD)
    page.get_by_role("button", name="Điền từ mã QR").click()
    expect(page.get_by_label("Họ tên người được giúp")).to_have_value(NAME)
    check_page(page)
    page.get_by_label("Điện thoại của người được giúp").fill("0901234567")
    page.get_by_label("Tôi đã đọc lời đồng ý").check()
    page.locator(".actions").get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã đồng ý")
    check_page(page)
    page.get_by_label("Mã công dân đọc").fill(consent_code(HelpedFiling.objects.get()))
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text(f"Đang nộp giúp cho {NAME}")).to_be_visible()


def fill_in(page: Page) -> None:
    """Go through the pages of the form, each of which says for whom."""
    expect(page.locator('[name="identity_number"]')).to_have_value(NUMBER)
    for step in (citizen.go_on, citizen.fill_matter, citizen.upload, citizen.go_on):
        expect(page.get_by_text(f"Đang nộp giúp cho {NAME}")).to_be_visible()
        check_page(page)
        step(page)


def send(page: Page) -> None:
    page.get_by_label("Tôi đã đọc lại toàn bộ tờ khai").check()
    page.get_by_role("button", name="Gửi hồ sơ").click()
    expect(page.get_by_text("Đưa mã này cho người được giúp")).to_be_visible()
    expect(page.get_by_text(NAME)).to_have_count(0)
    check_page(page)


def object_to_it(page: Page, dossier: Dossier) -> None:
    """The citizen opens the link of the message and says that she never agreed."""
    page.goto(f"/tra-cuu/{dossier.token}")
    check_page(page)
    page.get_by_role("link", name="Tôi không đồng ý cho nộp").click()
    page.get_by_label("Số giấy tờ tùy thân").fill(NUMBER)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Vì sao ông/bà không đồng ý").fill("Tôi không nhờ ai nộp.")
    check_page(page)
    page.get_by_role("button", name="Gửi phản đối").click()
    expect(page.get_by_text("đang được xác minh")).to_be_visible()


def test_a_volunteer_files_on_a_phone_and_the_citizen_objects(helpers: Helpers, phone: Page, new_page: NewPage) -> None:
    agree(phone, helpers)
    fill_in(phone)
    send(phone)
    dossier = Dossier.objects.get()
    object_to_it(new_page(width=320), dossier)
    counter = new_page()
    sign_in(counter, helpers.office.receptionist, f"/can-bo/ho-so/{dossier.code}/")
    expect(counter.get_by_text("Tôi không nhờ ai nộp.").first).to_be_visible()
    check_page(counter)
    counter.get_by_role("link", name="Xác minh việc nộp giúp").click()
    check_page(counter)
    leader = new_page()
    sign_in(leader, helpers.office.leader, f"/can-bo/nop-giup/to/{helpers.team.pk}/")
    check_page(leader)
    leader.goto("/can-bo/nop-giup/to/")
    check_page(leader)
