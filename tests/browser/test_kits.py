"""A kit by hand: one ward exports a file, the other compares, tries and takes it over; accessible, in its width."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from motcua.foundation.units.models import Role
from motcua.foundation.units.services import service_is_live
from motcua.foundation.worktime import clock
from motcua.replication.kits.actions.take_over_kit import take_over_kit, try_kit
from motcua.replication.kits.actions.trust_signer import trust_signer
from motcua.replication.kits.models import KitUse, ReceivedKit
from motcua.replication.kits.signers import as_text
from motcua.services.onestop.models import Commitment, ProcedureOffer
from tests.browser.checks import assert_sound
from tests.browser.conftest import NewPage
from tests.browser.desk import sign_in
from tests.factories.kits import FROM_DAY, Wards, choice, exported, make_wards, received
from tests.factories.onestop import NOW, SYSTEM
from tests.factories.units import make_staff

HOME = "/can-bo/nhan-rong/bo-ap-dung/"


@pytest.fixture
def wards(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Wards:
    """Two wards; requests come an hour after everything was made."""
    cache.clear()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    return make_wards()


def download(page: Page, folder: Path) -> Path:
    """Export the kit of the good ward and return the file."""
    with page.expect_download() as waited:
        page.get_by_role("button", name="Xuất Phường 4").click()
    file = folder / waited.value.suggested_filename
    waited.value.save_as(file)
    return file


def upload(page: Page, file: Path) -> None:
    """Hand a file in."""
    page.goto(f"{HOME}nhap/")
    page.get_by_label("Tệp bộ áp dụng").set_input_files(file)
    page.get_by_role("button", name="Kiểm tra và so sánh").click()


@pytest.mark.slow
def test_one_ward_exports_and_the_other_takes_over_without_javascript(
    wards: Wards, new_page: NewPage, tmp_path: Path
) -> None:
    page = new_page()
    sign_in(page, wards.good_leader, HOME)
    file = download(page, tmp_path)
    assert file.suffix == ".kit"

    phone = new_page(width=360, height=740, javascript=False)
    sign_in(phone, wards.leader, f"/can-bo/nhan-rong/ap-dung/{wards.adoption.pk}/")
    phone.get_by_role("link", name="Nhập bộ áp dụng").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Nhập bộ áp dụng")
    bad = tmp_path / "sua.kit"
    bad.write_bytes(file.read_bytes().replace(b'"files_online":false', b'"files_online":true'))
    upload(phone, bad)
    expect(phone.get_by_role("alert")).to_contain_text("đã bị sửa sau khi ký")
    upload(phone, file)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Bộ áp dụng của Phường 4")
    expect(phone.get_by_text("chính hệ thống này")).to_be_visible()
    expect(phone.get_by_text("đúng, tệp còn nguyên vẹn")).to_be_visible()
    expect(phone.get_by_role("checkbox", name="Cam kết rút ngắn thời hạn")).not_to_be_checked()

    phone.get_by_role("checkbox", name="Cam kết rút ngắn thời hạn").check()
    phone.get_by_role("button", name="Chạy thử").click()
    expect(phone.get_by_role("alert")).to_contain_text("cần văn bản của chính đơn vị")
    phone.get_by_label("Văn bản của đơn vị").fill("Thông báo 12/TB-UBND")
    phone.get_by_label("Áp dụng từ ngày").fill(FROM_DAY.isoformat())
    phone.get_by_role("button", name="Chạy thử").click()
    expect(phone.get_by_role("heading", name="Kết quả chạy thử")).to_be_visible()
    assert not ProcedureOffer.objects.filter(unit=wards.learner).exists()

    phone.get_by_role("button", name="Nhập vào đơn vị").click()
    expect(phone.get_by_text("Đã nhập bộ áp dụng: 5 thay đổi.")).to_be_visible()
    assert Commitment.objects.get(unit=wards.learner).signed_by == wards.leader
    assert ProcedureOffer.objects.filter(unit=wards.learner).count() == 2
    assert not service_is_live(wards.learner.pk, "onestop", clock.now())
    phone.get_by_role("link", name="Xem việc áp dụng của đơn vị").click()
    phone.get_by_role("link", name="Đưa vào áp dụng").click()
    phone.get_by_role("button", name="Đưa vào áp dụng").click()
    expect(phone.get_by_text("Mang theo bản chính để đối chiếu.").first).to_be_visible()
    assert service_is_live(wards.learner.pk, "onestop", clock.now())


@pytest.mark.slow
def test_pages_are_accessible_and_fit(wards: Wards, new_page: NewPage) -> None:
    make_staff(role=Role.ADMINISTRATOR, unit=wards.district, with_children=True)
    trust_signer(public_key=as_text(bytes(range(32))), name="Ủy ban nhân dân Quận 3", by=SYSTEM, now=NOW)
    page = new_page()
    sign_in(page, wards.coordinator, HOME)
    look(page, HOME)  # nothing received yet
    kit = received(wards, exported(wards))
    for address in (HOME, f"{HOME}nhap/", f"{HOME}nguoi-ky/", f"{HOME}{kit.pk}/"):
        look(page, address)
    page.get_by_role("button", name="Chạy thử").click()
    expect(page.get_by_role("heading", name="Kết quả chạy thử")).to_be_visible()
    assert_sound(page)
    take_over_kit(kit_id=kit.pk, choice=choice(), by=wards.coordinator, now=NOW)
    assert KitUse.objects.get().kit == ReceivedKit.objects.get()
    page.goto(f"{HOME}{kit.pk}/")
    page.get_by_text("Phạm Thị Nối").last.click()
    expect(page.get_by_text("Không nhập được:")).to_be_visible()
    assert_sound(page)


def look(page: Page, address: str) -> None:
    """Open a page and check it."""
    page.goto(address)
    assert_sound(page)


@pytest.mark.slow
def test_what_changed_since_the_dry_run_is_shown_first(wards: Wards, page: Page) -> None:
    kit = received(wards, exported(wards))
    sign_in(page, wards.leader, f"{HOME}{kit.pk}/")
    page.get_by_role("button", name="Chạy thử").click()
    expect(page.get_by_role("heading", name="Kết quả chạy thử")).to_be_visible()
    assert try_kit(kit_id=kit.pk, choice=choice("texts"), by=wards.coordinator, now=NOW).changes_anything
    take_over_kit(kit_id=kit.pk, choice=choice("texts"), by=wards.coordinator, now=NOW)
    page.get_by_role("button", name="Nhập vào đơn vị").click()
    expect(page.get_by_text("dữ liệu của đơn vị đã thay đổi")).to_be_visible()
    expect(page.get_by_role("heading", name="Kết quả chạy thử")).to_be_visible()
    assert KitUse.objects.count() == 1
