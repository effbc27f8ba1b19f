"""The pages on which a unit takes a model over: what they show, to whom, and what they refuse."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.foundation.units.services import live_settings
from motcua.foundation.worktime import clock
from motcua.replication.adoption.actions.change_adoption import change_adoption
from motcua.replication.adoption.models import Adoption
from motcua.replication.adoption.models import AdoptionState as State
from motcua.replication.adoption.plans import Plan
from motcua.replication.initiatives.content import Content
from motcua.replication.initiatives.models import InitiativeState
from tests.factories.adoption import make_adoption, model_of
from tests.factories.initiatives import NOW, SYSTEM, District, make_district, make_initiative
from tests.factories.units import make_staff, sign_in

pytestmark = pytest.mark.django_db

ROOT = "/can-bo/nhan-rong/ap-dung/"


@pytest.fixture
def district(monkeypatch: pytest.MonkeyPatch) -> District:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return make_district()


@pytest.fixture
def leader(district: District) -> Client:
    return sign_in(Client(), district.leader)


@pytest.fixture
def coordinator(district: District) -> Client:
    return sign_in(Client(), district.coordinator)


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def typed(**changes: str) -> dict[str, str]:
    return {"trial_on": "", "live_on": "", "setting_files_online": "on", **changes}


def test_a_leader_plans_with_the_settings_of_the_service(district: District, leader: Client) -> None:
    model = model_of("onestop", origin=district.unit)
    address = f"{ROOT}lap-ke-hoach/{model.code}/"
    page = read(leader, address)
    assert "Nhận hồ sơ trực tuyến" in page
    names = [name for name in ("contact_phone", "files_online") if f'name="setting_{name}"' in page]
    assert names == ["contact_phone", "files_online"]
    answer = leader.post(address, typed(owner=str(district.leader.pk), setting_contact_phone="028 3844 1234"))
    made = Adoption.objects.get()
    assert answer["Location"] == f"{ROOT}{made.pk}/"
    assert (made.state, made.unit_id, made.settings["contact_phone"]) == (
        State.PLANNED,
        district.ward.pk,
        "028 3844 1234",
    )


def test_the_plan_of_a_second_model_begins_with_the_settings_in_use(district: District, leader: Client) -> None:
    """A service has one set of settings in a unit: with its defaults the second model would undo those of the first."""
    make_adoption(unit=district.ward, state=State.LIVE, settings={"contact_phone": "028 3844 1234"})
    content = Content(title="Nộp giúp", service="onestop")
    second = make_initiative(origin=district.unit, content=content)
    page = read(leader, f"{ROOT}lap-ke-hoach/{second.code}/")
    assert 'value="028 3844 1234"' in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"owner": ""}, "Chưa chọn người phụ trách."),
        ({"trial_on": "2019-05-02", "live_on": "2019-05-01"}, "không được trước ngày áp dụng thử"),
        ({"setting_contact_phone": "gọi cho chị Hoa"}, "setting_contact_phone"),
    ],
)
def test_every_wrong_field_is_told_and_nothing_typed_is_lost(
    district: District, leader: Client, wrong: dict[str, str], sentence: str
) -> None:
    model = model_of("onestop", origin=district.unit)
    given = typed(owner=str(district.leader.pk), setting_notice="Mang theo bản chính.") | wrong
    answer = leader.post(f"{ROOT}lap-ke-hoach/{model.code}/", given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'href="#id_{next(iter(wrong))}"' in page or f'href="#id_{list(wrong)[-1]}"' in page
    assert sentence in page
    assert "Mang theo bản chính." in page
    assert not Adoption.objects.exists()


def test_going_live_by_the_page_switches_the_service_on(district: District, leader: Client) -> None:
    adoption = make_adoption(unit=district.ward, settings={"contact_phone": "0283 844 1234"})
    page = read(leader, f"{ROOT}{adoption.pk}/dua-vao/")
    assert "được mở cho đơn vị ngay" in page
    answer = leader.post(f"{ROOT}{adoption.pk}/dua-vao/", {"version": str(adoption.version)})
    assert answer.status_code == 302
    assert live_settings(district.ward.pk, "onestop", NOW)["contact_phone"] == "0283 844 1234"
    assert "Đang áp dụng" in read(leader, f"{ROOT}{adoption.pk}/")


def test_the_second_of_two_people_sees_the_first(district: District, leader: Client) -> None:
    adoption = make_adoption(unit=district.ward, owner=district.leader)
    seen = str(adoption.version)
    other = make_staff(unit=district.ward, name="Đỗ Thị Khác")
    change_adoption(adoption_id=adoption.pk, plan=Plan(other.pk), by=SYSTEM, now=NOW)
    answer = leader.post(
        f"{ROOT}{adoption.pk}/sua/", typed(owner=str(district.leader.pk), version=seen, setting_notice="Của tôi")
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Đỗ Thị Khác" in page
    assert "Của tôi" in page
    adoption.refresh_from_db()
    assert adoption.owner_id == other.pk


def test_the_matrix_shows_who_must_who_prepares_and_who_uses(district: District, coordinator: Client) -> None:
    targets = (district.ward, district.other)
    model = make_initiative(origin=district.unit, state=InitiativeState.TO_REPLICATE, targets=targets)
    make_adoption(unit=district.ward, initiative=model, state=State.TRIAL)
    page = read(coordinator, f"{ROOT}bang/")
    assert page.count("Phải áp dụng</span>") == 1
    assert page.count(">Áp dụng thử</span>") == 1


def test_what_is_behind_its_plan_is_marked_late(district: District, leader: Client) -> None:
    adoption = make_adoption(unit=district.ward)
    yesterday = (NOW - timedelta(days=1)).date()
    Adoption.objects.filter(pk=adoption.pk).update(live_on=yesterday)
    assert "trễ kế hoạch" in read(leader, ROOT)
    Adoption.objects.filter(pk=adoption.pk).update(live_on=NOW.date())
    assert "trễ kế hoạch" not in read(leader, ROOT)


def test_a_foreign_unit_is_not_found(district: District, leader: Client) -> None:
    adoption = make_adoption(unit=district.other)
    for address in (f"{ROOT}{adoption.pk}/", f"{ROOT}{adoption.pk}/sua/", f"{ROOT}{adoption.pk}/dua-vao/"):
        assert leader.get(address).status_code == 404


def _rows(district: District, count: int) -> Iterator[None]:
    for number in range(count):
        content = Content(title=f"Mô hình số {number}")
        model = make_initiative(origin=district.unit, content=content, targets=(district.ward, district.other))
        make_adoption(unit=district.ward, initiative=model)
        yield


@pytest.mark.parametrize("address", ["", "bang/"])
def test_a_list_takes_as_many_queries_for_one_as_for_three(
    district: District, coordinator: Client, address: str
) -> None:
    taken = []
    for _row in _rows(district, 3):
        coordinator.get(f"{ROOT}{address}")
        with CaptureQueriesContext(connection) as queries:
            assert coordinator.get(f"{ROOT}{address}").status_code == 200
        taken.append(len(queries))
    assert taken[0] == taken[2] <= 12
