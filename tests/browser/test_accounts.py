"""Staff sign in, protect their account with one-time codes, and sign out."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from motcua.foundation.units.models import User
from tests.browser.checks import assert_accessible, assert_fits

PASSWORD = "một-mật-khẩu-đủ-dài"


@pytest.fixture
def account(transactional_db: None) -> User:
    """An account that has chosen its own password."""
    return User.objects.create_user("lan", password=PASSWORD, full_name="Nguyễn Thị Lan")


def sign_in(page: Page, *, password: str = PASSWORD, then: str = "/tai-khoan/bao-mat/") -> None:
    """Sign in by keyboard alone."""
    page.goto(f"/tai-khoan/dang-nhap/?next={then}")
    page.get_by_label("Tên đăng nhập").focus()
    page.keyboard.type("lan")
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def code_for(secret: str) -> str:
    """Return the six digits that an authenticator application shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


@pytest.mark.usefixtures("account")
def test_the_sign_in_page_is_accessible_and_fits_a_phone(phone: Page) -> None:
    phone.goto("/tai-khoan/dang-nhap/")
    assert_accessible(phone)
    assert_fits(phone)


@pytest.mark.usefixtures("account")
def test_a_wrong_password_is_said_on_top_and_the_name_is_kept(page: Page) -> None:
    sign_in(page, password="sai")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Tên đăng nhập hoặc mật khẩu chưa đúng.")
    expect(summary).to_be_focused()
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("lan")
    assert_accessible(page)


@pytest.mark.usefixtures("account")
def test_too_many_wrong_passwords_are_stopped_with_a_sentence(page: Page) -> None:
    for _attempt in range(6):
        sign_in(page, password="sai")
    expect(page.get_by_role("alert")).to_contain_text("Đã thử sai quá nhiều lần")


@pytest.mark.usefixtures("account")
def test_one_time_codes_are_set_up_asked_for_and_replaced_by_recovery_codes(page: Page) -> None:
    sign_in(page)
    page.get_by_role("link", name="Bật xác thực hai bước").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xác nhận lại")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bật xác thực hai bước")
    assert_accessible(page)
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Mã xác thực").fill("000000")
    page.get_by_role("button", name="Bật").click()
    expect(page.get_by_role("alert")).to_contain_text("Mã chưa đúng")
    assert page.locator("code.secret").inner_text() == secret
    page.get_by_label("Mã xác thực").fill(code_for(secret))
    page.get_by_role("button", name="Bật").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã dự phòng")
    codes = page.locator("code.secret").all_inner_texts()
    assert len(codes) == 10
    assert_accessible(page)

    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhập mã xác thực")
    assert_accessible(page)
    page.get_by_label("Mã xác thực").fill(codes[0])
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_text("Còn 9 mã chưa dùng.")).to_be_visible()
    assert_accessible(page)


@pytest.mark.usefixtures("account")
def test_the_password_is_changed_with_the_old_one_and_twice_the_new_one(page: Page) -> None:
    sign_in(page, then="/tai-khoan/mat-khau/")
    page.get_by_label("Mật khẩu hiện tại").fill(PASSWORD)
    page.get_by_label("Mật khẩu mới", exact=True).fill("mới-và-đủ-dài-2019")
    page.get_by_label("Nhập lại mật khẩu mới").fill("khác-hẳn")
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_role("alert")).to_contain_text("Hai lần nhập chưa giống nhau.")
    assert_accessible(page)
    page.get_by_label("Mật khẩu hiện tại").fill(PASSWORD)
    page.get_by_label("Mật khẩu mới", exact=True).fill("mới-và-đủ-dài-2019")
    page.get_by_label("Nhập lại mật khẩu mới").fill("mới-và-đủ-dài-2019")
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_role("status")).to_have_text(re.compile("Đã đổi mật khẩu"))
