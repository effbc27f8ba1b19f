"""The reorganisation of 1 July 2025: dry run, application, application again."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units import successions
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.actions.reorganise_units import reorganise_units
from motcua.foundation.units.actions.switch_service import switch_on_service
from motcua.foundation.units.day_one import Missing, Newcomer, forget_day_one, register_day_one
from motcua.foundation.units.models import Lineage, Role, RoleAssignment, Unit, UnitVersion
from motcua.foundation.units.queries import main_successor, successors, unit_by_code, unit_by_reference, version_on
from motcua.foundation.units.records import reorganisation_2025
from motcua.foundation.units.reference import load_tan_binh
from motcua.foundation.units.refusals import NoSuchUnit, NotAllowed, UnitRefused
from motcua.foundation.units.reorganisation import preview_reorganisation
from motcua.foundation.units.reorganisation_report import reorganise, report
from motcua.foundation.units.services import live_settings, service_is_live
from motcua.foundation.units.successions import Handover, Turn, forget_handover, register_handover
from motcua.foundation.worktime.clock import ZONE
from tests.factories.units import make_delegation, make_role, make_staff

pytestmark = pytest.mark.django_db

PLAN = reorganisation_2025()
REFORM = PLAN.on
BY = Actor.system("test")
AFTER = datetime(2025, 7, 2, 9, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def _tan_binh(now: datetime) -> None:
    load_tan_binh(by=BY, now=now)


def ward(number: int) -> Unit:
    return unit_by_reference(f"tan-binh/phuong-{number}")


def apply(at: datetime = AFTER) -> None:
    reorganise_units(plan=PLAN, by=BY, now=at)


def test_the_dry_run_writes_nothing() -> None:
    make_staff(role=Role.LEADER, unit=ward(4))
    before = (UnitVersion.objects.count(), Lineage.objects.count(), RoleAssignment.objects.count())
    text = reorganise(apply=False)
    assert (UnitVersion.objects.count(), Lineage.objects.count(), RoleAssignment.objects.count()) == before
    assert "Ủy ban nhân dân Phường 4" in text
    assert "(vai trò: 1)" in text


def test_the_dry_run_reminds_of_what_each_new_ward_needs() -> None:
    def needs(newcomer: Newcomer) -> list[Missing]:
        assert newcomer.unit_id is None
        return [Missing("Chưa có quyển biên lai.")] if ward(4).pk in newcomer.heir_of else []

    register_day_one("test", needs)
    try:
        text = reorganise(apply=False)
    finally:
        forget_day_one("test")
    assert "Cần chuẩn bị cho ngày đầu: 1" in text
    assert "Tân Sơn Nhất: Chưa có quyển biên lai." in text


def test_the_six_wards_open_with_codes_that_older_wards_had() -> None:
    apply()
    assert unit_by_code("26968", REFORM - timedelta(days=1)) == ward(4)
    assert unit_by_code("26968", REFORM).reference == "hcm/phuong-tan-son-nhat"
    names = {code: version_on(unit_by_code(code, REFORM), REFORM).short_name for code in ("26977", "26995", "26983")}
    assert names == {"26977": "Phường Tân Sơn Hòa", "26995": "Phường Tân Hòa", "26983": "Phường Bảy Hiền"}


@pytest.mark.parametrize(
    ("number", "heir"),
    [(1, "tan-son-hoa"), (4, "tan-son-nhat"), (6, "tan-hoa"), (12, "bay-hien"), (14, "tan-binh"), (15, "tan-son")],
)
def test_each_ward_has_one_main_successor(number: int, heir: str) -> None:
    apply()
    assert main_successor(ward(number), day=REFORM) == unit_by_reference(f"hcm/phuong-{heir}").pk


def test_ward_15_went_to_two_wards_in_unknown_shares() -> None:
    apply()
    found = [
        (Unit.objects.get(pk=one.unit_id).reference, one.share, one.is_main) for one in successors(ward(15), day=REFORM)
    ]
    assert found == [("hcm/phuong-tan-son", None, True), ("hcm/phuong-tan-binh", None, False)]


def test_the_district_ends_and_its_schools_go_on() -> None:
    apply()
    with pytest.raises(NoSuchUnit):
        version_on(unit_by_reference("tan-binh"), REFORM)
    school = version_on(unit_by_reference("tan-binh/thcs-nguyen-gia-thieu"), REFORM)
    assert school.parent == unit_by_reference("hcm")


def test_no_standing_unit_hangs_below_one_that_ended() -> None:
    apply()
    standing = set(UnitVersion.objects.on(REFORM).values_list("unit", flat=True))
    parents = set(UnitVersion.objects.on(REFORM).exclude(parent=None).values_list("parent", flat=True))
    assert parents - standing == set()


def test_roles_delegations_and_services_pass_to_the_successor(now: datetime) -> None:
    leader = make_staff(role=Role.LEADER, unit=ward(4))
    deputy = make_staff(unit=ward(4))
    make_delegation(absent=leader, deputy=deputy, unit=ward(4), first_day=date(2025, 6, 1), end=date(2025, 8, 1))
    switch_on_service(unit_id=ward(4).pk, service="onestop", settings={"slots": 3}, by=BY, now=now)
    apply()
    new = unit_by_code("26968", REFORM)
    before = AFTER - timedelta(days=3)
    assert roles_of(leader, before).unit_ids() == {ward(4).pk}
    assert roles_of(leader, AFTER).unit_ids() == {new.pk}
    assert roles_of(deputy, AFTER).has(Role.LEADER, new.pk)
    leader.refresh_from_db()
    assert leader.home_unit == new
    assert not service_is_live(ward(4).pk, "onestop", AFTER)
    assert live_settings(new.pk, "onestop", AFTER) == {"slots": 3}


def test_the_same_role_in_two_merged_wards_becomes_one() -> None:
    staff = make_staff(role=Role.VOLUNTEER, unit=ward(4))
    make_role(staff=staff, unit=ward(5), role=Role.VOLUNTEER)
    apply()
    assert roles_of(staff, AFTER).held == {unit_by_code("26968", REFORM).pk: frozenset({Role.VOLUNTEER})}


def test_a_role_that_ended_before_the_day_stays_where_it_was() -> None:
    staff = make_staff(role=Role.LEADER, unit=ward(4), end=REFORM)
    apply()
    assert staff.roles.count() == 1


def test_applying_again_changes_nothing() -> None:
    make_staff(role=Role.LEADER, unit=ward(4))
    apply()
    counts = (
        UnitVersion.objects.count(),
        Lineage.objects.count(),
        RoleAssignment.objects.count(),
        Unit.objects.count(),
    )
    again = reorganise_units(plan=PLAN, by=BY, now=AFTER + timedelta(days=1))
    assert again.is_empty
    assert report(PLAN, again, applied=True) == "Không còn gì phải làm: phương án sắp xếp đã được áp dụng."
    assert counts == (
        UnitVersion.objects.count(), Lineage.objects.count(), RoleAssignment.objects.count(), Unit.objects.count()
    )  # fmt: skip


def test_reference_data_loaded_after_the_reform_brings_nothing_back() -> None:
    apply()
    assert load_tan_binh(by=BY, now=AFTER) == 0
    assert preview_reorganisation(PLAN).is_empty


def test_it_is_not_applied_before_its_day(now: datetime) -> None:
    with pytest.raises(UnitRefused, match="Chưa đến ngày"):
        apply(now)


def test_only_the_platform_reorganises() -> None:
    with pytest.raises(NotAllowed):
        reorganise_units(plan=PLAN, by=Actor.api("somebody"), now=AFTER)


def test_a_day_of_ones_own_is_kept_in_every_row() -> None:
    plan = PLAN.model_copy(update={"on": date(2025, 9, 1)})
    reorganise_units(plan=plan, by=BY, now=datetime(2025, 9, 1, 8, tzinfo=ZONE))
    assert version_on(ward(4), date(2025, 8, 31)).end == date(2025, 9, 1)
    assert set(Lineage.objects.values_list("on", flat=True)) == {date(2025, 9, 1)}


@pytest.fixture(autouse=True)
def _no_rooms_above(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(successions, "_handovers", {})


@pytest.fixture
def moved() -> Iterator[list[tuple[int, int]]]:
    rows: list[tuple[int, int]] = []

    def move(*, from_unit: int, to_unit: int, on: date, by: Actor, now: datetime) -> int:
        rows.append((from_unit, to_unit))
        return 2

    register_handover(Handover("test", "hồ sơ", lambda _unit_id: 2, lambda _unit_ids: (), move, Turn.OTHERS))
    yield rows
    forget_handover("test")


def test_rooms_above_are_asked_to_hand_their_open_work_on(moved: list[tuple[int, int]]) -> None:
    assert "(vai trò: 0; hồ sơ: 2)" in reorganise(apply=False)
    assert moved == []
    apply()
    assert (ward(4).pk, unit_by_code("26968", REFORM).pk) in moved
    assert len(moved) == len(PLAN.ends)
