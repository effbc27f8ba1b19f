"""Units entered and changed; services switched on and off."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.actions.change_unit import change_unit
from motcua.foundation.units.actions.register_unit import register_unit
from motcua.foundation.units.actions.switch_service import stop_service, switch_on_service
from motcua.foundation.units.models import Kind, Level, Role, Unit, UnitVersion
from motcua.foundation.units.queries import version_on
from motcua.foundation.units.refusals import ChangedMeanwhile, NoSuchUnit, NotAllowed, UnitRefused
from motcua.foundation.units.services import ServiceNotLive, live_settings, service_is_live, units_running
from motcua.foundation.units.versions import UnitFacts
from tests.factories.units import make_staff, make_unit

pytestmark = pytest.mark.django_db

DAY = date(2019, 4, 8)
SYSTEM = Actor.system("test")


def facts(code: str = "000.99.20.H29", *, name: str = "Tổ công tác", parent: Unit | None = None) -> UnitFacts:
    return UnitFacts(
        code=code, name=name, short_name=name, level=Level.COMMUNE, parent_id=parent.pk if parent else None
    )


def change(unit: Unit, seen: UnitVersion, new: UnitFacts, now: datetime, day: date = DAY) -> UnitVersion:
    return change_unit(unit_id=unit.pk, facts=new, first_day=day, seen_version_id=seen.pk, by=SYSTEM, now=now)


def test_an_administrator_enters_a_unit_below_their_own(now: datetime) -> None:
    district = make_unit(level=Level.DISTRICT)
    administrator = make_staff(role=Role.ADMINISTRATOR, unit=district)
    unit = register_unit(kind=Kind.OFFICE, facts=facts(parent=district), first_day=DAY, by=administrator, now=now)
    assert version_on(unit, DAY).parent == district


def test_nobody_but_the_platform_enters_a_root(now: datetime) -> None:
    administrator = make_staff(role=Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        register_unit(kind=Kind.OFFICE, facts=facts(), first_day=DAY, by=administrator, now=now)


def test_a_parent_must_stand_on_the_first_day(now: datetime) -> None:
    ended = make_unit(end=DAY)
    with pytest.raises(NoSuchUnit):
        register_unit(kind=Kind.OFFICE, facts=facts(parent=ended), first_day=DAY, by=SYSTEM, now=now)


def test_a_change_closes_one_version_and_opens_the_next(now: datetime) -> None:
    unit = make_unit(name="Phòng Cũ")
    change(unit, unit.versions.get(), facts(name="Phòng Mới"), now)
    assert version_on(unit, DAY - timedelta(days=1)).name == "Phòng Cũ"
    assert version_on(unit, DAY).name == "Phòng Mới"


def test_the_second_of_two_changes_made_from_the_same_screen_is_refused(now: datetime) -> None:
    unit = make_unit()
    seen = unit.versions.get()
    change(unit, seen, facts(name="Một"), now)
    with pytest.raises(ChangedMeanwhile):
        change(unit, seen, facts(name="Hai"), now, day=DAY + timedelta(days=1))
    assert version_on(unit, DAY + timedelta(days=1)).name == "Một"


def test_a_change_on_the_first_day_of_a_version_is_refused(now: datetime) -> None:
    unit = make_unit(first_day=DAY)
    with pytest.raises(UnitRefused, match="sau ngày bắt đầu"):
        change(unit, unit.versions.get(), facts(), now)


def test_a_unit_is_not_put_below_one_of_its_own(now: datetime) -> None:
    district = make_unit(level=Level.DISTRICT)
    ward = make_unit(parent=district)
    with pytest.raises(UnitRefused, match="cấp trên"):
        change(district, district.versions.get(), facts(parent=ward), now)


def test_a_service_runs_from_the_moment_it_is_switched_on_until_it_is_stopped(now: datetime) -> None:
    unit = make_unit()
    switch_on_service(unit_id=unit.pk, service="onestop", settings={"slots": 2}, by=SYSTEM, now=now)
    stopped = now + timedelta(days=1)
    stop_service(unit_id=unit.pk, service="onestop", by=SYSTEM, now=stopped)
    moments = (now - timedelta(seconds=1), now, stopped - timedelta(seconds=1), stopped)
    assert [service_is_live(unit.pk, "onestop", moment) for moment in moments] == [False, True, True, False]
    assert units_running("onestop", now) == {unit.pk}


def test_the_settings_of_every_moment_can_be_read_back(now: datetime) -> None:
    unit, later = make_unit(), now + timedelta(days=1)
    switch_on_service(unit_id=unit.pk, service="onestop", settings={"slots": 2}, by=SYSTEM, now=now)
    switch_on_service(unit_id=unit.pk, service="onestop", settings={"slots": 5}, by=SYSTEM, now=later)
    assert live_settings(unit.pk, "onestop", now) == {"slots": 2}
    with CaptureQueriesContext(connection) as queries:
        assert live_settings(unit.pk, "onestop", later) == {"slots": 5}
    assert len(queries) == 1


def test_switching_on_with_the_same_settings_changes_nothing(now: datetime) -> None:
    unit = make_unit()
    first = switch_on_service(unit_id=unit.pk, service="onestop", settings={}, by=SYSTEM, now=now)
    again = switch_on_service(unit_id=unit.pk, service="onestop", settings={}, by=SYSTEM, now=now + timedelta(days=1))
    assert again == first


def test_a_unit_without_the_service_is_refused_with_a_sentence(now: datetime) -> None:
    unit = make_unit()
    with pytest.raises(ServiceNotLive, match="chưa sử dụng dịch vụ"):
        live_settings(unit.pk, "onestop", now)
    with pytest.raises(ServiceNotLive):
        stop_service(unit_id=unit.pk, service="onestop", by=SYSTEM, now=now)


@pytest.mark.parametrize("role", Role)
def test_only_whoever_answers_for_the_unit_switches_a_service(role: Role, now: datetime) -> None:
    unit = make_unit()
    by = make_staff(role=role, unit=unit)
    if role in {Role.LEADER, Role.COORDINATOR}:
        assert switch_on_service(unit_id=unit.pk, service="onestop", settings={}, by=by, now=now).live_from == now
        return
    with pytest.raises(NotAllowed):
        switch_on_service(unit_id=unit.pk, service="onestop", settings={}, by=by, now=now)
