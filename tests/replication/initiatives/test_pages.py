"""The register of models: found, compared, proposed, assessed, recognised by its pages; what the public sees."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.foundation.worktime import clock
from motcua.replication.adoption.models import AdoptionState
from motcua.replication.initiatives.content import Content
from motcua.replication.initiatives.models import Initiative
from motcua.replication.initiatives.models import InitiativeState as State
from motcua.replication.initiatives.reference import assessment_form
from tests.factories.adoption import make_adoption
from tests.factories.initiatives import DOCUMENT, NOW, District, make_district, make_initiative
from tests.factories.units import sign_in

pytestmark = pytest.mark.django_db

ROOT = "/can-bo/nhan-rong/mo-hinh/"


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


def test_a_model_goes_from_the_proposal_to_the_call_by_the_pages(
    district: District, leader: Client, coordinator: Client
) -> None:
    answer = leader.post(
        f"{ROOT}de-xuat/",
        {"origin": str(district.ward.pk), "title": "Trả kết quả tại nhà", "people": "Lê Thị Ba: chủ trì"},
    )
    model = Initiative.objects.get()
    assert answer["Location"] == f"{ROOT}{model.code}/"
    assert (model.state, model.people.get().name) == (State.PROPOSED, "Lê Thị Ba")
    form = {"version": str(model.version), "conclusion": "recommended", "words": "Hiệu quả rõ."}
    points = {f"points_{one.key}": str(one.highest) for one in assessment_form().criteria}
    assert coordinator.post(f"{ROOT}{model.code}/danh-gia/", form | points).status_code == 302
    for act, more, state in (
        ("cong-nhan", {"document": DOCUMENT}, State.RECOGNISED),
        ("nhan-rong", {"document": DOCUMENT, "units": [str(district.other.pk)]}, State.TO_REPLICATE),
    ):
        model.refresh_from_db()
        answer = coordinator.post(f"{ROOT}{model.code}/{act}/", {"version": str(model.version), **more})
        assert answer.status_code == 302, answer.content.decode()
        model.refresh_from_db()
        assert model.state == state
    assert [unit.pk for unit in model.targets.all()] == [district.other.pk]
    page = read(coordinator, f"{ROOT}{model.code}/")
    assert DOCUMENT in page
    assert "Hiệu quả rõ." in page


def test_points_above_the_criterion_are_refused_at_their_field(district: District, coordinator: Client) -> None:
    model = make_initiative(origin=district.ward, state=State.PROPOSED)
    points = {f"points_{one.key}": str(one.highest) for one in assessment_form().criteria}
    first = assessment_form().criteria[0]
    points[f"points_{first.key}"] = str(first.highest + 1)
    given = {"version": str(model.version), "conclusion": "recommended", "words": "Tốt", **points}
    answer = coordinator.post(f"{ROOT}{model.code}/danh-gia/", given)
    assert answer.status_code == 422
    assert f'href="#id_points_{first.key}"' in answer.content.decode()
    model.refresh_from_db()
    assert model.state == State.PROPOSED


def test_a_model_is_found_without_diacritics_and_by_state(district: District, coordinator: Client) -> None:
    make_initiative(origin=district.ward, content=Content(title="Đặt lịch ngoài giờ"))
    make_initiative(origin=district.ward, content=Content(title="Trả kết quả tại nhà"), state=State.PROPOSED)
    assert "Đặt lịch ngoài giờ" in (found := read(coordinator, f"{ROOT}?q=dat+lich"))
    assert "Trả kết quả tại nhà" not in found
    assert "Đặt lịch ngoài giờ" not in read(coordinator, f"{ROOT}?trang-thai=proposed")
    assert "Không tìm thấy mô hình nào" in read(coordinator, f"{ROOT}?q=khong+co")


def test_two_or_three_models_are_compared_and_nothing_else(district: District, coordinator: Client) -> None:
    codes = [make_initiative(origin=district.ward, content=Content(title=f"Mô hình {n}")).code for n in range(4)]
    page = read(coordinator, f"{ROOT}so-sanh/?ma={codes[0]}&ma={codes[1]}")
    assert [f"Mô hình {n}" in page for n in range(3)] == [True, True, False]
    for asked in (codes[:1], codes):
        answer = coordinator.get(f"{ROOT}so-sanh/", {"ma": asked}, follow=True)
        assert "Hãy đánh dấu hai hoặc ba mô hình" in answer.content.decode()
    assert coordinator.get(f"{ROOT}so-sanh/", {"ma": [codes[0], "KHONG"]}).status_code == 404


def test_the_public_sees_recognised_models_and_where_they_run(district: District, client: Client) -> None:
    shown = make_initiative(origin=district.ward, content=Content(title="Mô hình đã công nhận"))
    hidden = make_initiative(origin=district.ward, content=Content(title="Mới đề xuất"), state=State.PROPOSED)
    make_adoption(unit=district.other, initiative=shown, state=AdoptionState.LIVE)
    page = read(client, "/mo-hinh/")
    assert "Mô hình đã công nhận" in page
    assert "Mới đề xuất" not in page
    assert "08/04/2019" in read(client, f"/mo-hinh/{shown.code}/")
    assert client.get(f"/mo-hinh/{hidden.code}/").status_code == 404


def test_a_model_is_named_in_english_where_it_has_an_english_name(district: District, client: Client) -> None:
    named = make_initiative(origin=district.ward, content=Content(title="Quét mã tra cứu", title_en="Look up by code"))
    make_initiative(origin=district.ward, content=Content(title="Mô hình chưa dịch"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = read(client, "/mo-hinh/")
    assert ("Look up by code" in page, "Quét mã tra cứu" in page, "Mô hình chưa dịch" in page) == (True, False, True)
    assert "<h1>Look up by code</h1>" in read(client, f"/mo-hinh/{named.code}/")


@pytest.mark.parametrize("address", [ROOT, "/mo-hinh/"])
def test_a_list_takes_as_many_queries_for_one_as_for_three(
    district: District, coordinator: Client, address: str
) -> None:
    taken = []
    for number in range(3):
        model = make_initiative(origin=district.ward, content=Content(title=f"Mô hình {number}"))
        make_adoption(unit=district.ward, initiative=model, state=AdoptionState.LIVE)
        coordinator.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert coordinator.get(address).status_code == 200
        taken.append(len(queries))
    assert taken[0] == taken[2] <= 12
