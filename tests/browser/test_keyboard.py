"""The main journeys by keyboard alone on a screen of 320 points; every page on the way is accessible and fits."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from motcua.foundation.worktime import clock
from motcua.services.onestop.models import Complaint, Dossier
from motcua.services.onestop.states import State
from motcua.services.surveys.models import Tally
from motcua.services.surveys.tokens import new_address
from tests.browser.citizen import photo
from tests.browser.conftest import NewPage
from tests.browser.desk import sign_in
from tests.browser.keyboard import Keyboard
from tests.factories.onestop import NOW, Office, ask_for_more, make_dossier, make_office
from tests.factories.surveys import asking


@pytest.fixture
def office(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A ward; requests come an hour after its dossiers."""
    assert live_server.url
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    return make_office()


@pytest.fixture
def keyboard(new_page: NewPage) -> Keyboard:
    """A hand at the narrowest screen."""
    return Keyboard(new_page(width=320, height=640))


def test_a_citizen_files_and_looks_the_dossier_up(keyboard: Keyboard, office: Office) -> None:
    page = keyboard.page
    page.goto(f"/thu-tuc/{office.slug}/")
    keyboard.look()
    keyboard.link("Nộp hồ sơ trực tuyến")
    keyboard.button("Bắt đầu")
    keyboard.fill(page.locator('[name="full_name"]'), "Nguyễn Thị Ánh")
    keyboard.fill(page.locator('[name="identity_number"]'), "079190012345")
    keyboard.fill(page.locator('[name="phone"]'), "0901234567")
    keyboard.button("Lưu và tiếp tục")
    keyboard.choose(page.locator('[name="is_renewal"][value="no"]'))
    keyboard.fill(page.locator('[name="purpose"]'), "Bán lẻ")
    keyboard.button("Lưu và tiếp tục")
    keyboard.attach(page.locator("#file-request"), photo())
    keyboard.button("Tải lên")
    expect(page.get_by_text("SHA-256:")).to_be_visible()
    keyboard.button("Lưu và tiếp tục")
    keyboard.tick(page.get_by_label("Tôi cam đoan"))
    keyboard.button("Gửi hồ sơ")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận hồ sơ")
    page.goto("/tra-cuu/")
    keyboard.look()
    keyboard.fill(page.get_by_label("Mã tra cứu"), Dossier.objects.get().token)
    keyboard.button("Tra cứu")
    expect(page.get_by_text(str(State.SUBMITTED.label), exact=True).first).to_be_visible()


def test_a_citizen_adds_a_paper_complains_and_judges_the_office(keyboard: Keyboard, office: Office) -> None:
    page, dossier = keyboard.page, make_dossier(office, State.IN_PROCESS, identity_number="079190012345")
    ask_for_more(dossier, office, now=NOW + timedelta(minutes=30))
    page.goto(f"/tra-cuu/{dossier.token}")
    keyboard.look()
    keyboard.link("Nộp giấy tờ bổ sung")
    keyboard.attach(page.locator("#file-request"), photo())
    keyboard.button("Gửi giấy tờ bổ sung")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận giấy tờ bổ sung")
    keyboard.link("Xem tình trạng hồ sơ")
    keyboard.link("Khiếu nại về hồ sơ này")
    keyboard.fill(page.get_by_label("Số giấy tờ tùy thân"), "079190012345")
    with keyboard.leads_on():
        keyboard.press("Enter")
    keyboard.fill(page.get_by_label("Nội dung khiếu nại"), "Hẹn nhiều lần.")
    keyboard.button("Gửi khiếu nại")
    assert Complaint.objects.get().text == "Hẹn nhiều lần."
    asking(office)
    link = new_address({"unit": str(office.unit.pk)}, NOW)
    page.goto(f"/danh-gia/{link.partition('/danh-gia/')[2]}")
    keyboard.look()
    keyboard.choose(page.get_by_label("Rất hài lòng"))
    keyboard.button("Gửi đánh giá")
    assert Tally.objects.get().sums == {"rating-5": 1}


def test_staff_bring_a_dossier_from_the_counter_to_its_return(new_page: NewPage, office: Office) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    counter, desk, lead = (Keyboard(new_page(width=320, height=640)) for _ in range(3))
    turns = (
        (counter, office.receptionist, ("Tiếp nhận hồ sơ", "Chuyển bước")),
        (desk, office.specialist, ("Nhận xử lý", "Chuyển bước")),
    )
    for hand, staff, acts in turns:
        sign_in(hand.page, staff, "/can-bo/")
        hand.look()
        hand.follow(hand.page.get_by_role("link", name=dossier.code))
        for act in acts:
            hand.button(act)
    sign_in(lead.page, office.leader, f"/can-bo/ho-so/{dossier.code}/")
    lead.link("Ký kết quả")
    lead.button("Ký kết quả")
    counter.page.goto(f"/can-bo/ho-so/{dossier.code}/")
    counter.link("Trả kết quả")
    counter.tick(counter.page.get_by_label("Người nhận đã ký trên phiếu giấy"))
    counter.button("Trả kết quả")
    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED
