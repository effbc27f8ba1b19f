"""An official writes the next version of a procedure on a phone without JavaScript, tries it and publishes it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from motcua.foundation.worktime import clock
from motcua.services.onestop.actions.carry_out_moves import carry_out_moves
from motcua.services.onestop.models import DefinitionDraft, Dossier, MovePlan, ProcedureVersion
from motcua.services.onestop.states import State
from tests.browser.checks import assert_accessible, assert_fits, assert_rows_fit
from tests.browser.conftest import NewPage
from tests.browser.desk import sign_in
from tests.factories.definitions import make_designer
from tests.factories.onestop import NOW, Office, make_dossier, make_office

HOME = "/can-bo/thu-tuc/soan/"


@pytest.fixture
def place(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A ward; requests come an hour after everything was made."""
    cache.clear()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    return make_office()


@pytest.mark.slow
def test_a_step_is_changed_a_fault_is_put_right_and_the_version_published(place: Office, new_page: NewPage) -> None:
    dossier = make_dossier(place, State.IN_PROCESS)
    designer = make_designer(place)
    phone = new_page(width=360, height=740, javascript=False)
    sign_in(phone, designer, HOME)
    phone.get_by_role("button", name="Soạn phiên bản mới").click()
    expect(phone.get_by_role("img", name="Sơ đồ 4 bước")).to_be_visible()
    assert_fits(phone)
    assert_rows_fit(phone)
    phone.get_by_role("link", name="Các bước", exact=True).click()
    phone.get_by_role("link", name="2. Bước examination").click()
    phone.get_by_label("Thời gian").fill("90")
    phone.get_by_role("button", name="Lưu").click()
    expect(phone.get_by_text("Cộng các bước là 114 giờ làm việc")).to_be_visible()
    assert_fits(phone)
    phone.get_by_role("link", name="2. Bước examination").click()
    phone.get_by_label("Thời gian").fill("8")
    phone.get_by_role("button", name="Lưu").click()
    expect(phone.get_by_text("Đã lưu.")).to_be_visible()
    phone.get_by_role("link", name="Quay lại").click()
    phone.get_by_role("link", name="Xem thử và công bố").click()
    expect(phone.get_by_role("checkbox", name=f"Chuyển hồ sơ {dossier.code}")).to_be_checked()
    assert_fits(phone)
    assert_rows_fit(phone)
    phone.get_by_role("button", name="Công bố phiên bản mới").click()
    expect(phone.get_by_text("Đã công bố phiên bản 2")).to_be_visible()
    expect(phone.get_by_text("Đang chờ tới lượt.")).to_be_visible()
    assert_fits(phone)
    carry_out_moves(plan_id=MovePlan.objects.get().pk, clock=clock.now)
    version = ProcedureVersion.objects.get(procedure=place.procedure, number=2)
    assert Dossier.objects.get().procedure_version == version


@pytest.mark.slow
def test_a_condition_of_several_parts_is_built_on_a_phone_without_javascript(place: Office, new_page: NewPage) -> None:
    phone = new_page(width=320, height=740, javascript=False)
    sign_in(phone, make_designer(place), HOME)
    phone.get_by_role("button", name="Soạn phiên bản mới").click()
    phone.goto(f"{phone.url}giay-to/0/dieu-kien/")
    phone.get_by_role("button", name="Thêm vế").click()
    phone.get_by_role("button", name="Thêm nhóm vế").click()
    for part, question in (("Vế 1", "full_name"), ("Vế 2.1", "phone"), ("Vế 2.2", "is_renewal")):
        phone.get_by_role("group", name=part, exact=True).get_by_label("Câu hỏi").select_option(question)
    phone.get_by_role("button", name="Lưu").last.click()
    for part in ("Vế 1", "Vế 2.1"):
        phone.get_by_role("group", name=part, exact=True).get_by_label("So sánh").select_option("filled")
    phone.get_by_role("group", name="Vế 2.2", exact=True).get_by_label("Có", exact=True).check()
    assert_fits(phone)
    phone.get_by_role("button", name="Lưu").last.click()
    expect(phone.get_by_text("Chỉ khi")).to_have_count(2)
    assert DefinitionDraft.objects.get().document["papers"][0]["visible_if"] == {
        "all": [
            {"field": "full_name", "filled": True},
            {"any": [{"field": "phone", "filled": True}, {"field": "is_renewal", "equals": True}]},
        ]
    }


@pytest.mark.slow
def test_a_paper_with_its_condition_is_added_in_one_save_without_javascript(place: Office, new_page: NewPage) -> None:
    phone = new_page(width=320, height=740, javascript=False)
    sign_in(phone, make_designer(place), HOME)
    phone.get_by_role("button", name="Soạn phiên bản mới").click()
    phone.goto(f"{phone.url}giay-to/moi/")
    phone.get_by_label("Khóa").fill("proxy")
    phone.get_by_label("Tên giấy tờ").fill("Giấy ủy quyền")
    phone.get_by_label("Loại bản").select_option("original")
    phone.get_by_label("Chỉ khi", exact=False).first.select_option("is_renewal same yes")
    assert_fits(phone)
    phone.get_by_role("button", name="Lưu").click()
    expect(phone.get_by_text("Đã lưu.")).to_be_visible()
    paper = DefinitionDraft.objects.get().document["papers"][-1]
    assert (paper["key"], paper["visible_if"]) == ("proxy", {"field": "is_renewal", "equals": True})


@pytest.mark.slow
def test_every_page_of_the_editor_is_accessible(place: Office, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, make_designer(place), HOME)
    assert_accessible(page)
    page.get_by_role("button", name="Soạn phiên bản mới").click()
    expect(page.get_by_role("heading", name="Sơ đồ giải quyết")).to_be_visible()
    here = page.url
    for part in (
        "",
        "chung/",
        "buoc/",
        "buoc/1/",
        "viec/moi/",
        "giay-to/moi/",
        "giay-to/1/dieu-kien/",
        "bieu-mau/",
        "bieu-mau/0/",
        "so-sanh/",
        "cong-bo/",
        "bo/",
    ):
        page.goto(f"{here}{part}")
        assert_accessible(page)
    for part in ("moi/", "nhap/"):
        page.goto(f"{HOME}{part}")
        assert_accessible(page)
