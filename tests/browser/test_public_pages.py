"""The pages of the one-stop for the public: any width, both languages, without JavaScript, on paper."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from motcua.foundation.worktime import clock
from motcua.services.onestop.states import State
from tests.browser import citizen
from tests.browser.checks import assert_accessible, assert_fits, assert_sound
from tests.browser.conftest import NewPage
from tests.factories.onestop import NOW, Office, make_dossier, make_office


@pytest.fixture
def office(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A ward at 08:30 on 8 April 2019."""
    assert live_server.url
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return make_office()


def addresses(office: Office) -> list[str]:
    """Return the pages that open without filing."""
    slug = office.slug
    return [
        "/",
        "/thu-tuc/",
        "/thu-tuc/?q=khong+co+gi",
        f"/thu-tuc/{slug}/",
        "/nop-ho-so/",
        f"/nop-ho-so/{slug}/",
        "/nop-ho-so/tiep-tuc/",
        "/tra-cuu/",
        "/tra-cuu/abc",
        f"/tra-cuu/{make_dossier(office, State.IN_PROCESS).token}",
    ]


def test_every_page_is_accessible_and_fits(new_page: NewPage, office: Office) -> None:
    page = new_page()
    for address in addresses(office):
        page.goto(address)
        assert_sound(page)


def test_the_english_pages_are_accessible_and_fit_a_phone(phone: Page, office: Office) -> None:
    phone.goto("/")
    phone.get_by_role("button", name="English").click()
    for address in addresses(office):
        phone.goto(address)
        expect(phone.locator("html")).to_have_attribute("lang", "en")
        assert_accessible(phone)
        assert_fits(phone)


def test_a_dossier_is_filed_on_the_narrowest_phone_without_javascript(new_page: NewPage, office: Office) -> None:
    page = new_page(width=320, height=640, javascript=False)
    citizen.start(page, office)
    for step in (citizen.fill_person, citizen.fill_matter, citizen.upload, citizen.go_on, citizen.send):
        step(page)
    expect(page.get_by_text("Mã hồ sơ:")).to_be_visible()


def test_errors_are_on_top_take_the_focus_and_lead_to_their_fields(phone: Page, office: Office) -> None:
    citizen.start(phone, office)
    phone.locator('[name="phone"]').fill("09012")
    citizen.go_on(phone)
    summary = phone.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(phone.locator('[name="phone"]')).to_have_value("09012")
    assert_accessible(phone)
    assert_fits(phone)
    summary.get_by_role("link").first.click()
    expect(phone.locator('[name="full_name"]')).to_be_focused()


def test_a_refused_file_is_explained_at_its_paper(phone: Page, office: Office) -> None:
    citizen.start(phone, office)
    citizen.fill_person(phone)
    citizen.fill_matter(phone)
    phone.locator("#file-request").set_input_files(
        {"name": "virus.exe", "mimeType": "application/octet-stream", "buffer": b"MZ" + b"0" * 64}
    )
    phone.get_by_role("button", name="Tải lên").click()
    expect(phone.locator("#error-request")).to_contain_text("virus.exe")
    assert_accessible(phone)
    assert_fits(phone)


def test_a_draft_is_found_again_by_its_code_in_another_browser(page: Page, new_page: NewPage, office: Office) -> None:
    citizen.start(page, office)
    code = page.locator(".code").inner_text()
    citizen.fill_person(page)
    other = new_page(width=320)
    other.goto("/nop-ho-so/tiep-tuc/")
    other.get_by_label("Mã lưu").fill(code.lower())
    other.get_by_role("button", name="Mở hồ sơ").click()
    expect(other.get_by_text("Nguyễn Thị Ánh")).to_be_visible()
    assert_accessible(other)
    assert_fits(other)


def test_the_confirmation_fits_a4_and_a_thermal_roll(page: Page, office: Office) -> None:
    citizen.start(page, office)
    for step in (citizen.fill_person, citizen.fill_matter, citizen.upload, citizen.go_on, citizen.send):
        step(page)
    page.emulate_media(media="print")
    for width in (272, 794):  # 72 mm and 210 mm at 96 dots an inch
        page.set_viewport_size({"width": width, "height": 900})
        assert_fits(page)
    expect(page.get_by_role("button", name="English")).to_be_hidden()
