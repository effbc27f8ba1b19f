"""A person asks at the look-up for the own data on a phone, a leader answers, and the person takes it home once."""

import re
import zipfile
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from motcua.foundation.privacy.actions.answer_request import answer_request
from motcua.foundation.privacy.models import Outcome, SubjectRequest
from motcua.foundation.retention.actions.propose_disposal import propose_disposal
from motcua.foundation.retention.models import Disposal, DisposalState
from motcua.foundation.units.models import Role
from motcua.services.onestop.states import State
from tests.browser.checks import assert_sound
from tests.browser.conftest import NewPage, SetClock
from tests.browser.desk import sign_in
from tests.factories.onestop import NOW, Office, make_dossier, make_office
from tests.factories.units import make_staff

NUMBER = "079190012345"
CODE = re.compile(r"^(?:[0-9A-Z]{5}-){5}[0-9A-Z]$")


@pytest.fixture
def office(at: SetClock) -> Office:
    """A ward at 08:30 on 8 April 2019."""
    at(NOW)
    return make_office()


def ask(phone: Page, office: Office, *, online: bool) -> None:
    """Ask for the own data at the look-up of a dossier, and have it granted."""
    dossier = make_dossier(office, State.IN_PROCESS, online=online, identity_number=NUMBER)
    phone.goto(f"/tra-cuu/{dossier.token}/giay-to/")
    phone.get_by_label("Số giấy tờ tùy thân của người nộp hồ sơ").fill(NUMBER)
    phone.get_by_role("button", name="Tiếp tục").click()
    phone.get_by_role("link", name="Gửi yêu cầu về dữ liệu cá nhân").click()
    assert_sound(phone)
    phone.get_by_label("Xem, nhận bản sao dữ liệu của mình").check()
    phone.get_by_role("button", name="Gửi yêu cầu").click()
    expect(phone.get_by_text("Cơ quan trả lời chậm nhất")).to_be_visible()
    assert_sound(phone)
    asked = SubjectRequest.objects.get()
    answer_request(request_id=asked.pk, outcome=Outcome.GRANTED, answer="Đã lập.", by=office.leader, now=NOW)
    phone.reload()


def test_whoever_filed_online_takes_the_data_with_a_code_from_the_counter(
    phone: Page, new_page: NewPage, office: Office
) -> None:
    ask(phone, office, online=True)
    expect(phone.get_by_text("mang giấy tờ tùy thân đến bộ phận một cửa")).to_be_visible()
    assert_sound(phone)
    desk = new_page()
    sign_in(desk, office.receptionist, "/can-bo/du-lieu-ca-nhan/")
    desk.get_by_role("table").get_by_role("link").last.click()
    assert_sound(desk)
    desk.get_by_role("button", name="Đã đối chiếu giấy tờ, giao mã").click()
    assert_sound(desk)
    code = desk.get_by_text(CODE).inner_text()
    phone.goto("/du-lieu-ca-nhan/")
    phone.get_by_label("Mã nhận dữ liệu").fill(code)
    phone.get_by_label("Số giấy tờ tùy thân của ông/bà").fill(NUMBER)
    with phone.expect_download() as download:
        phone.get_by_role("button", name="Tải dữ liệu").click()
    assert zipfile.ZipFile(download.value.path()).testzip() is None


def test_a_person_asks_and_takes_the_data_home(phone: Page, office: Office) -> None:
    ask(phone, office, online=False)
    with phone.expect_download() as download:
        phone.get_by_role("button", name="Tải dữ liệu của tôi").click()
    assert zipfile.ZipFile(download.value.path()).testzip() is None
    phone.reload()
    expect(phone.get_by_text("Đã tải lúc")).to_be_visible()
    assert_sound(phone)


def test_a_clerk_answers_and_the_code_is_shown_once(new_page: NewPage, office: Office) -> None:
    make_dossier(office, State.IN_PROCESS, identity_number=NUMBER)
    page = new_page()
    sign_in(page, make_staff(role=Role.CLERK, unit=office.unit), "/can-bo/du-lieu-ca-nhan/")
    assert_sound(page)
    page.get_by_role("link", name="Nhận yêu cầu tại quầy").click()
    page.get_by_label("Số giấy tờ tùy thân của người yêu cầu").fill(NUMBER)
    page.get_by_label("Đối chiếu giấy tờ tùy thân").check()
    page.get_by_label("Xem, nhận bản sao dữ liệu của mình").check()
    assert_sound(page)
    page.get_by_role("button", name="Ghi nhận yêu cầu").click()
    expect(page.get_by_text("Căn cứ của hạn")).to_be_visible()
    assert_sound(page)
    page.get_by_label("Đã thực hiện").check()
    page.get_by_label("Nội dung trả lời").fill("Đã lập bản dữ liệu.")
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.get_by_role("heading", name="Mã nhận dữ liệu")).to_be_visible()
    assert_sound(page)
    page.goto("/can-bo/du-lieu-ca-nhan/")
    expect(page.get_by_role("heading", name="Đã trả lời")).to_be_visible()
    assert_sound(page)


def test_a_leader_decides_on_the_end_of_records(new_page: NewPage, office: Office, at: SetClock) -> None:
    make_dossier(office, State.RETURNED)
    later = NOW + timedelta(days=366 * 20)
    at(later)
    clerk = make_staff(role=Role.CLERK, unit=office.unit)
    propose_disposal(record_class="dossier", unit_id=office.unit.pk, by=clerk, now=later)
    page = new_page()
    sign_in(page, office.leader, "/can-bo/luu-giu/")
    assert_sound(page)
    page.get_by_role("table", name="Đề nghị và sổ tiêu hủy").get_by_role("link").click()
    assert_sound(page)
    page.get_by_label("Duyệt tiêu hủy").check()
    page.get_by_role("button", name="Ghi quyết định").click()
    expect(page.get_by_text("Đã ghi quyết định.")).to_be_visible()
    assert Disposal.objects.get().state == DisposalState.APPROVED
    page.get_by_role("link", name="Giữ lại một hồ sơ").click()
    assert_sound(page)
