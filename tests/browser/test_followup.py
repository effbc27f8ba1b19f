"""An inspection on a phone in the ward, from the plan to the signed minutes; every page accessible and in its width."""

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from motcua.foundation.registers.reference import load_registers
from motcua.foundation.worktime import clock
from motcua.replication.followup.actions.draft_escalation import draft_escalation
from motcua.replication.followup.actions.give_evidence import give_evidence
from motcua.replication.followup.models import Finding, Inspection, InspectionState
from tests.browser.checks import assert_sound
from tests.browser.conftest import NewPage
from tests.browser.desk import sign_in
from tests.factories.attachments import make_jpeg
from tests.factories.followup import (
    District,
    at,
    check_everything,
    make_adoption,
    make_directive,
    make_district,
    make_initiative,
    make_inspection,
    make_obstacle,
    make_requirement,
    make_tasks,
    sign,
)

NOW = at(2019, 5, 16, 8, 30)
HOME = "/can-bo/nhan-rong/theo-doi/"
FINDINGS = ("Đạt", "Chưa đạt", "Không áp dụng")


@pytest.fixture
def district(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> District:
    """A district; requests come in the morning of the visit."""
    cache.clear()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    load_registers(NOW)
    return make_district()


def find(page: Page, finding: str, note: str = "", *, with_photo: bool = False) -> None:
    """Record what was found on the page of a line."""
    page.get_by_label(finding, exact=True).check()
    if note:
        page.get_by_label("Ghi nhận").fill(note)
    if with_photo:
        photo = {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": make_jpeg()}
        page.get_by_label("Ảnh chụp").set_input_files(photo)  # type: ignore[arg-type]  # a payload of one file
    page.get_by_role("button", name="Lưu").click()


@pytest.mark.slow
def test_an_inspection_is_carried_out_on_a_phone_without_javascript(district: District, new_page: NewPage) -> None:
    visit = make_inspection(district)
    page = new_page(width=360, height=740, javascript=False)
    sign_in(page, district.coordinator, f"{HOME}kiem-tra/")
    page.get_by_role("link", name="16/05/2019").click()
    page.get_by_role("link", name="Kiểm tra nội dung 1", exact=True).click()
    for number, item in enumerate(visit.items.all()):
        expect(page.get_by_role("heading", level=1)).to_have_text(item.text)
        if number == 1:
            find(page, "Chưa đạt")
            expect(page.get_by_role("alert")).to_contain_text("Chưa ghi điều chưa đạt")
            find(page, "Chưa đạt", "Chưa phân công bằng văn bản", with_photo=True)
        else:
            find(page, FINDINGS[0] if number < 5 else FINDINGS[2])
    page.get_by_role("link", name="Ký biên bản").click()
    page.get_by_label("Thành phần tham dự của đơn vị").fill("Ông Lê Văn Tư, Chủ tịch")
    page.get_by_label("Kết luận").fill("Còn một nội dung phải khắc phục trước ngày 31/5.")
    page.get_by_role("button", name="Ký biên bản").click()
    expect(page.get_by_role("link", name="Biên bản số 01/BB-UBND (PDF)")).to_be_visible()
    signed = Inspection.objects.get()
    assert signed.state == InspectionState.SIGNED
    results = [item.result for item in signed.items.all()]
    assert results == [Finding.MET, Finding.NOT_MET, *[Finding.MET] * 3, Finding.NOT_APPLICABLE]
    assert signed.items.all()[1].photos.count() == 1


@pytest.mark.slow
def test_pages_are_accessible_and_fit(district: District, new_page: NewPage) -> None:
    addresses = furnish(district)
    page = new_page()
    sign_in(page, district.coordinator, HOME)
    for address in addresses:
        page.goto(f"{HOME}{address}")
        assert_sound(page)


def furnish(district: District) -> list[str]:
    """Make one of everything and return the addresses of its pages, below the home of the room."""
    model = make_initiative(district.unit, title="Thành lập Tổ tư vấn dịch vụ công trực tuyến lưu động", code="D2")
    directive = make_directive(district.unit)
    text = (
        "Chủ tịch Ủy ban nhân dân 15 phường nghiên cứu triển khai thành lập Tổ tư vấn dịch vụ công trực tuyến tại các "
        "khu phố trên địa bàn phường nhằm hướng dẫn, hỗ trợ người dân nộp hồ sơ trực tuyến."
    )
    make_requirement(directive, district.ward, district.other_ward, initiative=model, text=text)
    make_requirement(directive, district.ward, due_on=at(2019, 5, 25).date(), wants_report=True)
    make_requirement(directive, district.ward, district.other_ward, due_on=None, is_quarterly=True, text=text)
    tasks = make_tasks(directive)
    make_adoption(model, district.ward, district.ward_leader, live_at=at(2019, 5, 6))
    given = tasks[-1]
    give_evidence(task_id=given.pk, note="Đã lập 7 tổ.\nMỗi tổ 3 người.", by=district.other_leader, now=NOW)
    obstacle = make_obstacle(district)
    planned = make_inspection(district, initiative_id=model.pk)
    done = make_inspection(district)
    check_everything(done, district, now=NOW)
    sign(done, district, now=NOW)
    letter = draft_escalation(directive_id=directive.pk, by=district.coordinator, now=NOW)
    item = planned.items.all()[0]
    return [
        "",
        "?tinh-trang=late",
        f"nhiem-vu/{tasks[0].pk}/",
        f"nhiem-vu/{given.pk}/",
        f"nhiem-vu/{given.pk}/tra-lai/",
        f"nhiem-vu/{tasks[0].pk}/minh-chung/",
        f"nhiem-vu/{tasks[0].pk}/phan-cong/",
        "vuong-mac/",
        "vuong-mac/moi/",
        f"vuong-mac/{obstacle.pk}/",
        f"vuong-mac/{obstacle.pk}/tra-loi/",
        "kiem-tra/",
        "kiem-tra/moi/",
        f"kiem-tra/{planned.pk}/",
        f"kiem-tra/{planned.pk}/muc/{item.pk}/",
        f"kiem-tra/{planned.pk}/ky/",
        f"kiem-tra/{done.pk}/",
        "chua-thuc-hien/",
        f"chua-thuc-hien/{directive.pk}/",
        f"van-ban/{letter.pk}/",
        f"van-ban/{letter.pk}/sua/",
    ]
