"""Time in a real browser: a leader signs an apology on a phone, the applicant reads the new day; axe and 320 px."""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from motcua.foundation.ui.filters import moment_vn
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.actions.draft_apologies import draft_apologies
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import State
from tests.browser.checks import assert_accessible, assert_fits, assert_rows_fit, assert_sound
from tests.browser.conftest import NewPage
from tests.browser.desk import sign_in
from tests.factories.onestop import Office, make_dossier, make_office

NEAR = datetime(2019, 4, 22, 8, 0, tzinfo=ZONE)


@pytest.fixture
def office(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A ward on the eve of a due time, with a letter that waits and a filing that was never answered."""
    monkeypatch.setattr(clock, "now", lambda: NEAR)
    made = make_office()
    make_dossier(made, State.IN_PROCESS)
    make_dossier(made, State.SUBMITTED)
    draft_apologies(now=NEAR)
    return made


def test_a_leader_signs_an_apology_on_a_phone_and_the_applicant_reads_the_new_day(
    office: Office, new_page: NewPage
) -> None:
    dossier = Dossier.objects.get(state=State.IN_PROCESS)
    page = new_page(width=320)
    sign_in(page, office.leader, "/can-bo/xin-loi/")
    assert_accessible(page)
    assert_fits(page)
    assert_rows_fit(page)
    page.get_by_role("link", name="Xem lại và ký").click()
    expect(page.get_by_label("Ngày hẹn trả mới")).to_have_value("2019-05-07")
    assert_accessible(page)
    page.get_by_label("Lý do").fill("Cần xác minh thêm tại thực địa.")
    page.get_by_label("Ngày hẹn trả mới").fill("2019-04-26")
    page.get_by_role("button", name="Xin lỗi, hẹn lại ngày trả kết quả").click()
    expect(page.get_by_text("Đã ghi: Xin lỗi, hẹn lại ngày trả kết quả.")).to_be_visible()
    page.goto(f"/tra-cuu/{dossier.token}")
    expect(page.get_by_text(moment_vn(datetime(2019, 4, 26, 17, tzinfo=ZONE)))).to_be_visible()
    expect(page.get_by_text("Lý do: Cần xác minh thêm tại thực địa.")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


def test_pages_about_time_are_accessible_and_fit(office: Office, new_page: NewPage) -> None:
    dossier = Dossier.objects.get(state=State.IN_PROCESS)
    page = new_page()
    sign_in(page, office.leader, "/can-bo/cho-tra-loi/")
    for address in (
        "/can-bo/cho-tra-loi/",
        f"/can-bo/ho-so/{dossier.code}/",
        f"/can-bo/ho-so/{dossier.code}/tam-dung/",
        f"/can-bo/ho-so/{dossier.code}/gia-han/",
    ):
        page.goto(address)
        assert_sound(page)
