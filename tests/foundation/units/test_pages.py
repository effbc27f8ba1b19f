"""The pages of staff, delegation and units, and their doors."""

from datetime import date, datetime
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Delegation, Level, Role, Staff, Unit, User
from motcua.foundation.worktime import clock
from tests.factories.units import make_delegation, make_role, make_staff, make_unit, sign_in

pytestmark = pytest.mark.django_db

LIST, APPOINT, DELEGATE = "/can-bo/nhan-su/", "/can-bo/nhan-su/them/", "/can-bo/uy-quyen/them/"


@pytest.fixture(autouse=True)
def _clock(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def ward() -> Unit:
    return make_unit()


@pytest.fixture
def administrator(ward: Unit) -> Staff:
    return make_staff(role=Role.ADMINISTRATOR, unit=ward)


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_anonymous_visitors_sign_in_first_and_come_back(client: Client) -> None:
    answer = client.get(LIST + "?q=lan")
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/can-bo/nhan-su/%3Fq%3Dlan")


@pytest.mark.parametrize("address", [LIST, APPOINT, DELEGATE, "/can-bo/uy-quyen/", "/can-bo/don-vi/"])
def test_an_account_without_any_role_sees_nothing(client: Client, address: str) -> None:
    assert sign_in(client, make_staff()).get(address).status_code == 404


def test_an_account_that_is_nobodys_staff_sees_nothing(client: Client) -> None:
    client.force_login(User.objects.create(username="x"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/can-bo/don-vi/").status_code == 404


def test_a_reader_of_english_reads_the_english_names_of_units(client: Client) -> None:
    ward = make_unit(name_en="Ward 99 People's Committee")
    sign_in(client, make_staff(role=Role.SPECIALIST, unit=ward))
    client.cookies["motcua_language"] = "en"
    for address in ("/can-bo/don-vi/", f"/can-bo/don-vi/{ward.pk}/"):
        assert "Ward 99 People" in client.get(address).content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMINISTRATOR, Role.AUDITOR}])
def test_other_roles_do_not_see_the_staff_list(client: Client, role: Role) -> None:
    assert sign_in(client, make_staff(role=role)).get(LIST).status_code == 404


@pytest.mark.parametrize("page", ["", "vai-tro/", "ngung/", "mat-khau/"])
def test_a_stranger_gets_404_for_a_person_of_another_unit(client: Client, administrator: Staff, page: str) -> None:
    person = make_staff(role=Role.LEADER)
    assert sign_in(client, administrator).get(f"{LIST}{person.pk}/{page}").status_code == 404
    assert client.post(f"{LIST}{person.pk}/{page}").status_code == 404


def test_a_stranger_gets_404_for_roles_and_delegations_of_another_unit(client: Client, administrator: Staff) -> None:
    person, deputy = make_staff(role=Role.LEADER), make_staff()
    given = make_delegation(
        absent=person, deputy=deputy, unit=person.home_unit, first_day=date(2019, 4, 8), end=date(2019, 5, 1)
    )
    sign_in(client, administrator)
    assert client.post(f"{LIST}vai-tro/{person.roles.get().pk}/ket-thuc/").status_code == 404
    assert client.post(f"/can-bo/uy-quyen/{given.pk}/thu-hoi/").status_code == 404
    assert client.get(f"{DELEGATE}?nguoi={person.pk}").status_code == 404
    assert client.get(f"/can-bo/don-vi/{person.home_unit_id}/sua/").status_code == 404


def test_each_answer_that_a_delegation_misses_is_asked_for_in_its_own_words(client: Client, ward: Unit) -> None:
    absent = sign_in(client, make_staff(role=Role.SPECIALIST, unit=ward))
    html = absent.post(DELEGATE, {"unit": ward.pk}).content.decode()
    for words in (
        "Vắng mặt từ ngày: Chưa chọn ngày.",
        "Đến hết ngày: Chưa chọn ngày.",
        "Giấy ủy quyền: Chưa ghi giấy ủy quyền nào.",
    ):
        assert words in html


def test_an_auditor_reads_and_changes_nothing(client: Client, ward: Unit) -> None:
    person = make_staff(unit=ward)
    sign_in(client, make_staff(role=Role.AUDITOR, unit=ward))
    assert client.get(f"{LIST}{person.pk}/").status_code == 200
    assert client.get(APPOINT).status_code == 404
    assert client.post(f"{LIST}{person.pk}/", {"full_name": "Khác"}).status_code == 404
    assert client.post(f"{LIST}{person.pk}/ngung/").status_code == 404


def test_the_staff_list_takes_as_many_queries_for_one_row_as_for_three(
    client: Client, administrator: Staff, ward: Unit
) -> None:
    sign_in(client, administrator)
    one = queries_of(client, LIST)
    for _ in range(2):
        person = make_staff(role=Role.CLERK, unit=ward)
        make_role(staff=person, unit=ward, role=Role.SPECIALIST)
    assert queries_of(client, LIST) == one
    assert one <= 12


def test_the_delegation_list_takes_as_many_queries_for_one_row_as_for_three(
    client: Client, administrator: Staff, ward: Unit
) -> None:
    sign_in(client, administrator)

    def add() -> None:
        make_delegation(
            absent=make_staff(role=Role.LEADER, unit=ward),
            deputy=make_staff(unit=ward),
            unit=ward,
            first_day=date(2019, 4, 8),
            end=date(2019, 5, 1),
        )

    add()
    one = queries_of(client, "/can-bo/uy-quyen/")
    add()
    add()
    assert queries_of(client, "/can-bo/uy-quyen/") == one


def test_the_unit_tree_takes_as_many_queries_for_one_unit_as_for_many(client: Client, administrator: Staff) -> None:
    sign_in(client, administrator)
    one = queries_of(client, "/can-bo/don-vi/")
    district = make_unit(level=Level.DISTRICT)
    for _ in range(3):
        make_unit(parent=district)
    assert queries_of(client, "/can-bo/don-vi/") == one


def test_staff_are_listed_by_given_name_and_found_without_accents(
    client: Client, administrator: Staff, ward: Unit
) -> None:
    for name in ("Trần Thị Ánh", "Lê Văn Bình", "Phạm Đức Anh"):
        make_staff(unit=ward, name=name)
    sign_in(client, administrator)
    page = client.get(LIST).content.decode()
    places = [page.index(name) for name in ("Phạm Đức Anh", "Trần Thị Ánh", "Lê Văn Bình")]
    assert all(before < after for before, after in pairwise(places))
    found = client.get(LIST, {"q": "pham duc"}).content.decode()
    assert "Phạm Đức Anh" in found
    assert "Lê Văn Bình" not in found


def test_an_account_is_made_and_its_password_shown_once(client: Client, administrator: Staff, ward: Unit) -> None:
    sign_in(client, administrator)
    typed = {"full_name": "Lê Thị Hoa", "title": "Văn thư", "home_unit": ward.pk, "username": "p4.hoa", "email": ""}
    answer = client.post(APPOINT, typed)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    password = answer.context["password"] if answer.context else ""
    made = Staff.objects.get(user__username="p4.hoa")
    shown = answer.content.decode()
    assert "Mật khẩu lần đầu" in shown
    assert not password or made.user.check_password(password)
    again = client.post(APPOINT, typed)
    assert again.status_code == 422
    assert "Tên đăng nhập này đã có người dùng" in again.content.decode()
    assert 'value="Lê Thị Hoa"' in again.content.decode()


def test_a_conflict_shows_what_is_stored_and_keeps_what_was_typed(
    client: Client, administrator: Staff, ward: Unit
) -> None:
    person = make_staff(unit=ward, title="Cũ")
    sign_in(client, administrator)
    typed = {"full_name": person.full_name, "title": "Tôi gõ", "home_unit": ward.pk, "seen_revision": person.revision}
    Staff.objects.filter(pk=person.pk).update(title="Người khác gõ", revision=person.revision + 1)
    answer = client.post(f"{LIST}{person.pk}/", typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Người khác gõ" in page
    assert 'value="Tôi gõ"' in page
    person.refresh_from_db()
    assert person.title == "Người khác gõ"
    assert client.post(f"{LIST}{person.pk}/", {**typed, "seen_revision": person.revision}).status_code == 302


def test_a_role_is_given_and_ended_on_the_pages(
    client: Client, administrator: Staff, ward: Unit, now: datetime
) -> None:
    person = make_staff(unit=ward)
    sign_in(client, administrator)
    client.post(f"{LIST}{person.pk}/vai-tro/", {"unit": ward.pk, "role": "clerk"})
    assert roles_of(person, now).has(Role.CLERK, ward.pk)
    client.post(f"{LIST}vai-tro/{person.roles.get().pk}/ket-thuc/", {"last_day": ""})
    assert roles_of(person, now).is_empty


def test_an_account_is_closed_on_the_page(client: Client, administrator: Staff, ward: Unit) -> None:
    person = make_staff(unit=ward)
    sign_in(client, administrator).post(f"{LIST}{person.pk}/ngung/", {"seen_revision": person.revision})
    person.refresh_from_db()
    assert not person.is_active
    assert "đã ngừng" in client.get(f"{LIST}{person.pk}/").content.decode()


def test_a_member_of_staff_delegates_and_revokes(client: Client, ward: Unit, now: datetime) -> None:
    leader, deputy = make_staff(role=Role.LEADER, unit=ward), make_staff(unit=ward)
    sign_in(client, leader)
    typed = {
        "unit": ward.pk,
        "deputy": deputy.pk,
        "first_day": "2019-04-08",
        "last_day": "2019-04-10",
        "document": "1/GUQ",
    }
    assert client.post(DELEGATE, typed).status_code == 302
    assert roles_of(deputy, now).has(Role.LEADER, ward.pk)
    client.post(f"/can-bo/uy-quyen/{Delegation.objects.get().pk}/thu-hoi/")
    assert roles_of(deputy, now).is_empty


def test_a_delegation_the_wrong_way_round_says_so(client: Client, ward: Unit) -> None:
    leader, deputy = make_staff(role=Role.LEADER, unit=ward), make_staff(unit=ward)
    typed = {
        "unit": ward.pk,
        "deputy": deputy.pk,
        "first_day": "2019-04-10",
        "last_day": "2019-04-09",
        "document": "1/GUQ",
    }
    answer = sign_in(client, leader).post(DELEGATE, typed)
    assert answer.status_code == 422
    assert "Ngày cuối phải từ ngày đầu trở đi." in answer.content.decode()


def test_a_unit_shows_its_versions_and_a_change_adds_one(client: Client, administrator: Staff, ward: Unit) -> None:
    sign_in(client, administrator)
    version = ward.versions.get()
    typed = {
        "code": "000.04.20.H29",
        "code_is_verified": "on",
        "name": "Ủy ban nhân dân Phường Bốn",
        "short_name": "Phường Bốn",
        "level": "commune",
        "first_day": "2019-04-08",
        "document": "QĐ 1",
        "seen_version": version.pk,
    }
    assert client.post(f"/can-bo/don-vi/{ward.pk}/sua/", typed).status_code == 302
    page = client.get(f"/can-bo/don-vi/{ward.pk}/").content.decode()
    assert "Ủy ban nhân dân Phường Bốn" in page
    assert version.name in page
    late = client.post(f"/can-bo/don-vi/{ward.pk}/sua/", typed | {"first_day": "2019-04-09", "name": "Muộn"})
    assert late.status_code == 409
    assert 'value="Muộn"' in late.content.decode()


def test_units_of_another_day_are_shown_and_searched(client: Client, administrator: Staff) -> None:
    make_unit(name="Ủy ban nhân dân phường Tân Sơn Nhất", first_day=date(2025, 7, 1))
    sign_in(client, administrator)
    assert "Tân Sơn Nhất" not in client.get("/can-bo/don-vi/").content.decode()
    assert "Tân Sơn Nhất" in client.get("/can-bo/don-vi/", {"ngay": "2025-07-01"}).content.decode()
    assert "Tân Sơn Nhất" in client.get("/can-bo/don-vi/", {"ngay": "2025-07-01", "q": "tan son nhat"}).content.decode()


def test_leaders_and_administrators_set_up_the_second_factor_first(client: Client, settings: Settings) -> None:
    settings.DEMO = False
    sign_in(client, make_staff(role=Role.LEADER, second_factor=False))
    assert client.get("/can-bo/don-vi/")["Location"].endswith("/bao-mat/bat/")
    settings.DEMO = True
    assert client.get("/can-bo/don-vi/").status_code == 200


def test_other_roles_need_no_second_factor(client: Client) -> None:
    assert sign_in(client, make_staff(role=Role.CLERK, second_factor=False)).get("/can-bo/don-vi/").status_code == 200


def test_a_first_password_is_changed_before_anything_else(client: Client) -> None:
    staff = make_staff(role=Role.CLERK)
    User.objects.update(must_change_password=True)
    assert sign_in(client, staff).get("/can-bo/don-vi/")["Location"].endswith("/mat-khau/")


def test_the_menu_is_whole_on_the_pages_of_ones_account(client: Client) -> None:
    sign_in(client, make_staff(role=Role.RECEPTIONIST))
    for page in ("/can-bo/don-vi/", reverse("account_change_password"), reverse("mfa_index")):
        assert 'href="/can-bo/quay/"' in client.get(page).content.decode(), page


def test_a_closed_account_is_refused_with_a_sentence(client: Client) -> None:
    staff = make_staff(is_active=False)
    typed = {"login": staff.user.username, "password": "mot-cua-2019"}
    answer = client.post("/tai-khoan/dang-nhap/", typed, follow=True)
    assert "Tài khoản này đã ngừng sử dụng" in answer.content.decode()


def test_nobody_signs_up(client: Client) -> None:
    assert client.get("/tai-khoan/signup/").status_code == 404
