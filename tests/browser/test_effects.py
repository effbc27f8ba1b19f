"""A study of effect from the question to picture and table; every page accessible and in its width."""

from datetime import datetime

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from motcua.foundation.runs.models import Run
from motcua.foundation.units.models import Level, Role, Staff
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.clock import ZONE
from motcua.replication.effects.actions.study_effect import study_effect
from motcua.replication.effects.jobs import work_out_study
from motcua.replication.effects.queries import Question
from tests.browser.checks import assert_sound
from tests.browser.conftest import NewPage
from tests.browser.desk import sign_in
from tests.factories.effects import FIRST, make_question
from tests.factories.units import make_staff, make_unit

NOW = datetime(2021, 2, 1, 9, 0, tzinfo=ZONE)
HOME = "/can-bo/nhan-rong/tac-dong/"
ENOUGH = {"first_month": "2019-01-01", "last_month": "2020-12-01"}


@pytest.fixture
def coordinator(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Staff:
    """Who asks, at a district."""
    cache.clear()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return make_staff(role=Role.COORDINATOR, unit=make_unit(level=Level.DISTRICT), with_children=True)


@pytest.fixture
def question(coordinator: Staff) -> Question:
    """What is asked, where there is enough to answer it."""
    return make_question(coordinator.home_unit, coordinator)


@pytest.mark.slow
def test_a_coordinator_asks_and_reads_the_answer_without_javascript(
    coordinator: Staff, question: Question, new_page: NewPage
) -> None:
    page = new_page(width=360, height=740, javascript=False)
    sign_in(page, coordinator, HOME)
    page.get_by_role("link", name="Tính tác động").first.click()
    page.get_by_label("Mô hình và chỉ số").select_option(f"{question.initiative_id}:onestop:filed")
    page.get_by_label("Từ tháng").fill("2019-01")
    page.get_by_label("Đến tháng").fill("2020-12")
    page.get_by_role("button", name="Tính").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tác động của mô hình R2")
    asked = {"authority_id": question.authority_id, "initiative_id": question.initiative_id, **ENOUGH}
    work_out_study(
        run_id=str(Run.objects.get().pk),
        staff_id=coordinator.pk,
        asked={**asked, "service": "onestop", "measure": "filed"},
    )
    page.get_by_role("link", name="Xem kết quả").click()  # the page asks again by itself
    expect(page.get_by_text("tăng khoảng")).to_be_visible()
    expect(page.get_by_role("table", name="Chênh lệch theo tháng")).to_be_visible()


@pytest.mark.slow
def test_pages_are_accessible_and_fit(coordinator: Staff, question: Question, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, coordinator, HOME)
    _check(page, HOME)
    enough = study_effect(question=question, by=coordinator, now=NOW)
    too_short = study_effect(
        question=Question(question.authority_id, question.initiative_id, "onestop", "filed", FIRST, FIRST),
        by=coordinator,
        now=NOW,
    )
    for address in (HOME, f"{HOME}hoi/", f"{HOME}{enough.pk}/", f"{HOME}{too_short.pk}/"):
        _check(page, address)
    expect(page.get_by_text("Chưa đủ dữ liệu để kết luận")).to_be_visible()


def test_the_picture_is_scrolled_by_keyboard_on_a_phone(
    coordinator: Staff, question: Question, new_page: NewPage
) -> None:
    study = study_effect(question=question, by=coordinator, now=NOW)
    page = new_page(width=320)
    sign_in(page, coordinator, f"{HOME}{study.pk}/")
    region = page.get_by_role("region", name="Chênh lệch so với khi không áp dụng")
    region.focus()
    expect(region).to_be_focused()
    for _time in range(3):
        page.keyboard.press("ArrowRight")
    # asked again by the test, not by the page: the content policy lets no text become code there
    expect(region).not_to_have_js_property("scrollLeft", 0)


def _check(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_sound(page)
