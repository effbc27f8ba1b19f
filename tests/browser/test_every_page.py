"""axe finds nothing on any page: every address of the URL configuration once, on the narrowest screen.

The addresses and what lies behind them are those of the access matrix. Whoever visits those of staff has every role at
the unit; public ones are visited without signing in. Files, redirects and addresses that only take what is sent have no
page.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from motcua.foundation.units.models import Role
from motcua.foundation.worktime import clock
from tests.browser.checks import assert_accessible, assert_fits
from tests.browser.conftest import NewPage
from tests.browser.desk import sign_in
from tests.doors import Public
from tests.factories.onestop import NOW
from tests.factories.units import make_role, make_staff
from tests.test_access_matrix import DOORS, addresses, make_place
from tests.visiting import Address

PARTS = 2  # shares of the addresses, so that each of two workers has one
HTML = "text/html"


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible_and_fits(
    new_page: NewPage, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    assert live_server.url
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    place = make_place()
    visitor = make_staff(unit=place.unit, role=Role.RECEPTIONIST)
    for role in set(Role) - {Role.RECEPTIONIST}:
        make_role(staff=visitor, unit=place.unit, role=role)
    staff, stranger = new_page(width=320, height=640), new_page(width=320, height=640)
    sign_in(staff, visitor, "/can-bo/")
    wrong: list[str] = []
    for number, address in enumerate(addresses(place)):
        if number % PARTS == part:
            wrong += faults(stranger if isinstance(DOORS[address.name], Public) else staff, address)
    assert "\n".join(wrong) == ""


def faults(page: Page, address: Address) -> list[str]:
    """Return what is wrong with the page at an address, when there is one for this visitor."""
    answer = page.context.request.get(address.path, max_redirects=0)
    if answer.status >= 500:
        return [f"{address.name}: {answer.status}"]
    if answer.status != 200 or not answer.headers["content-type"].startswith(HTML):
        return []
    # shown as it came: making it a second time took as long; to the end, for a file that is asked for while the browser
    # stops to ask us is never answered
    here = re.compile(f"^{re.escape(answer.url)}$")
    page.route(here, lambda route: route.fulfill(response=answer))
    page.goto(address.path)
    page.unroute(here)
    found = []
    for check in (assert_accessible, assert_fits):
        try:
            check(page)
        except AssertionError as fault:
            found.append(f"{address.name}: {fault}")
    return found
