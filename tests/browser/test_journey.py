"""The whole way of a dossier, by hand: filed, proven, scanned, processed, supplemented, decided, returned."""

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from motcua.foundation.units.models import Staff
from motcua.foundation.worktime import clock
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import Action, State
from tests.browser import citizen
from tests.browser.checks import assert_accessible, assert_fits
from tests.browser.conftest import NewPage
from tests.browser.signing import sign
from tests.factories.onestop import NOW, Office, make_office

DOTS_PER_INCH = 110


@pytest.fixture
def office(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A ward at 08:30 on 8 April 2019 whose receipts lead to the server of the test."""
    monkeypatch.setattr(settings, "PUBLIC_URL", live_server.url)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return make_office()


def desk_of(staff: Staff, new_page: NewPage, server: LiveServer) -> Page:
    """Return a page in which `staff` is signed in."""
    client = Client()
    client.force_login(staff.user)
    page = new_page()
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server.url}])
    return page


def open_dossier(page: Page, code: str) -> None:
    """Find the dossier in the work list and open it."""
    page.goto("/can-bo/")
    page.get_by_role("link", name=code).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(code)


def press(page: Page, action: Action) -> None:
    """Press the button, or follow the link, of an act."""
    page.locator(".acts").get_by_text(str(action.label)).first.click()


def send_act(page: Page) -> None:
    """Send the form of an act and come back to the dossier."""
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".dossier")).to_be_visible()


def address_in(pdf: Path) -> str:
    """Return what a phone reads from the QR code of the printed receipt."""
    page = pypdfium2.PdfDocument(pdf)[0]
    found = zxingcpp.read_barcodes(page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil())
    return next(code.text for code in found if "/tra-cuu/" in code.text)


def file_online(page: Page, office: Office) -> None:
    """File from the catalogue to the confirmation; every page is accessible."""
    citizen.start(page, office)
    for step in (citizen.fill_person, citizen.fill_matter, citizen.upload, citizen.go_on, citizen.send):
        assert_accessible(page)
        step(page)
    assert_accessible(page)


def receive_and_ask_for_more(counter: Page, specialist: Page, code: str) -> None:
    """The counter accepts and hands over; the specialist cannot read a paper."""
    open_dossier(counter, code)
    assert_accessible(counter)
    press(counter, Action.ACCEPT)
    press(counter, Action.HAND_OVER)
    open_dossier(specialist, code)
    press(specialist, Action.REQUEST_SUPPLEMENT)
    assert_accessible(specialist)
    specialist.get_by_label("Đơn đề nghị").check()
    specialist.get_by_label("Lý do").fill("Bản chụp bị mờ, chưa đọc được.")
    send_act(specialist)


def hand_in(phone: Page, plain: Page, status: str) -> None:
    """The citizen sees what is missing and hands it in from the phone; `plain` runs no JavaScript."""
    for page in (phone, plain):
        page.goto(status)
        expect(page.get_by_text("Bản chụp bị mờ, chưa đọc được.").first).to_be_visible()
    assert_accessible(phone)
    for page in (phone, plain):
        page.get_by_role("link", name="Nộp giấy tờ bổ sung").click()
    assert_accessible(phone)
    assert_fits(phone)
    plain.locator("#file-request").set_input_files(citizen.photo("Đơn chụp lại.jpg"))
    plain.get_by_role("button", name="Gửi giấy tờ bổ sung").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Đã nhận giấy tờ bổ sung")
    expect(plain.get_by_text("Đơn chụp lại.jpg")).to_be_visible()
    assert_fits(plain)
    plain.get_by_role("link", name="Xem tình trạng hồ sơ").click()
    expect(plain.get_by_text(str(State.IN_PROCESS.label), exact=True).first).to_be_visible()


def finish(counter: Page, specialist: Page, leader: Page, code: str) -> None:
    """The specialist hands over, the leader decides, the counter returns the result against a signature."""
    open_dossier(specialist, code)
    press(specialist, Action.HAND_OVER)
    open_dossier(leader, code)
    press(leader, Action.DECIDE)
    assert_accessible(leader)
    send_act(leader)
    open_dossier(counter, code)
    press(counter, Action.RETURN)
    assert_accessible(counter)
    counter.get_by_label("Người nhận kết quả").fill("Nguyễn Thị Ánh")
    sign(counter)
    send_act(counter)
    expect(counter.get_by_role("img", name="Chữ ký của Nguyễn Thị Ánh")).to_be_visible()
    assert_accessible(counter)


def test_a_dossier_from_the_first_page_to_the_signature(
    page: Page, new_page: NewPage, office: Office, live_server: LiveServer, tmp_path: Path
) -> None:
    file_online(page, office)
    receipt = page.get_by_role("link", name="Tải giấy xác nhận")
    answer = page.context.request.get(f"{live_server.url}{receipt.get_attribute('href')}")
    pdf = tmp_path / "receipt.pdf"
    pdf.write_bytes(answer.body())
    status, code = address_in(pdf), Dossier.objects.get().code

    phone = new_page(width=320, height=640)
    phone.goto(status)
    expect(phone.get_by_text(code)).to_be_visible()
    expect(phone.get_by_text(str(State.SUBMITTED.label), exact=True).first).to_be_visible()
    assert_accessible(phone)
    assert_fits(phone)

    counter, specialist, leader = (
        desk_of(staff, new_page, live_server) for staff in (office.receptionist, office.specialist, office.leader)
    )
    receive_and_ask_for_more(counter, specialist, code)
    hand_in(phone, new_page(width=320, height=640, javascript=False), status)
    finish(counter, specialist, leader, code)

    phone.goto(status)
    expect(phone.get_by_text(str(State.RETURNED.label), exact=True).first).to_be_visible()
    assert_accessible(phone)
    assert Dossier.objects.get().state == State.RETURNED
