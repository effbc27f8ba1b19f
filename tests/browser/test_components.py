"""Every component in every layout: accessible, and no wider than the narrowest phone."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, assert_fits, assert_sound

pytestmark = pytest.mark.usefixtures("_gallery")


@pytest.fixture
def _gallery() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.foundation.ui.gallery"):
        yield


@pytest.mark.parametrize("layout", ["public", "staff", "slim"])
def test_components_are_accessible_with_and_without_errors(page: Page, layout: str) -> None:
    page.goto(f"/mau/{layout}/")
    assert_sound(page)
    kept = page.get_by_label("Số nhà, đường") if layout == "slim" else page.get_by_label("Họ và tên", exact=True)
    kept.fill("   " if layout == "slim" else "Nguyễn Thị Lan")
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(page.get_by_role("alert").filter(has_text="Có chỗ cần sửa")).to_be_focused()
    expect(kept).to_have_value("   " if layout == "slim" else "Nguyễn Thị Lan")
    assert_sound(page)


def test_each_error_leads_to_its_field(page: Page) -> None:
    page.goto("/mau/public/")
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    for label, field in {"Họ và tên": "#id_full_name", "Giới tính": "#id_sex_0", "Bản chụp": "#id_scan"}.items():
        page.get_by_role("alert").get_by_role("link", name=label).click()
        expect(page.locator(field)).to_be_focused()


def test_a_fault_shows_an_incident_id_and_a_way_on(phone: Page) -> None:
    answer = phone.goto("/mau/hong/")
    assert answer is not None
    assert answer.status == 500
    expect(phone.get_by_text("Mã sự cố:")).to_be_visible()
    assert_accessible(phone)
    assert_fits(phone)


@pytest.mark.parametrize("layout", ["public", "staff", "slim"])
def test_paper_shows_the_content_and_nothing_to_press(page: Page, layout: str) -> None:
    page.goto(f"/mau/{layout}/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("button", name="English")).to_be_hidden()
    expect(page.get_by_role("button", name="Lưu và tiếp tục")).to_be_hidden()
