"""The whole life of one model, by hand: proposed, contested, recognised, ordered, adopted by two wards, measured.

The live service is the one-stop: what the public sees of a ward, and what is counted there, begins with its adoption.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from motcua.foundation.registers.reference import load_registers
from motcua.foundation.runs.models import Run
from motcua.foundation.units.models import Role, Staff, Unit
from motcua.foundation.units.queries import unit_names
from motcua.foundation.worktime import clock
from motcua.replication.adoption.models import Adoption, AdoptionState
from motcua.replication.contest.models import Entry
from motcua.replication.directives.models import Directive
from motcua.replication.effects.jobs import work_out_study
from motcua.replication.followup.jobs import open_tasks_in_force
from motcua.replication.followup.models import Task
from motcua.replication.initiatives.models import Initiative, InitiativeState
from motcua.replication.measures.actions.roll_up import roll_up
from motcua.replication.reporting.models import Report
from motcua.services.onestop.actions.open_procedure import open_procedure
from motcua.services.onestop.models import Dossier
from tests.browser import citizen
from tests.browser.checks import assert_accessible
from tests.browser.conftest import NewPage, SetClock
from tests.browser.contest_steps import announce, enter, play, press, read
from tests.browser.desk import sign_in
from tests.factories.contest import AFTER_APPEALS, OPENS, Hall, make_hall
from tests.factories.onestop import SYSTEM, make_procedure
from tests.factories.units import make_staff

DESK = "/can-bo/nhan-rong/"
ORDERED = AFTER_APPEALS + timedelta(days=1)
ADOPTED = AFTER_APPEALS + timedelta(days=6)
FILED = AFTER_APPEALS + timedelta(days=7)
REPORTED = AFTER_APPEALS + timedelta(days=23)
LETTER = """{district}
-------
Số: 77/UBND-CCHC

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Tân Bình, ngày {day:%d} tháng {day:%m} năm {day:%Y}

V/v nhân rộng mô hình đạt giải

Kính gửi: {wards}.

Ủy ban nhân dân yêu cầu:
1. {wards} áp dụng mô hình đạt giải, hoàn thành trước ngày 30/6/2019.

Nơi nhận:
- Như trên;
- Lưu: VT.

CHỦ TỊCH

Châu Văn La
"""


@pytest.mark.slow
def test_the_life_of_a_model_from_the_idea_to_its_effect(at: SetClock, new_page: NewPage) -> None:
    at(OPENS)
    hall = make_hall(wards=2, readers=2, judges=1)
    page, screen = new_page(), new_page()
    for step in (enter, read):
        step(page, hall, at)
    play(page, screen, hall, at)
    announce(page, hall, at)
    model = the_winner(hall)
    coordinator = make_staff(role=Role.COORDINATOR, unit=hall.unit, with_children=True)
    _name_the_service(page, coordinator, model)
    at(ORDERED)
    _order(page, coordinator, hall, model)
    slug = _a_procedure_is_ready(hall)
    at(ADOPTED)
    _nobody_receives_yet(page, slug)
    for ward, leader in zip(hall.wards, hall.leaders, strict=True):
        _adopt(page, leader, ward, model)
    at(FILED)
    dossier = _file_and_look_up(page, slug, hall.wards[0])
    _see_the_figures(page, coordinator, hall.wards[0], dossier)
    at(REPORTED)
    _report(page, hall.leaders[0], model)
    _evidence_shows_itself(page, coordinator, hall.wards[0])
    _ask_for_the_effect(page, coordinator, model)


def the_winner(hall: Hall) -> Initiative:
    """Return the model that came of the winning entry."""
    winner = Entry.objects.get(contest=hall.contest, place=1)
    assert winner.initiative is not None
    assert (winner.initiative.title, winner.initiative.state) == ("Mô hình 1", InitiativeState.RECOGNISED)
    return winner.initiative


def name_of(unit: Unit) -> str:
    """Return the name of a unit."""
    return unit_names([unit.pk], clock.now().date())[unit.pk]


def _name_the_service(page: Page, coordinator: Staff, model: Initiative) -> None:
    """The register says which service of the platform carries the model."""
    sign_in(page, coordinator, f"{DESK}mo-hinh/")
    assert_accessible(page)
    page.get_by_role("link", name=model.code, exact=True).click()
    assert_accessible(page)
    page.get_by_role("link", name="Sửa nội dung").click()
    page.get_by_label("Dịch vụ trên hệ thống").select_option("onestop")
    press(page, "Lưu thay đổi")
    expect(page.get_by_text("Một cửa điện tử, tra cứu hồ sơ bằng mã QR")).to_be_visible()


def _order(page: Page, coordinator: Staff, hall: Hall, model: Initiative) -> None:
    """The letter is read, its order tied to the model, and confirmed."""
    sign_in(page, coordinator, f"{DESK}chi-dao/tai-len/")
    wards = ", ".join(name_of(ward) for ward in hall.wards)
    letter = LETTER.format(district=name_of(hall.unit).upper(), day=ORDERED.date(), wards=wards)
    page.get_by_label("Hoặc dán nội dung công văn").fill(letter)
    press(page, "Đọc công văn")
    assert_accessible(page)
    page.get_by_role("link", name="Sửa 1", exact=True).click()
    page.get_by_label("Mô hình").select_option(str(model.pk))
    press(page, "Ghi")
    press(page, "Xác nhận văn bản")
    expect(page.get_by_text("Văn bản đã có hiệu lực trên hệ thống.")).to_be_visible()
    directive = Directive.objects.get(number="77/UBND-CCHC")
    assert {unit.pk for unit in directive.requirements.get().units.all()} == {ward.pk for ward in hall.wards}
    open_tasks_in_force(now=ORDERED)


def _a_procedure_is_ready(hall: Hall) -> str:
    """Publish a procedure and open it at both wards, as an administrator has done before."""
    load_registers(ORDERED)
    slug = make_procedure(now=ORDERED).slug
    for ward in hall.wards:
        open_procedure(slug=slug, unit_id=ward.pk, by=SYSTEM, now=ORDERED)
        make_staff(role=Role.RECEPTIONIST, unit=ward)
    return slug


def _nobody_receives_yet(page: Page, slug: str) -> None:
    """What is opened is not offered: no ward has adopted the model."""
    page.goto(f"/thu-tuc/{slug}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="Nộp hồ sơ trực tuyến")).to_have_count(0)


def _adopt(page: Page, leader: Staff, ward: Unit, model: Initiative) -> None:
    """The leader plans, tries, and puts the model to use; nothing else switches the service on."""
    sign_in(page, leader, f"{DESK}mo-hinh/{model.code}/")
    page.get_by_role("link", name="Áp dụng tại đơn vị tôi").click()
    assert_accessible(page)
    page.get_by_label("Người phụ trách").select_option(str(leader.pk))
    page.get_by_label("Ngày dự kiến áp dụng chính thức").fill(f"{ADOPTED:%Y-%m-%d}")
    press(page, "Lập kế hoạch")
    for act in ("Bắt đầu áp dụng thử", "Đưa vào áp dụng"):
        page.get_by_role("link", name=act, exact=True).click()
        assert_accessible(page)
        press(page, act)
        expect(page.get_by_text(f"Đã ghi: {act}.")).to_be_visible()
    assert_accessible(page)
    assert Adoption.objects.get(unit=ward, initiative=model).state == AdoptionState.LIVE


def _file_and_look_up(page: Page, slug: str, ward: Unit) -> Dossier:
    """A citizen files at the ward and scans the code."""
    page.goto(f"/nop-ho-so/{slug}/")
    page.get_by_label("Nơi nhận hồ sơ").select_option(str(ward.pk))
    press(page, "Bắt đầu")
    for step in (citizen.fill_person, citizen.fill_matter, citizen.upload, citizen.go_on, citizen.send):
        step(page)
    dossier = Dossier.objects.get()
    page.get_by_role("link", name="Xem tình trạng hồ sơ").click()
    expect(page.get_by_text(dossier.code).first).to_be_visible()
    return dossier


def _see_the_figures(page: Page, coordinator: Staff, ward: Unit, dossier: Dossier) -> None:
    """What was counted leads to the dossier that was counted."""
    roll_up(service="onestop", now=FILED)
    sign_in(page, coordinator, f"{DESK}so-lieu/?so-lieu=filed")
    assert_accessible(page)
    page.get_by_label("Số liệu", exact=True).select_option("filed")
    press(page, "Xem")
    row = page.get_by_role("row").filter(has_text=dossier.receiving_unit.versions.get().short_name)
    expect(row.first).to_contain_text("1")
    assert ward.pk == dossier.receiving_unit_id


def _report(page: Page, leader: Staff, model: Initiative) -> None:
    """The half-year report fills itself; the leader adds words and signs."""
    sign_in(page, leader, f"{DESK}bao-cao/mo/6-thang/")
    press(page, "Mở báo cáo")
    assert_accessible(page)
    expect(page.get_by_text(model.title).first).to_be_visible()
    page.get_by_role("link", name=re.compile("Viết lời")).first.click()
    page.locator("main textarea").fill("Đã phổ biến mô hình tới toàn thể cán bộ, công chức.")
    page.locator("main form button[type=submit]").first.click()
    page.get_by_role("link", name="Ký báo cáo").click()
    assert_accessible(page)
    page.get_by_label("Tôi đã đọc toàn bộ báo cáo").check()
    press(page, "Ký báo cáo")
    expect(page.get_by_text("Mã kiểm chứng nội dung (SHA-256)")).to_be_visible()
    assert Report.objects.get().snapshot is not None


def _evidence_shows_itself(page: Page, coordinator: Staff, ward: Unit) -> None:
    """Home Affairs sees the order done without anybody having attached anything, and accepts it."""
    task = Task.objects.get(unit=ward)
    sign_in(page, coordinator, f"{DESK}theo-doi/nhiem-vu/{task.pk}/")
    expect(page.get_by_text("Đơn vị đang áp dụng “Mô hình 1” trên hệ thống")).to_be_visible()
    assert_accessible(page)


def _ask_for_the_effect(page: Page, coordinator: Staff, model: Initiative) -> None:
    """Two wards and a few weeks are too few to tell an effect, and the page says so."""
    sign_in(page, coordinator, f"{DESK}tac-dong/hoi/")
    assert_accessible(page)
    page.get_by_label("Mô hình và chỉ số").select_option(f"{model.pk}:onestop:filed")
    page.get_by_label("Từ tháng").fill("2019-03")
    page.get_by_label("Đến tháng").fill("2019-05")
    press(page, "Tính")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Tác động của mô hình {model.code}")
    asked = {"authority_id": coordinator.home_unit_id, "initiative_id": model.pk, "service": "onestop"}
    months = {"first_month": "2019-03-01", "last_month": "2019-05-01"}
    run = Run.objects.latest("created_at")
    work_out_study(run_id=str(run.pk), staff_id=coordinator.pk, asked={**asked, **months, "measure": "filed"})
    page.reload()
    page.get_by_role("link", name="Xem kết quả").click()
    expect(page.get_by_text("Chưa đủ dữ liệu để kết luận")).to_be_visible()
    assert_accessible(page)
