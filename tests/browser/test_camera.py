"""The camera reads a code into the input it would be typed into: where the browser can, and never unasked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from motcua.foundation.worktime import clock
from tests.browser.checks import assert_accessible, assert_fits
from tests.browser.conftest import NewPage
from tests.browser.test_journey import desk_of
from tests.factories.onestop import NOW, Office, make_office

CARD = "079190012345|023456789|Nguyễn Thị Ánh|05041990|Nữ|1 Trường Chinh, Phường 4|01012021"
# as Chrome on Android has them; what the camera sees, and whether it may, is up to the test
READER = """
window.seen = [];
window.allowed = false;
navigator.mediaDevices.getUserMedia = async () => {
  if (!window.allowed) throw new DOMException("Permission denied", "NotAllowedError");
  const picture = document.createElement("canvas");
  const pen = picture.getContext("2d");
  setInterval(() => pen.fillRect(0, 0, 9, 9), 50);
  return picture.captureStream();
};
window.BarcodeDetector = class {
  static getSupportedFormats() { return Promise.resolve(["qr_code"]); }
  detect() { return Promise.resolve(window.seen); }
};
"""


@pytest.fixture
def office(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(clock, "now", lambda: NOW.replace(hour=10))
    return make_office()


def button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).press("Enter")


def test_a_card_is_read_by_the_camera_at_the_keyboard_and_what_is_wrong_is_said(
    new_page: NewPage, live_server: LiveServer, office: Office
) -> None:
    page = desk_of(office.receptionist, new_page, live_server)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/can-bo/quay/{office.slug}/")
    expect(page.locator(".camera")).to_be_hidden()  # this browser reads no codes: one types

    page.add_init_script(READER)
    page.reload()
    status, video = page.locator(".camera [role=status]"), page.locator(".camera video")
    button(page, "Quét bằng máy ảnh")
    expect(status).to_contain_text("Chưa được phép dùng máy ảnh")

    page.evaluate("() => { window.allowed = true; }")
    button(page, "Quét bằng máy ảnh")
    expect(status).to_contain_text("Đưa mã QR vào giữa khung hình")
    assert_fits(page)
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(video).to_be_hidden()
    assert page.evaluate("document.querySelector('.camera video').srcObject") is None

    button(page, "Quét bằng máy ảnh")
    expect(video).to_be_visible()
    page.evaluate("text => { window.seen = [{ rawValue: text }]; }", CARD)
    expect(page.locator("#id_scan")).to_have_value(CARD)
    expect(video).to_be_hidden()
    button(page, "Điền từ mã QR")
    expect(page.locator("#id_full_name")).to_have_value("Nguyễn Thị Ánh")
