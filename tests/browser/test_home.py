"""The first page: on any device, in both languages, by keyboard, without JavaScript."""

from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, assert_fits
from tests.browser.conftest import NewPage


def test_the_home_page_is_accessible_and_fits_a_desk(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thủ tục hành chính, ngay tại nhà")
    assert_accessible(page)
    assert_fits(page)


def test_the_home_page_is_accessible_and_fits_the_narrowest_phone(phone: Page) -> None:
    phone.goto("/")
    assert_accessible(phone)
    assert_fits(phone)


def test_a_browser_that_prefers_english_still_gets_vietnamese(page: Page) -> None:
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "vi")


def test_the_language_switch_keeps_the_page_and_needs_no_javascript(new_page: NewPage) -> None:
    page = new_page(javascript=False)
    page.goto("/?a=1")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/?a=1")
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Tới nội dung chính")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
