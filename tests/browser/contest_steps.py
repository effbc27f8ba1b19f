"""What people do in a contest, in the browser, for several tests."""

from datetime import datetime

from playwright.sync_api import Page, expect

from motcua.foundation.units.models import Staff
from motcua.replication.contest.kinds import FINAL, Round
from motcua.replication.contest.models import Assignment, Contest, Entry
from tests.browser.checks import assert_accessible
from tests.browser.conftest import SetClock
from tests.browser.desk import sign_in
from tests.factories.contest import AFTER_APPEALS, CALL, ENTERING, FINAL_DAY, READING, Hall, seat

ROOT = "/can-bo/nhan-rong/hoi-thi/"


def local(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


def write_call(page: Page) -> None:
    """Fill in the form of a call, inviting every unit it offers."""
    page.get_by_label("Tên hội thi").fill("Hội thi sáng kiến trẻ")
    page.get_by_label("Thể lệ").first.fill("Thể lệ của hội thi")
    page.get_by_label("Tuổi tối đa của tác giả").fill("35")
    page.get_by_label("Ngày tính tuổi").fill("2019-04-08")
    for label, moment in (
        ("Mở nhận bài", CALL.opens_at),
        ("Hết hạn nộp bài", CALL.entries_until),
        ("Xong chấm sơ khảo", CALL.reading_until),
        ("Thi chung kết", CALL.final_at),
    ):
        page.get_by_label(label, exact=True).fill(local(moment))
    page.get_by_label("Số đội vào chung kết").fill("2")
    page.get_by_label("Số giải").fill("1")
    for box in page.get_by_role("group", name="Đơn vị được dự thi").get_by_role("checkbox").all():
        box.check()
    press(page, "Lưu thể lệ")


def hand_in(page: Page, number: int) -> None:
    """Hand in an entry of one's unit."""
    page.get_by_role("link", name="Nộp bài dự thi").click()
    page.get_by_label("Tên mô hình, sáng kiến").fill(f"Mô hình {number}")
    page.get_by_label("Vấn đề cần giải quyết").fill("Người dân phải đi lại nhiều lần")
    page.get_by_label("Giải pháp").fill("Trả kết quả tại nhà")
    page.get_by_label("Kết quả, minh chứng").fill("Giảm 40% lượt đi lại")
    page.get_by_label("Họ và tên tác giả").first.fill(f"Lê Tác Giả {number}")
    page.get_by_label("Ngày sinh").first.fill("1990-05-01")
    page.get_by_role("button", name="Nộp bài").click()
    expect(page.get_by_text("Đã nộp bài")).to_be_visible()


def score_sheets(page: Page, hall: Hall, staff: Staff, round_kind: str) -> None:
    """Hand in the sheets of one person in the browser: 9 for the first entry, 7 for the second."""
    for sheet in Assignment.objects.filter(judge=staff, round=round_kind).order_by("entry"):
        is_first = sheet.entry_id == hall.entries[0].pk
        sign_in(page, staff, f"{ROOT}{hall.contest.pk}/")
        page.locator(f'a[href="{ROOT}phieu/{sheet.pk}/"]').click()
        # the button stands below the boxes: when it is there, they all are
        expect(page.get_by_role("button", name="Gửi phiếu chấm")).to_be_visible()
        for box in page.locator(".scores input[type=number]").all():
            box.fill("9" if is_first else "7")
        page.get_by_role("button", name="Gửi phiếu chấm").click()
        expect(page.get_by_text("Đã gửi phiếu chấm.")).to_be_visible()


def press(page: Page, name: str, index: int = 0) -> None:
    page.get_by_role("button", name=name).nth(index).click()
    page.wait_for_load_state()


def enter(page: Page, hall: Hall, at: SetClock) -> None:
    """The coordinator writes the call, seats readers and a judge, opens it; every leader enters a work."""
    sign_in(page, hall.coordinator, f"{ROOT}moi/")
    assert_accessible(page)
    write_call(page)
    hall.contest = Contest.objects.get(title="Hội thi sáng kiến trẻ")
    for staff in hall.readers:
        seat(hall, staff, Round.PRELIMINARY)
    seat(hall, hall.judges[0], FINAL)
    page.get_by_role("link", name="Câu hỏi kiến thức").click()
    page.get_by_label("Câu hỏi").fill("Thời hạn tính theo ngày nào?")
    page.get_by_label("Phương án A").fill("Ngày làm việc")
    page.get_by_label("Phương án B").fill("Ngày lịch")
    press(page, "Thêm câu hỏi")
    page.goto(f"{ROOT}{hall.contest.pk}/")
    press(page, "Phát động hội thi")
    at(ENTERING)
    for number, leader in enumerate(hall.leaders, start=1):
        sign_in(page, leader, f"{ROOT}{hall.contest.pk}/")
        hand_in(page, number)
    hall.entries = list(Entry.objects.filter(contest=hall.contest).order_by("pk"))


def read(page: Page, hall: Hall, at: SetClock) -> None:
    """The entries are checked, read blind and ranked."""
    sign_in(page, hall.coordinator, f"{ROOT}{hall.contest.pk}/")
    for entry in hall.entries:
        page.get_by_role("link", name=entry.title, exact=True).click()
        page.get_by_label("Hợp lệ", exact=True).check()
        press(page, "Ghi kết luận")
    at(READING)
    press(page, "Đóng nhận bài, bắt đầu chấm sơ khảo")
    for staff in hall.readers:
        score_sheets(page, hall, staff, Round.PRELIMINARY)
    sign_in(page, hall.coordinator, f"{ROOT}{hall.contest.pk}/xep-hang/so-khao/")
    assert_accessible(page)
    press(page, "Chốt sơ khảo, chọn đội vào chung kết")


def play(page: Page, screen: Page, hall: Hall, at: SetClock) -> None:
    """The final in three parts; `screen` shows the board without anybody touching it."""
    at(FINAL_DAY)
    hall.fresh()
    final = f"{ROOT}{hall.contest.pk}/chung-ket/"
    screen.goto(f"/hoi-thi/bang-diem/{hall.contest.board_token}/")
    page.goto(final)
    for _part in range(3):
        press(page, "Mở phần thi")
    for part in (Round.GREETING, Round.INITIATIVE):
        score_sheets(page, hall, hall.judges[0], part)
    # nobody touched the screen: its script has renewed the table
    expect(screen.get_by_text("90,00").first).to_be_visible()
    for entry in hall.entries:
        sign_in(page, hall.coordinator, final)
        page.get_by_role("link", name=entry.title, exact=True).click()
        page.get_by_label("A. Ngày làm việc").check()
        press(page, "Ghi câu trả lời")
    for _part in range(3):
        press(page, "Đóng phần thi")
    press(page, "Tính và tạm công bố kết quả")
    expect(page.get_by_text("Nhận khiếu nại đến")).to_be_visible()
    assert_accessible(page)


def announce(page: Page, hall: Hall, at: SetClock) -> None:
    """When nobody can appeal any more the results go out as a letter."""
    at(AFTER_APPEALS)
    sign_in(page, hall.coordinator, f"{ROOT}{hall.contest.pk}/ket-qua/")
    page.get_by_label("Người ký").fill("Trần Văn Ký")
    press(page, "Thông báo kết quả")
    expect(page.get_by_role("link", name="Mở thông báo số 1/TB-HT (PDF)")).to_be_visible()
