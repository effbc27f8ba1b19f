"""The pages of a contest in a real browser: axe, a phone, the board. The contest itself: `test_life_of_a_model`."""

from datetime import timedelta

from playwright.sync_api import expect

from motcua.replication.contest.kinds import Round
from motcua.replication.contest.models import Assignment
from tests.browser.checks import assert_sound
from tests.browser.conftest import NewPage, SetClock
from tests.browser.contest_steps import ROOT, press
from tests.browser.desk import sign_in
from tests.factories.contest import FINAL_DAY, final_hall, open_parts, provisional_hall, score_round


def test_pages_of_a_contest_are_accessible_and_fit(at: SetClock, new_page: NewPage) -> None:
    at(FINAL_DAY)
    hall = final_hall(wards=2, judges=2)
    open_parts(hall)
    score_round(hall, Round.GREETING)
    page = new_page()
    here = f"{ROOT}{hall.contest.pk}/"
    sign_in(page, hall.coordinator, ROOT)
    entry = f"{ROOT}bai/{hall.entries[0].pk}/"
    for address in (
        ROOT,
        here,
        f"{here}giam-khao/",
        f"{here}xung-dot-loi-ich/",
        f"{here}cau-hoi/",
        f"{here}xep-hang/so-khao/",
        f"{here}chung-ket/",
        f"{here}tieu-chi/preliminary/",
        entry,
        f"{entry}tra-loi/",
        f"/hoi-thi/bang-diem/{hall.contest.board_token}/",
    ):
        page.goto(address)
        assert_sound(page)
    sheet = Assignment.objects.filter(round=Round.INITIATIVE).select_related("judge")[0]
    sign_in(page, sheet.judge, f"{ROOT}phieu/{sheet.pk}/")
    assert_sound(page)


def test_the_board_renews_itself_without_javascript_too(at: SetClock, new_page: NewPage) -> None:
    at(FINAL_DAY)
    hall = final_hall(wards=2, judges=1)
    open_parts(hall, [Round.GREETING])
    screen = new_page(javascript=False)
    screen.goto(f"/hoi-thi/bang-diem/{hall.contest.board_token}/")
    expect(screen.get_by_text("0/1 phiếu").first).to_be_visible()
    score_round(hall, Round.GREETING)
    expect(screen.get_by_text("90,00").first).to_be_visible(timeout=30_000)


def test_an_appeal_is_sent_without_javascript(at: SetClock, new_page: NewPage) -> None:
    at(FINAL_DAY)
    hall = provisional_hall(wards=2, judges=1)
    at(FINAL_DAY + timedelta(hours=1))
    page = new_page(javascript=False, width=360)
    sign_in(page, hall.leaders[1], f"{ROOT}{hall.contest.pk}/ket-qua/")
    page.get_by_role("link", name="Khiếu nại về bài").click()
    press(page, "Gửi khiếu nại kết quả")
    expect(page.get_by_role("alert")).to_contain_text("Có chỗ cần sửa")
    page.get_by_label("Nội dung khiếu nại").fill("Xin xem lại phần chào hỏi")
    press(page, "Gửi khiếu nại kết quả")
    expect(page.get_by_text("Đã nhận khiếu nại")).to_be_visible()
