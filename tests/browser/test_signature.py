"""Signing for a result on the screen: by mouse, by finger, again after an error; on paper without script."""

import base64
from functools import partial
from io import BytesIO

import pytest
from django.conf import settings
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from motcua.foundation.attachments.content import open_content
from motcua.foundation.worktime import clock
from motcua.services.onestop.models import Delivery, Dossier
from motcua.services.onestop.states import State
from tests.browser.checks import assert_accessible, assert_fits
from tests.browser.conftest import NewPage
from tests.browser.signing import sign
from tests.browser.test_journey import desk_of
from tests.factories.onestop import NOW, Office, make_dossier, make_office


@pytest.fixture
def office(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(settings, "PUBLIC_URL", live_server.url)
    monkeypatch.setattr(clock, "now", lambda: NOW.replace(hour=10))
    return make_office()


@pytest.fixture
def decided(office: Office) -> Dossier:
    return make_dossier(office, State.DECIDED)


def open_form(page: Page, dossier: Dossier) -> None:
    page.goto(f"/can-bo/ho-so/{dossier.code}/tra-ket-qua/")


def ink_of(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the box around what is drawn."""
    return ImageChops.invert(picture.convert("L")).getbbox()


def in_form(page: Page) -> Image.Image:
    """Return the picture that the form holds."""
    value = page.locator("#id_signature").input_value()
    return Image.open(BytesIO(base64.b64decode(value.partition(",")[2])))


def send(page: Page) -> None:
    page.locator("main form button[type=submit]").click()


def test_what_was_drawn_is_what_is_kept(
    new_page: NewPage, live_server: LiveServer, office: Office, decided: Dossier
) -> None:
    page = desk_of(office.receptionist, new_page, live_server)
    open_form(page, decided)
    sign(page)
    expect(page.get_by_text("Đã có chữ ký.")).to_be_visible()
    drawn = ink_of(in_form(page))
    send(page)
    expect(page.get_by_role("img", name="Chữ ký của Nguyễn Thị Ánh")).to_be_visible()
    signature = Delivery.objects.select_related("signature").get(dossier=decided).signature
    assert signature is not None
    with open_content(signature) as kept, Image.open(kept) as picture:
        assert ink_of(picture) == drawn
    assert drawn is not None
    assert drawn[2] - drawn[0] > 500  # the hand went over four fifths of the frame


def test_a_signature_can_be_wiped_and_survives_an_error_elsewhere(
    new_page: NewPage, live_server: LiveServer, office: Office, decided: Dossier
) -> None:
    page = desk_of(office.receptionist, new_page, live_server)
    open_form(page, decided)
    sign(page)
    page.get_by_role("button", name="Xóa, ký lại").click()
    send(page)
    expect(page.locator(".error-summary")).to_contain_text("Người nhận phải ký")
    assert_accessible(page)
    sign(page)
    drawn = ink_of(in_form(page))
    page.get_by_label("Người nhận kết quả").fill("")
    send(page)
    expect(page.locator(".error-summary")).to_contain_text("Chưa ghi họ tên")
    expect(page.get_by_text("Đã có chữ ký.")).to_be_visible()
    assert ink_of(in_form(page)) == drawn
    page.get_by_label("Người nhận kết quả").fill("Nguyễn Thị Ánh")
    send(page)
    expect(page.locator(".signature-shown")).to_be_visible()


def test_a_finger_signs_on_a_narrow_screen(
    new_page: NewPage, live_server: LiveServer, office: Office, decided: Dossier
) -> None:
    page = desk_of(office.receptionist, new_page, live_server)
    page.set_viewport_size({"width": 320, "height": 640})
    open_form(page, decided)
    assert_fits(page)
    frame = page.locator("canvas")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    assert box is not None
    touch = page.context.new_cdp_session(page)
    for kind, across in (("touchStart", 0.1), ("touchMove", 0.5), ("touchMove", 0.9)):
        place = {"x": box["x"] + box["width"] * across, "y": box["y"] + box["height"] / 2}
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [place]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.get_by_text("Đã có chữ ký.")).to_be_visible()
    drawn = ink_of(in_form(page))
    assert drawn is not None
    assert drawn[2] - drawn[0] > 500  # the page did not scroll under the finger
    send(page)
    expect(page.locator(".signature-shown")).to_be_visible()
    assert_fits(page)


def test_without_script_the_paper_way_stays(
    new_page: NewPage, live_server: LiveServer, office: Office, decided: Dossier
) -> None:
    plain = desk_of(office.receptionist, partial(new_page, javascript=False), live_server)
    open_form(plain, decided)
    expect(plain.locator("canvas")).to_be_hidden()
    expect(plain.get_by_role("link", name="In giấy ký nhận kết quả")).to_be_visible()
    plain.get_by_label("Người nhận đã ký trên phiếu giấy").check()
    send(plain)
    expect(plain.get_by_text("Nguyễn Thị Ánh đã ký trên phiếu giấy.")).to_be_visible()
