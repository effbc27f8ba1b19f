"""Accounts, roles and delegation: who may, what is refused, what the journal says."""

from datetime import date, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator

from motcua.foundation.audit.actor import Actor
from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.units.access import roles_of
from motcua.foundation.units.actions.appoint_staff import appoint_staff
from motcua.foundation.units.actions.assign_role import assign_role
from motcua.foundation.units.actions.change_staff import change_staff
from motcua.foundation.units.actions.deactivate_staff import deactivate_staff
from motcua.foundation.units.actions.delegate_absence import delegate_absence
from motcua.foundation.units.actions.end_role import end_role
from motcua.foundation.units.actions.reset_sign_in import reset_sign_in
from motcua.foundation.units.actions.revoke_delegation import revoke_delegation
from motcua.foundation.units.models import Level, Role, Staff, Unit
from motcua.foundation.units.refusals import ChangedMeanwhile, NotAllowed, UnitRefused
from tests.factories.units import make_delegation, make_role, make_staff, make_unit

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system("test")
PASSWORD = "k7m2-9xqp-tt4w"


@pytest.fixture
def ward() -> Unit:
    return make_unit()


@pytest.fixture
def administrator(ward: Unit) -> Staff:
    return make_staff(role=Role.ADMINISTRATOR, unit=ward)


def appoint(
    by: Staff | Actor, unit: Unit, now: datetime, *, username: str = "p4.lan", password: str = PASSWORD
) -> Staff:
    return appoint_staff(
        username=username, full_name="Trần Thị Lan", home_unit_id=unit.pk, password=password, by=by, now=now
    )


def delegate(by: Staff | Actor, absent: Staff, deputy: Staff, unit: Unit, now: datetime, *, days: int = 3) -> None:
    delegate_absence(
        absent_id=absent.pk,
        deputy_id=deputy.pk,
        unit_id=unit.pk,
        first_day=now.date(),
        last_day=now.date() + timedelta(days=days),
        document="12/GUQ",
        by=by,
        now=now,
    )


def test_an_administrator_appoints_staff_who_must_choose_a_password(
    administrator: Staff, ward: Unit, now: datetime
) -> None:
    staff = appoint(administrator, ward, now)
    assert (staff.full_name, staff.user.username, staff.home_unit) == ("Trần Thị Lan", "p4.lan", ward)
    assert staff.user.check_password(PASSWORD)
    assert staff.user.must_change_password
    entry = AuditEntry.objects.get(action="units.appoint_staff")
    assert (entry.actor_staff_id, entry.unit_id) == (administrator.pk, ward.pk)


def test_nobody_appoints_staff_of_a_foreign_unit(administrator: Staff, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        appoint(administrator, make_unit(), now)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_no_other_role_appoints_staff(role: Role, ward: Unit, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        appoint(make_staff(role=role, unit=ward), ward, now)


def test_a_user_name_is_taken_whatever_its_case(administrator: Staff, ward: Unit, now: datetime) -> None:
    appoint(administrator, ward, now)
    with pytest.raises(UnitRefused, match="Tên đăng nhập này đã có người dùng"):
        appoint(administrator, ward, now, username="P4.Lan")


def test_a_weak_password_is_refused(administrator: Staff, ward: Unit, now: datetime) -> None:
    with pytest.raises(UnitRefused) as refusal:
        appoint(administrator, ward, now, password="password")
    assert refusal.value.code == "weak_password"


def test_two_people_who_correct_the_same_row_do_not_overwrite_each_other(
    administrator: Staff, ward: Unit, now: datetime
) -> None:
    person = make_staff(unit=ward)
    seen = person.revision

    def change(title: str) -> Staff:
        return change_staff(
            staff_id=person.pk,
            full_name=person.full_name,
            title=title,
            home_unit_id=ward.pk,
            seen_revision=seen,
            by=administrator,
            now=now,
        )

    assert change("Công chức Tư pháp - Hộ tịch").revision == seen + 1
    with pytest.raises(ChangedMeanwhile):
        change("Văn thư")
    person.refresh_from_db()
    assert person.title == "Công chức Tư pháp - Hộ tịch"


def test_a_role_begins_today_unless_a_day_is_given(administrator: Staff, ward: Unit, now: datetime) -> None:
    person = make_staff(unit=ward)
    given = assign_role(staff_id=person.pk, unit_id=ward.pk, role=Role.LEADER, by=administrator, now=now)
    assert (given.valid.lower, given.last_day) == (now.date(), None)
    assert roles_of(person, now).has(Role.LEADER, ward.pk)


def test_nobody_gives_a_role_to_themselves(administrator: Staff, ward: Unit, now: datetime) -> None:
    with pytest.raises(UnitRefused, match="chính mình"):
        assign_role(staff_id=administrator.pk, unit_id=ward.pk, role=Role.LEADER, by=administrator, now=now)


def test_a_role_held_already_is_not_given_again(administrator: Staff, ward: Unit, now: datetime) -> None:
    person = make_staff(role=Role.LEADER, unit=ward)
    with pytest.raises(UnitRefused, match="đã có vai trò đó"):
        assign_role(staff_id=person.pk, unit_id=ward.pk, role=Role.LEADER, by=administrator, now=now)


def test_a_role_that_reaches_down_needs_the_administrator_of_all_below(ward: Unit, now: datetime) -> None:
    district = make_unit(level=Level.DISTRICT)
    make_unit(parent=district)
    person = make_staff(unit=district)
    here, everywhere = make_staff(role=Role.ADMINISTRATOR, unit=district), make_staff(unit=district)
    make_role(staff=everywhere, unit=district, role=Role.ADMINISTRATOR, with_children=True)
    give = {"staff_id": person.pk, "unit_id": district.pk, "role": Role.AUDITOR, "with_children": True, "now": now}
    with pytest.raises(NotAllowed):
        assign_role(**give, by=here)  # type: ignore[arg-type]  # a bundle of keywords
    assert assign_role(**give, by=everywhere).with_children  # type: ignore[arg-type]


def test_a_role_ends_at_once_and_only_once(administrator: Staff, ward: Unit, now: datetime) -> None:
    person = make_staff(role=Role.CLERK, unit=ward)
    role = person.roles.get()
    end_role(assignment_id=role.pk, by=administrator, now=now)
    assert roles_of(person, now).is_empty
    assert not roles_of(person, now - timedelta(minutes=1)).is_empty
    with pytest.raises(ChangedMeanwhile):
        end_role(assignment_id=role.pk, by=administrator, now=now)


def test_a_role_may_end_after_a_last_day(administrator: Staff, ward: Unit, now: datetime) -> None:
    person = make_staff(role=Role.CLERK, unit=ward)
    end_role(assignment_id=person.roles.get().pk, last_day=now.date(), by=administrator, now=now)
    assert not roles_of(person, now).is_empty
    assert roles_of(person, now + timedelta(days=1)).is_empty


def test_a_last_day_in_the_past_is_refused(administrator: Staff, ward: Unit, now: datetime) -> None:
    person = make_staff(role=Role.CLERK, unit=ward)
    with pytest.raises(UnitRefused, match="Ngày cuối"):
        end_role(assignment_id=person.roles.get().pk, last_day=date(2019, 4, 7), by=administrator, now=now)


def test_one_delegates_ones_own_absence(ward: Unit, now: datetime) -> None:
    leader, deputy = make_staff(role=Role.LEADER, unit=ward), make_staff(unit=ward)
    delegate(leader, leader, deputy, ward, now)
    assert roles_of(deputy, now + timedelta(days=3)).has(Role.LEADER, ward.pk)
    assert roles_of(deputy, now + timedelta(days=4)).is_empty


def test_a_colleague_does_not_delegate_for_another(ward: Unit, now: datetime) -> None:
    leader, deputy = make_staff(role=Role.LEADER, unit=ward), make_staff(role=Role.SPECIALIST, unit=ward)
    with pytest.raises(NotAllowed):
        delegate(deputy, leader, deputy, ward, now)


def test_an_administrator_delegates_for_somebody_who_fell_ill(administrator: Staff, ward: Unit, now: datetime) -> None:
    leader, deputy = make_staff(role=Role.LEADER, unit=ward), make_staff(unit=ward)
    delegate(administrator, leader, deputy, ward, now)
    assert roles_of(deputy, now).has(Role.LEADER, ward.pk)


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("oneself", "to_oneself"),
        ("elsewhere", "deputy_elsewhere"),
        ("left", "deputy_left"),
        ("nothing", "nothing_to_delegate"),
        ("reversed", "days_reversed"),
        ("long", "too_long"),
        ("twice", "delegated_already"),
    ],
)
def test_a_delegation_that_makes_no_sense_is_refused_with_its_reason(
    case: str, code: str, ward: Unit, now: datetime
) -> None:
    absent = make_staff(role=Role.ADMINISTRATOR if case == "nothing" else Role.LEADER, unit=ward)
    deputy = make_staff(unit=None if case == "elsewhere" else ward, is_active=case != "left")
    if case == "twice":
        delegate(absent, absent, deputy, ward, now)
    days = {"reversed": -1, "long": 184}.get(case, 3)
    with pytest.raises(UnitRefused) as refusal:
        delegate(absent, absent, absent if case == "oneself" else deputy, ward, now, days=days)
    assert refusal.value.code == code


def test_a_delegation_does_not_begin_in_the_past(ward: Unit, now: datetime) -> None:
    absent, deputy = make_staff(role=Role.LEADER, unit=ward), make_staff(unit=ward)
    with pytest.raises(UnitRefused, match="không được trước hôm nay"):
        delegate_absence(
            absent_id=absent.pk,
            deputy_id=deputy.pk,
            unit_id=ward.pk,
            first_day=date(2019, 4, 7),
            last_day=date(2019, 4, 9),
            document="12/GUQ",
            by=absent,
            now=now,
        )


def test_a_revoked_delegation_ends_at_once_and_frees_the_days(ward: Unit, now: datetime) -> None:
    absent, deputy = make_staff(role=Role.LEADER, unit=ward), make_staff(unit=ward)
    given = make_delegation(absent=absent, deputy=deputy, unit=ward, first_day=now.date(), end=date(2019, 5, 1))
    revoke_delegation(delegation_id=given.pk, by=absent, now=now)
    assert roles_of(deputy, now).is_empty
    with pytest.raises(ChangedMeanwhile):
        revoke_delegation(delegation_id=given.pk, by=absent, now=now)
    delegate(absent, absent, make_staff(unit=ward), ward, now)


def test_the_deputy_does_not_revoke(ward: Unit, now: datetime) -> None:
    absent, deputy = make_staff(role=Role.LEADER, unit=ward), make_staff(unit=ward)
    given = make_delegation(absent=absent, deputy=deputy, unit=ward, first_day=now.date(), end=date(2019, 5, 1))
    with pytest.raises(NotAllowed):
        revoke_delegation(delegation_id=given.pk, by=deputy, now=now)


def test_whoever_leaves_loses_roles_delegations_and_account(administrator: Staff, ward: Unit, now: datetime) -> None:
    person, deputy = make_staff(role=Role.LEADER, unit=ward), make_staff(unit=ward)
    make_role(staff=person, unit=ward, role=Role.CLERK, end=date(2019, 4, 1))
    make_delegation(absent=person, deputy=deputy, unit=ward, first_day=now.date(), end=date(2019, 5, 1))
    left = deactivate_staff(staff_id=person.pk, seen_revision=person.revision, by=administrator, now=now)
    person.user.refresh_from_db()
    assert not left.is_active
    assert not person.user.is_active
    assert roles_of(left, now).is_empty
    assert roles_of(deputy, now).is_empty
    assert AuditEntry.objects.get(action="units.deactivate_staff").detail == {"roles_ended": 1}


def test_nobody_deactivates_themselves(administrator: Staff, now: datetime) -> None:
    with pytest.raises(UnitRefused, match="chính mình"):
        deactivate_staff(staff_id=administrator.pk, seen_revision=1, by=administrator, now=now)


def test_a_new_first_password_ends_the_old_one_and_the_second_factor(
    administrator: Staff, ward: Unit, now: datetime
) -> None:
    person = make_staff(role=Role.CLERK, unit=ward)
    reset_sign_in(staff_id=person.pk, password=PASSWORD, by=administrator, now=now)
    person.user.refresh_from_db()
    assert person.user.check_password(PASSWORD)
    assert person.user.must_change_password
    assert not Authenticator.objects.filter(user=person.user).exists()


def test_a_ward_administrator_does_not_reset_the_password_of_somebody_with_rights_elsewhere(
    administrator: Staff, ward: Unit, now: datetime
) -> None:
    person = make_staff(role=Role.CLERK, unit=ward)
    make_role(staff=person, unit=make_unit(), role=Role.LEADER)
    with pytest.raises(NotAllowed):
        reset_sign_in(staff_id=person.pk, password=PASSWORD, by=administrator, now=now)


def test_the_platform_itself_appoints_the_first_administrator(ward: Unit, now: datetime) -> None:
    staff = appoint(SYSTEM, ward, now)
    assign_role(staff_id=staff.pk, unit_id=ward.pk, role=Role.ADMINISTRATOR, by=SYSTEM, now=now)
    assert roles_of(staff, now).has(Role.ADMINISTRATOR, ward.pk)
