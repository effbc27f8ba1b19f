"""The menus: rooms register their pages, visitors see those meant for them."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from motcua.foundation.ui import navigation
from motcua.foundation.ui.navigation import entries, register_entry


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
