"""From the fee at the counter to the closed day, in a real browser; and the page to pay on a phone without script."""

import pytest
from django.conf import settings
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from motcua.foundation.payments.actions.set_bank_account import set_bank_account
from motcua.foundation.worktime import clock
from motcua.services.onestop.states import State
from tests.browser.checks import assert_accessible, assert_fits
from tests.browser.conftest import NewPage
from tests.browser.desk import sign_in
from tests.factories.onestop import NOW, Office, make_dossier, make_office
from tests.factories.payments import ACCOUNT, SYSTEM, Till, make_book, make_charge
from tests.services.onestop.test_charges import FEE


@pytest.fixture
def office(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(settings, "PUBLIC_URL", live_server.url)
    monkeypatch.setattr(clock, "now", lambda: NOW.replace(hour=10))
    made = make_office(fee=FEE)
    make_book(made.unit)
    set_bank_account(unit_id=made.unit.pk, account=ACCOUNT, by=SYSTEM, now=NOW)
    return made


def test_from_the_fee_to_the_closed_day(new_page: NewPage, office: Office) -> None:
    dossier = make_dossier(office, State.ACCEPTED)
    counter = new_page()
    sign_in(counter, office.receptionist, f"/can-bo/ho-so/{dossier.code}/")
    counter.get_by_role("link", name="Lập khoản thu").click()
    counter.get_by_role("button", name="Tính số tiền").click()
    expect(counter.get_by_role("table")).to_contain_text("400.000 đồng")
    assert_accessible(counter)
    counter.get_by_role("button", name="Lập khoản thu").click()
    expect(counter.get_by_role("img", name="Mã VietQR")).to_be_visible()
    assert_accessible(counter)
    assert_fits(counter)
    counter.get_by_role("link", name="Thu tiền mặt").click()
    counter.get_by_role("button", name="Đã nhận đủ tiền, ghi biên lai").click()
    expect(counter.get_by_text("biên lai AA-19P 0000001.")).to_be_visible()
    leader = new_page()
    sign_in(leader, office.leader, f"/can-bo/thu-phi/doi-chieu/{office.unit.pk}/2019-04-08/")
    leader.get_by_label("Tiền mặt kiểm đếm trong ngày").fill("400000")
    assert_accessible(leader)
    leader.get_by_role("button", name="Đối chiếu xong, khóa ngày").click()
    expect(leader.get_by_text("Đã khóa lúc")).to_be_visible()
    assert_accessible(leader)


def test_the_page_to_pay_on_the_narrowest_phone_without_script(new_page: NewPage, office: Office) -> None:
    till = Till(office.unit, office.receptionist, office.leader, office.leader, office.leader)
    charge = make_charge(till)
    page = new_page(width=320, height=640, javascript=False)
    page.goto(f"/thanh-toan/{charge.link}/")
    expect(page.get_by_role("img", name="Mã VietQR để chuyển khoản")).to_be_visible()
    assert_fits(page)
    with_script = new_page(width=320, height=640)
    with_script.goto(f"/thanh-toan/{charge.link}/")
    assert_accessible(with_script)
