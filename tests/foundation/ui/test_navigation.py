"""The menus: rooms register their pages, visitors see those meant for them."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from motcua.foundation.ui import navigation
from motcua.foundation.ui.navigation import FEW, Heading, entries, menu, register_entry


@pytest.fixture(autouse=True)
def _own_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", {})


def _nobody(_request: HttpRequest) -> bool:
    return False


def test_the_lowest_order_comes_first_and_sections_are_apart(rf: RequestFactory) -> None:
    register_entry("public", "Sau", "account_login", 20)
    register_entry("public", "Trước", "ui:home", 10, hint="Bắt đầu từ đây")
    register_entry("staff", "Khác", "mfa_index", 1)
    shown = entries("public", rf.get("/elsewhere/"))
    assert [(entry.title, entry.hint) for entry in shown] == [("Trước", "Bắt đầu từ đây"), ("Sau", "")]


def test_an_entry_that_is_not_for_the_visitor_is_not_there(rf: RequestFactory) -> None:
    register_entry("public", "Kín", "ui:home", 10, _nobody)
    assert entries("public", rf.get("/")) == []


def test_registering_a_page_again_replaces_its_entry(rf: RequestFactory) -> None:
    register_entry("public", "Cũ", "ui:home", 10)
    register_entry("public", "Mới", "ui:home", 10)
    assert [entry.title for entry in entries("public", rf.get("/"))] == ["Mới"]


def test_only_the_closest_page_is_the_current_one(rf: RequestFactory) -> None:
    register_entry("account", "Bảo mật", "mfa_index", 10)
    register_entry("account", "Bật", "mfa_activate_totp", 20)
    shown = entries("account", rf.get("/tai-khoan/bao-mat/bat/"))
    assert [entry.is_current for entry in shown] == [False, True]


PAGES = ("account_login", "account_logout", "mfa_index", "mfa_activate_totp", "account_change_password", "ui:home")


def test_many_entries_stand_under_headings_where_the_first_of_each_would(rf: RequestFactory) -> None:
    register_entry("staff", "Hồ sơ", "ui:home", 1)
    register_entry("staff", "Sổ sách", "mfa_index", 3, under=Heading.RECORDS)
    for number, page in enumerate(PAGES[:2]):
        register_entry("staff", f"Việc {number}", page, 10 * number + 2, under=Heading.DESK)
    for page in PAGES[3:5]:
        register_entry("staff", page, page, 5, under=Heading.OFFICE)
    register_entry("staff", "Lịch", "account_reauthenticate", 6, under=Heading.OFFICE)
    found = [(str(group.title), len(group.entries)) for group in menu("staff", rf.get("/"))]
    assert found == [("Hồ sơ", 1), ("Tiếp nhận và trả kết quả", 2), ("Sổ sách", 1), ("Đơn vị và hệ thống", 3)]


def test_few_entries_need_no_headings(rf: RequestFactory) -> None:
    for page in PAGES:
        register_entry("staff", page, page, 1, under=Heading.OFFICE)
    assert len(PAGES) == FEW
    assert [len(group.entries) for group in menu("staff", rf.get("/"))] == [1] * FEW


def test_the_heading_of_the_page_that_is_open_is_marked(rf: RequestFactory) -> None:
    for page in (*PAGES, "account_reauthenticate"):
        under = Heading.DESK if page.startswith("mfa") else Heading.OFFICE
        register_entry("staff", page, page, 1, under=under)
    current = [group.is_current for group in menu("staff", rf.get("/tai-khoan/bao-mat/bat/"))]
    assert current == [False, True]
