"""A report in a real browser: written by two people, signed, read back as PDF; a quarter summed up under watch."""

from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pypdfium2
import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect

from motcua.foundation.runs.actions.advance_run import advance_run
from motcua.foundation.runs.models import Run
from motcua.foundation.ui.each_language import Sentence
from motcua.replication.initiatives.models import Initiative
from motcua.replication.reporting import jobs
from motcua.replication.reporting.compose import content_of
from motcua.replication.reporting.models import Report, ReportKind
from tests.browser.checks import assert_sound
from tests.browser.conftest import NewPage, SetClock
from tests.browser.desk import sign_in
from tests.factories.reporting import JULY, MAY
from tests.factories.reports_filled import Filled, make_filled

HOME = "/can-bo/nhan-rong/bao-cao/"


@pytest.fixture
def filled(transactional_db: None) -> Filled:
    """A district in which every table of a report has something."""
    cache.clear()
    return make_filled()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


def heading(page: Page, text: str) -> None:
    """Wait for the page with this heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def write(page: Page, text: str) -> None:
    page.get_by_label("Nội dung").fill(text)
    press(page, "Lưu mục này")


def make_the_files(page: Page, report: Report) -> None:
    """Ask for the files, do the job, and come back to the report."""
    press(page, "Lập tệp PDF, DOCX, XLSX")
    expect(page.get_by_text("Đang chờ tới lượt.")).to_be_visible()
    jobs.make_report_files(run_id=str(Run.objects.get().pk), report_id=report.pk)
    expect(page.get_by_text("Tệp PDF, DOCX và XLSX đã sẵn sàng.")).to_be_visible()  # the page asks again by itself
    follow(page, "Xem kết quả")


@pytest.mark.slow
def test_a_report_is_written_by_two_signed_and_read_back(filled: Filled, new_page: NewPage, at: SetClock) -> None:
    at(MAY)
    leader, specialist = new_page(), new_page(width=360, height=740, javascript=False)
    sign_in(leader, filled.district.ward_leader, HOME)
    follow(leader, "Lập báo cáo 6 tháng")
    press(leader, "Mở báo cáo")
    heading(leader, "Báo cáo 6 tháng đầu năm 2019")
    expect(leader.get_by_role("link", name="7.014", exact=True)).to_be_visible()

    write_together(leader, specialist, filled)
    propose(leader)
    sign(leader)
    make_the_files(leader, filled.half)
    expect(leader.get_by_text("bản đã ký").first).to_be_visible()
    with leader.expect_download() as downloading:
        leader.get_by_role("link", name=".pdf").click()

    text = read(downloading.value.path())
    for expected in (
        "Số: 01/BC-UBND",
        "ngày 24 tháng 5 năm 2019",
        "Đã phổ biến tới 11 khu phố.",
        "Chuyên viên: thêm 2 buổi tập huấn.",
        "7.014",
        "Trả kết quả qua bưu điện phường",
        "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
        "Lê Văn Tư",
    ):
        assert expected in text
    assert "DỰ THẢO" not in text


def write_together(leader: Page, specialist: Page, filled: Filled) -> None:
    """Let both open the same section; the second sees what the first wrote and joins the two."""
    sign_in(specialist, filled.district.ward_specialist, f"{HOME}{filled.half.pk}/muc/general/")
    heading(specialist, "Đánh giá chung")
    follow(leader, "Viết lời Đánh giá chung")
    heading(leader, "Đánh giá chung")
    write(leader, "Đã phổ biến tới 11 khu phố.")
    expect(leader.get_by_text("Đã lưu mục “Đánh giá chung”.")).to_be_visible()

    write(specialist, "Chuyên viên: thêm 2 buổi tập huấn.")
    alert = specialist.get_by_role("alert")
    expect(alert).to_contain_text("Chưa lưu: Lê Văn Tư vừa sửa mục này")
    expect(alert).to_contain_text("Đã phổ biến tới 11 khu phố.")
    expect(specialist.get_by_label("Nội dung")).to_have_value("Chuyên viên: thêm 2 buổi tập huấn.")
    write(specialist, "Đã phổ biến tới 11 khu phố.\nChuyên viên: thêm 2 buổi tập huấn.")
    expect(specialist.get_by_text("Đã lưu mục “Đánh giá chung”.")).to_be_visible()
    leader.reload()
    expect(leader.get_by_text("Chuyên viên: thêm 2 buổi tập huấn.")).to_be_visible()


def propose(page: Page) -> None:
    follow(page, "Thêm đề xuất")
    page.get_by_label("Tên mô hình, sáng kiến").fill("Trả kết quả qua bưu điện phường")
    page.get_by_label("Vấn đề cần giải quyết").fill("Người dân đi lại nhiều lần.")
    page.get_by_label("Cách làm").fill("Ký hợp đồng với bưu cục phường.")
    press(page, "Thêm đề xuất")
    expect(page.get_by_role("rowheader", name="Trả kết quả qua bưu điện phường")).to_be_visible()


def sign(page: Page) -> None:
    follow(page, "Ký báo cáo")
    press(page, "Ký báo cáo")
    expect(page.get_by_role("alert")).to_contain_text("Tôi đã đọc toàn bộ báo cáo")
    page.get_by_label("Tôi đã đọc toàn bộ báo cáo và chịu trách nhiệm về nội dung").check()
    press(page, "Ký báo cáo")
    expect(page.get_by_text("Đã ký báo cáo số 01/BC-UBND.")).to_be_visible()
    assert Initiative.objects.filter(title="Trả kết quả qua bưu điện phường").exists()


def read(path: Path) -> str:
    """Return the text of a PDF, blanks folded."""
    pdf = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pdf).split())


@pytest.mark.slow
def test_a_quarter_is_summed_up_while_one_watches(
    filled: Filled, page: Page, at: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(JULY)
    sign_in(page, filled.district.coordinator, HOME)
    follow(page, "Lập tổng hợp quý")
    expect(page.get_by_label("Đơn vị")).to_have_value(str(filled.district.unit.pk))
    press(page, "Mở báo cáo")
    heading(page, "Báo cáo quý II năm 2019")

    watched = []

    def advance(*, run_id: str, done: int, said: Sentence) -> None:
        advance_run(run_id=run_id, done=done, said=said)
        expect(page.get_by_role("progressbar")).to_have_attribute("value", str(done))
        expect(page.get_by_role("status")).to_have_text(str(said))
        watched.append(done)

    monkeypatch.setattr(jobs, "advance_run", advance)
    make_the_files(page, filled.quarter)

    assert watched == [1, 2, 3, 4]
    heading(page, "Báo cáo quý II năm 2019")
    expect(page.get_by_role("link", name=".docx")).to_be_visible()
    page.get_by_role("row", name="Cộng").get_by_role("link", name="7.045").click()
    heading(page, "Hồ sơ nhận được: cộng các đơn vị")
    page.get_by_role("link", name="31", exact=True).click()
    expect(page.get_by_role("rowheader", name="09/04/2019")).to_be_visible()


@pytest.mark.slow
def test_pages_are_accessible_and_fit(filled: Filled, new_page: NewPage, at: SetClock) -> None:
    at(MAY)
    page = new_page()
    sign_in(page, filled.district.ward_leader, HOME)
    report = f"{HOME}{filled.half.pk}/"
    paths = ["mo/6-thang/", f"{filled.half.pk}/muc/general/", f"{filled.half.pk}/de-xuat/", f"{filled.half.pk}/ky/"]
    look_at(page, [HOME, report, *(f"{HOME}{path}" for path in paths), *traces(filled.half, MAY)])
    press_and_wait(page, report)
    at(JULY)
    page = new_page()
    sign_in(page, filled.district.coordinator, HOME)
    look_at(page, [f"{HOME}mo/quy/", f"{HOME}{filled.quarter.pk}/", *traces(filled.quarter, JULY)])


def press_and_wait(page: Page, report: str) -> None:
    """Look at the page of a run that waits."""
    page.goto(report)
    press(page, "Lập tệp PDF, DOCX, XLSX")
    expect(page.get_by_text("Đang chờ tới lượt.")).to_be_visible()
    assert_sound(page)


def traces(report: Report, now: datetime) -> list[str]:
    """Return the address of one trace of each kind."""
    kinds = {one.trace.partition(":")[0]: one.trace for one in content_of(report, now=now).figures()}
    assert len(kinds) == (13 if report.kind == ReportKind.QUARTER else 11)
    address = reverse("reporting:trace", args=[report.pk])
    return [f"{address}?nguon={quote(name)}" for name in kinds.values()]


def look_at(page: Page, addresses: list[str]) -> None:
    for address in addresses:
        page.goto(address)
        assert_sound(page)
