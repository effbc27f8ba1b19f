"""On a phone the tables of money, books, calendar and teams are cards: nothing is read by scrolling sideways."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from motcua.foundation.payments.actions.set_bank_account import set_bank_account
from motcua.foundation.units.models import Role
from motcua.foundation.worktime import clock
from motcua.services.onestop.states import State
from tests.browser.checks import assert_fits
from tests.browser.conftest import NewPage
from tests.browser.desk import sign_in
from tests.factories.onestop import NOW, Office, make_dossier, make_office
from tests.factories.payments import ACCOUNT, SYSTEM, Till, make_book, make_charge, pay_cash
from tests.factories.units import make_staff

PHONE = 360  # pixels


@pytest.fixture
def office(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office whose day has a dossier in its book and money that was taken in two parts."""
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    made = make_office()
    make_book(made.unit)
    set_bank_account(unit_id=made.unit.pk, account=ACCOUNT, by=SYSTEM, now=NOW)
    make_dossier(made, State.ACCEPTED)
    till = Till(made.unit, made.receptionist, made.leader, made.leader, made.leader)
    charge = make_charge(till)
    pay_cash(till, charge, 20_000)
    return made


def assert_cards(page: Page, address: str) -> None:
    """Fail when a table of the page is wider than the phone, or a cell of a card does not say its column."""
    page.goto(address)
    assert_fits(page)
    told = page.evaluate(
        """() => [...document.querySelectorAll(".table-scroll")].flatMap((one) => [
          ...(one.scrollWidth > one.clientWidth ? [one.querySelector("caption").textContent] : []),
          ...[...one.querySelectorAll("td:not([data-label])")].filter((cell) => cell.textContent.trim())
            .map((cell) => cell.outerHTML)])"""
    )
    assert told == []
    assert page.locator(".table-scroll").count() > 0


def test_money_and_books_are_cards(office: Office, new_page: NewPage) -> None:
    leader = new_page(width=PHONE)
    sign_in(leader, office.leader, "/can-bo/")
    addresses = (
        "/can-bo/thu-phi/",
        "/can-bo/thu-phi/bieu-phi/",
        f"/can-bo/thu-phi/doi-chieu/{office.unit.pk}/2019-04-08/",
        "/can-bo/so/",
        "/can-bo/lich/",
        "/lich-lam-viec/",
    )
    for address in addresses:
        assert_cards(leader, address)
    leader.goto("/can-bo/thu-phi/")
    assert_cards(leader, leader.get_by_role("rowheader").get_by_role("link").first.get_attribute("href") or "")


def test_the_money_of_an_office_is_set_up_on_cards(office: Office, new_page: NewPage) -> None:
    administrator = make_staff(role=Role.ADMINISTRATOR, unit=office.unit)
    page = new_page(width=PHONE)
    sign_in(page, administrator, "/can-bo/")
    assert_cards(page, "/can-bo/thu-phi/thiet-lap/")
