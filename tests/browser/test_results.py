"""Results in a real browser: a copy is checked, a volunteer stands at a door, somebody judges in three taps."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from motcua.foundation.attachments.content import path_of
from motcua.foundation.documents.signing.trial import trial_seal
from motcua.foundation.units.models import Role
from motcua.foundation.worktime import clock
from motcua.services.onestop.complaints.actions.file_complaint import file_complaint
from motcua.services.onestop.delivery.door_code import door_code
from motcua.services.onestop.models import Dossier
from motcua.services.onestop.states import State
from motcua.services.surveys.models import PublishedVoice, Tally
from motcua.services.surveys.tokens import new_address
from tests.browser.checks import assert_accessible, assert_fits, assert_sound
from tests.browser.conftest import NewPage
from tests.browser.desk import sign_in
from tests.factories.delivery import Carriers, make_carriers, make_parcel, make_trip
from tests.factories.onestop import NOW, make_dossier, make_result_file
from tests.factories.surveys import asking
from tests.factories.units import make_staff


@pytest.fixture
def place(transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Carriers:
    """A ward with a seal and a team of volunteers."""
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    path = tmp_path / "seal.p12"
    path.write_bytes(trial_seal())
    settings.SEAL_FILE, settings.SEAL_IS_TRIAL = str(path), False
    return make_carriers()


def test_a_copy_is_checked_and_the_office_judged_in_three_taps(
    new_page: NewPage, place: Carriers, tmp_path: Path
) -> None:
    office = place.office
    result = make_result_file(office).result
    page = new_page()
    page.goto(f"/kiem-tra-ket-qua/{result.token}/")
    assert_sound(page)
    data = path_of(result.issued_sha256).read_bytes()
    for name, content, said in (
        ("dung.pdf", data, "Đúng bản đã cấp"),
        ("sai.pdf", data.replace(b"/Reason", b"/Raison"), "Tệp đã bị thay đổi"),
    ):
        (tmp_path / name).write_bytes(content)
        page.get_by_label("Tệp cần kiểm tra").set_input_files(tmp_path / name)
        page.get_by_role("button", name="So sánh với bản đã cấp").click()
        expect(page.get_by_text(said, exact=True)).to_be_visible()
    assert_sound(page)
    asking(office)
    link = new_address({"unit": str(office.unit.pk)}, NOW).partition("/danh-gia/")[2]
    page.goto(f"/danh-gia/{link}")
    assert_sound(page)
    page.get_by_label("Rất hài lòng").check()
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_role("heading", name="Cảm ơn ông/bà")).to_be_visible()
    assert Tally.objects.get().quarter == date(2019, 4, 1)
    PublishedVoice.objects.create(unit=office.unit, quarter=date(2018, 10, 1), total=38, satisfied=30, published_at=NOW)
    for address in ("/muc-do-hai-long/", f"/danh-gia/{link}", "/kiem-tra-ket-qua/", "/kiem-tra-ket-qua/x/"):
        page.goto(address)
        assert_sound(page)


def test_a_volunteer_hands_a_result_over_at_the_door_with_a_phone(new_page: NewPage, place: Carriers) -> None:
    parcel = make_parcel(place, fee=15_000)
    trip = make_trip(place, parcel)
    parcel.refresh_from_db()
    page = new_page(width=320)
    sign_in(page, place.carrier, f"/can-bo/giao-ket-qua/chuyen/{trip.pk}/")
    for name in (parcel.name, "Giao cho người nhận"):
        assert_accessible(page)
        assert_fits(page)
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", name=name)).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("Mã nhận").fill(door_code(parcel))
    page.get_by_label("Đã thu đủ 15.000 đồng").check()
    page.get_by_label("Người nhận đã ký trên phiếu lộ trình").check()
    page.get_by_role("button", name="Giao cho người nhận").click()
    expect(page.get_by_text("Đã ghi: Giao cho người nhận.")).to_be_visible()
    expect(page.get_by_text("Đã giao", exact=True)).to_be_visible()
    assert Dossier.objects.get(pk=parcel.dossier_id).state == State.RETURNED


def test_the_pages_of_the_counter_and_of_complaints_are_accessible_and_fit(new_page: NewPage, place: Carriers) -> None:
    office = place.office
    parcel, waiting = make_parcel(place), make_parcel(place)
    trip = make_trip(place, parcel)
    dossier = make_dossier(office, State.IN_PROCESS)
    complaint = file_complaint(dossier_id=dossier.pk, unit_id=office.unit.pk, text="Hẹn nhiều lần.", now=NOW)
    page = new_page()
    sign_in(page, office.receptionist, "/can-bo/giao-ket-qua/")
    room = "/can-bo/giao-ket-qua/"
    addresses = ("", "to/", "chuyen/moi/", f"chuyen/{trip.pk}/", f"goi/{waiting.uid}/", f"goi/{waiting.uid}/sua/")
    for address in addresses:
        page.goto(f"{room}{address}")
        assert_sound(page)
    page = new_page()
    sign_in(page, make_staff(role=Role.LEADER, unit=office.unit), "/can-bo/khieu-nai/")
    for address in ("", f"{complaint.uid}/", f"{complaint.uid}/khong-thu-ly/"):
        page.goto(f"/can-bo/khieu-nai/{address}")
        assert_sound(page)
