"""Pages for what went wrong look like the rest and say what to do."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, assert_fits


def test_an_unknown_address_leads_home(phone: Page) -> None:
    answer = phone.goto("/khong-co-trang-nay/")
    assert answer is not None
    assert answer.status == 404
    expect(phone.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang")
    assert_accessible(phone)
    assert_fits(phone)
    phone.get_by_role("link", name="Về trang chủ").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thủ tục hành chính, ngay tại nhà")


def test_a_form_without_its_cookie_is_refused_with_a_way_out(page: Page) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    page.context.clear_cookies()
    page.get_by_label("Tên đăng nhập").fill("ai-do")
    page.get_by_label("Mật khẩu").fill("gi-do")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chưa gửi được biểu mẫu")
    assert_accessible(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_an_address_that_only_takes_forms_explains_itself(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    answer = page.goto("/ngon-ngu/")
    assert answer is not None
    assert answer.status == 405
    expect(page.get_by_role("heading", level=1)).to_have_text("Không mở được trang này trực tiếp")
    assert_fits(page)
