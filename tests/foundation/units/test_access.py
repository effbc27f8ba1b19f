"""Roles of a member of staff at a moment: own, reaching down, and held for an absent colleague."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Level, Role
from tests.factories.units import make_delegation, make_role, make_staff, make_unit

pytestmark = pytest.mark.django_db


def test_a_role_holds_in_its_unit_alone(now: datetime) -> None:
    district = make_unit(level=Level.DISTRICT)
    ward = make_unit(parent=district)
    staff = make_staff(role=Role.LEADER, unit=district)
    roles = roles_of(staff, now)
    assert roles.held == {district.pk: frozenset({Role.LEADER})}
    assert not roles.has(Role.LEADER, ward.pk)


def test_a_role_with_children_reaches_every_unit_below(now: datetime) -> None:
    district = make_unit(level=Level.DISTRICT)
    ward = make_unit(parent=district)
    station = make_unit(parent=ward)
    make_unit()
    staff = make_staff(role=Role.AUDITOR, unit=district, with_children=True)
    assert roles_of(staff, now).unit_ids(Role.AUDITOR) == {district.pk, ward.pk, station.pk}


def test_the_reach_follows_the_tree_of_the_day(now: datetime) -> None:
    district = make_unit(level=Level.DISTRICT)
    make_unit(parent=district, end=now.date())
    to_come = make_unit(parent=district, first_day=now.date() + timedelta(days=1))
    staff = make_staff(role=Role.AUDITOR, unit=district, with_children=True)
    assert roles_of(staff, now).unit_ids() == {district.pk}
    assert roles_of(staff, now + timedelta(days=1)).unit_ids() == {district.pk, to_come.pk}


def test_a_role_holds_from_its_first_day_until_before_its_end(now: datetime) -> None:
    staff = make_staff(role=Role.CLERK, first_day=date(2019, 4, 8), end=date(2019, 4, 10))
    held = [not roles_of(staff, now + timedelta(days=days)).is_empty for days in (-1, 0, 1, 2)]
    assert held == [False, True, True, False]


def test_the_day_of_a_role_is_the_vietnamese_day() -> None:
    staff = make_staff(role=Role.CLERK, first_day=date(2019, 4, 8))
    late_evening = datetime(2019, 4, 7, 17, 30, tzinfo=timezone.get_fixed_timezone(0))
    assert not roles_of(staff, late_evening).is_empty


def test_whoever_left_service_has_no_role(now: datetime) -> None:
    assert roles_of(make_staff(role=Role.LEADER, is_active=False), now).is_empty


def test_a_deputy_holds_the_roles_of_the_absent_one_in_that_unit(now: datetime) -> None:
    ward, other = make_unit(), make_unit()
    absent = make_staff(role=Role.LEADER, unit=ward)
    make_role(staff=absent, unit=other, role=Role.LEADER)
    deputy = make_staff(role=Role.SPECIALIST, unit=ward)
    make_delegation(absent=absent, deputy=deputy, unit=ward, first_day=now.date(), end=now.date() + timedelta(days=3))
    roles = roles_of(deputy, now)
    assert roles.held == {ward.pk: frozenset({Role.LEADER, Role.SPECIALIST})}
    assert roles.absent_for(Role.LEADER, ward.pk) == {absent.pk}
    assert roles.absent_for(Role.SPECIALIST, ward.pk) == frozenset()


def test_a_role_that_reaches_down_is_delegated_for_the_unit_asked_alone(now: datetime) -> None:
    district = make_unit(level=Level.DISTRICT)
    ward = make_unit(parent=district)
    make_unit(parent=district)
    absent = make_staff(role=Role.AUDITOR, unit=district, with_children=True)
    deputy = make_staff()
    make_delegation(absent=absent, deputy=deputy, unit=ward, first_day=now.date(), end=date(2019, 5, 1))
    assert roles_of(deputy, now).unit_ids() == {ward.pk}


def test_a_delegation_ends_when_it_is_revoked(now: datetime) -> None:
    ward = make_unit()
    absent, deputy = make_staff(role=Role.LEADER, unit=ward), make_staff()
    delegation = make_delegation(absent=absent, deputy=deputy, unit=ward, first_day=now.date(), end=date(2019, 5, 1))
    delegation.revoked_at = now + timedelta(hours=1)
    delegation.save()
    assert roles_of(deputy, now).has(Role.LEADER, ward.pk)
    assert roles_of(deputy, now + timedelta(hours=1)).is_empty


def test_a_delegation_ends_with_the_role_of_the_absent_one(now: datetime) -> None:
    ward = make_unit()
    absent = make_staff(role=Role.LEADER, unit=ward, end=date(2019, 4, 9))
    deputy = make_staff()
    make_delegation(absent=absent, deputy=deputy, unit=ward, first_day=now.date(), end=date(2019, 5, 1))
    assert roles_of(deputy, now).has(Role.LEADER, ward.pk)
    assert roles_of(deputy, now + timedelta(days=1)).is_empty


def test_the_role_of_administrator_is_never_delegated(now: datetime) -> None:
    ward = make_unit()
    absent = make_staff(role=Role.ADMINISTRATOR, unit=ward)
    deputy = make_staff()
    make_delegation(absent=absent, deputy=deputy, unit=ward, first_day=now.date(), end=date(2019, 5, 1))
    assert roles_of(deputy, now).is_empty


def test_what_one_holds_for_another_is_not_delegated_further(now: datetime) -> None:
    ward = make_unit()
    first, second, third = make_staff(role=Role.LEADER, unit=ward), make_staff(), make_staff()
    make_delegation(absent=first, deputy=second, unit=ward, first_day=now.date(), end=date(2019, 5, 1))
    make_delegation(absent=second, deputy=third, unit=ward, first_day=now.date(), end=date(2019, 5, 1))
    assert roles_of(third, now).is_empty


def test_roles_take_one_query_however_many_there_are(now: datetime) -> None:
    district = make_unit(level=Level.DISTRICT)
    staff = make_staff(role=Role.LEADER, unit=district, with_children=True)
    for _ in range(3):
        ward = make_unit(parent=district)
        absent = make_staff(role=Role.LEADER, unit=ward)
        make_delegation(absent=absent, deputy=staff, unit=ward, first_day=now.date(), end=date(2019, 5, 1))
    with CaptureQueriesContext(connection) as queries:
        roles_of(staff, now)
    assert len(queries) == 1
