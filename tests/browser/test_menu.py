"""The menu of staff: a handful of headings, by keyboard on the narrowest screen, without scripts, with the mouse."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from motcua.foundation.worktime import clock
from tests.browser.checks import assert_accessible, assert_fits
from tests.browser.conftest import NewPage
from tests.browser.desk import sign_in
from tests.browser.keyboard import Keyboard
from tests.factories.onestop import NOW, Office, make_office

HEADINGS = [
    *("Hồ sơ", "Tiếp nhận và trả kết quả", "Số liệu"),
    *("Nhân rộng mô hình", "Sổ sách, lưu trữ", "Đơn vị và hệ thống"),
]


@pytest.fixture
def office(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A ward."""
    assert live_server.url
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    return make_office()


def heading(page: Page, name: str) -> Locator:
    return page.locator(".staff-nav summary", has_text=re.compile(rf"^\s*{name}\s*$"))


def test_a_leader_finds_a_page_under_its_heading_by_keyboard_on_a_narrow_screen(
    new_page: NewPage, office: Office
) -> None:
    hand = Keyboard(new_page(width=320, height=640))
    page = hand.page
    sign_in(page, office.leader, "/can-bo/")
    hand.look()
    tops = page.locator(".staff-nav > ul > li > a, .staff-nav > ul > li > details > summary")
    assert [text.strip() for text in tops.all_inner_texts()] == HEADINGS
    hand.walk_to(heading(page, "Số liệu"))
    hand.press("Enter")
    hand.look()
    hand.link("Số liệu theo kỳ")
    expect(page.locator('.staff-nav [aria-current="true"]')).to_have_text("Số liệu")


def test_without_scripts_one_heading_is_open_at_a_time(new_page: NewPage, office: Office) -> None:
    page = new_page(javascript=False)
    sign_in(page, office.leader, "/can-bo/")
    heading(page, "Số liệu").click()
    expect(page.get_by_role("link", name="Số liệu theo kỳ")).to_be_visible()
    heading(page, "Sổ sách, lưu trữ").click()
    expect(page.get_by_role("link", name="Số liệu theo kỳ")).to_be_hidden()
    page.get_by_role("link", name="Sổ sách", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sổ sách")


def test_a_heading_closes_when_one_goes_elsewhere(page: Page, office: Office) -> None:
    sign_in(page, office.leader, "/can-bo/")
    link = page.get_by_role("link", name="Số liệu theo kỳ")
    heading(page, "Số liệu").click()
    expect(link).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(heading(page, "Số liệu")).to_be_focused()
    heading(page, "Số liệu").click()
    page.get_by_role("heading", level=1).click()
    expect(link).to_be_hidden()
