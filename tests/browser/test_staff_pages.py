"""The pages of staff in a real browser: counter entry by keyboard alone, a dossier brought to its end, axe, a phone."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from motcua.foundation.ui.filters import moment_vn
from motcua.foundation.units.models import Role
from motcua.foundation.worktime import clock
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import State
from tests.browser.checks import assert_accessible, assert_fits, assert_sound
from tests.browser.conftest import NewPage
from tests.browser.desk import sign_in
from tests.factories.onestop import NOW, Office, make_dossier, make_office
from tests.factories.units import make_staff

CARD = "079190000123|023456789|Nguyễn Thị Ánh|02031990|Nữ|12 Ba Vân, Phường 14, Tân Bình, TP. Hồ Chí Minh|01012022"


@pytest.fixture
def office(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A ward with its staff; requests come an hour after its dossiers."""
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    return make_office()


def keys(page: Page, *words: str) -> None:
    """Type words, each into the next field; an empty one is passed over."""
    for word in words:
        if word:
            page.keyboard.type(word)
        page.keyboard.press("Tab")


def test_a_dossier_is_entered_and_its_receipt_printed_by_keyboard_alone(office: Office, page: Page) -> None:
    sign_in(page, office.receptionist, f"/can-bo/quay/{office.slug}/")
    expect(page.get_by_label("Mã QR trên thẻ căn cước")).to_be_focused()
    page.keyboard.type(CARD)
    with page.expect_navigation():
        page.keyboard.press("Enter")  # the scanner's own
    expect(page.get_by_label("Mục person_name")).to_have_value("Nguyễn Thị Ánh")
    assert_accessible(page)
    assert page.evaluate("document.activeElement.name") == "phone"
    keys(page, "0901234567")
    while page.evaluate("document.activeElement.name") != "is_renewal":
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    while page.evaluate("document.activeElement.name") != "purpose":
        page.keyboard.press("Tab")
    page.keyboard.type("Bán lẻ")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="In giấy tiếp nhận A4")).to_be_focused()
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.applicant.full_name) == (State.ACCEPTED, "Nguyễn Thị Ánh")
    assert_accessible(page)


def test_pages_of_staff_are_accessible_and_fit(office: Office, new_page: NewPage) -> None:
    for state in (State.SUBMITTED, State.AWAITING_SUPPLEMENT, State.RETURNED):
        dossier = make_dossier(office, state)
    page = new_page()
    sign_in(page, office.receptionist, "/can-bo/")
    addresses = (
        "/can-bo/?nhom=done",
        f"/can-bo/ho-so/{dossier.code}/",
        f"/can-bo/ho-so/{dossier.code}/ghi-chu/",
        "/can-bo/so-lieu/",
        "/can-bo/quay/",
        f"/can-bo/quay/{office.slug}/",
    )
    for address in ("/can-bo/", *addresses):
        page.goto(address)
        assert_sound(page)


def test_pages_of_administrators_are_accessible_and_fit(office: Office, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, make_staff(unit=office.unit, role=Role.ADMINISTRATOR), "/can-bo/thu-tuc/")
    addresses = (
        "/can-bo/thu-tuc/",
        f"/can-bo/thu-tuc/?don-vi={office.unit.pk}&ngung={office.slug}",
        "/can-bo/lich/",
        "/can-bo/lich/gio-lam-viec/",
        "/can-bo/lich/cach-tinh-han/",
    )
    for address in addresses:
        page.goto(address)
        assert_sound(page)


def test_an_administrator_sets_evening_hours_without_javascript(office: Office, new_page: NewPage) -> None:
    page = new_page(javascript=False)
    sign_in(page, make_staff(unit=office.unit, role=Role.ADMINISTRATOR), "/can-bo/lich/")
    page.get_by_role("link", name="Đặt giờ làm việc của đơn vị").click()
    page.get_by_label("Áp dụng từ ngày").fill("15/04/2019")
    page.get_by_label("Văn bản quyết định").fill("Kế hoạch 12/KH-UBND")
    page.get_by_role("group", name="Thứ Năm").get_by_label("Tiếp nhận ngoài giờ").fill("17 giờ")
    page.get_by_role("button", name="Ghi giờ làm việc").click()
    expect(page.get_by_role("alert")).to_contain_text("Không đọc được “17 giờ”")
    expect(page.get_by_label("Văn bản quyết định")).to_have_value("Kế hoạch 12/KH-UBND")
    page.get_by_role("group", name="Thứ Năm").get_by_label("Tiếp nhận ngoài giờ").fill("17:00-19:00")
    page.get_by_role("button", name="Ghi giờ làm việc").click()
    expect(page.get_by_role("heading", name="Từ ngày 15/04/2019")).to_be_visible()
    expect(page.get_by_text("17:00–19:00").first).to_be_visible()


def test_a_wrong_entry_keeps_what_was_typed_without_javascript(office: Office, new_page: NewPage) -> None:
    page = new_page(javascript=False)
    sign_in(page, office.receptionist, f"/can-bo/quay/{office.slug}/")
    page.get_by_label("Mục person_name").fill("Trần Văn Bình")
    page.get_by_role("button", name="Tiếp nhận và in giấy tiếp nhận").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Có chỗ cần sửa")
    expect(page.get_by_label("Mục person_name")).to_have_value("Trần Văn Bình")


def test_a_phone_shows_what_is_due_and_the_time_left_without_scrolling(office: Office, new_page: NewPage) -> None:
    dossier = make_dossier(office, State.IN_PROCESS)
    phone = new_page(width=360, height=740)
    sign_in(phone, office.leader, "/can-bo/")
    row = phone.get_by_role("row").filter(has_text=dossier.code)
    for words in ("Nguyễn Thị Ánh", "Đang xử lý", "Còn", moment_vn(dossier.next_due_at)):
        box = row.get_by_text(words).locator("visible=true").first.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 360
    assert_accessible(phone)


def test_the_page_of_a_person_fits_a_phone(office: Office, new_page: NewPage) -> None:
    administrator = make_staff(role=Role.ADMINISTRATOR, unit=office.unit)
    phone = new_page(width=360, height=740)
    sign_in(phone, administrator, f"/can-bo/nhan-su/{office.specialist.pk}/")
    expect(phone.get_by_role("link", name="Giao vai trò")).to_be_visible()
    assert_fits(phone)
