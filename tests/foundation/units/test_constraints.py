"""The database refuses what cannot be."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from motcua.foundation.units.models import Level, Lineage, Role, RoleAssignment, Unit, UnitService, UnitVersion
from motcua.foundation.units.refusals import UnitRefused
from motcua.foundation.units.versions import UnitFacts, open_version
from tests.factories.units import make_delegation, make_role, make_staff, make_unit

pytestmark = pytest.mark.django_db


def copy_of(version: UnitVersion, *, unit: Unit | None = None, first_day: date, code: str = "") -> UnitVersion:
    return UnitVersion(
        unit=unit or version.unit,
        code=code or version.code,
        name=version.name,
        short_name=version.short_name,
        level=version.level,
        valid=DateRange(first_day, None),
        search_key=version.search_key,
    )


def test_two_versions_of_a_unit_never_share_a_day() -> None:
    version = make_unit().versions.get()
    with pytest.raises(IntegrityError, match="units_one_version_a_day"):
        copy_of(version, first_day=date(2025, 7, 1), code="other").save()


def test_a_version_may_begin_on_the_day_the_last_one_ends() -> None:
    unit = make_unit(end=date(2025, 7, 1))
    copy_of(unit.versions.get(), first_day=date(2025, 7, 1)).save()
    assert unit.versions.count() == 2


def test_two_units_never_share_a_code_on_one_day() -> None:
    version = make_unit().versions.get()
    other = Unit.objects.create(kind="authority")
    with pytest.raises(IntegrityError, match="units_one_code_a_day"):
        copy_of(version, unit=other, first_day=date(2019, 1, 1)).save()


def test_two_units_never_share_an_administrative_code_on_one_day() -> None:
    make_unit(administrative_code="26968")
    with pytest.raises(IntegrityError, match="units_one_administrative_code_a_day"):
        make_unit(administrative_code="26968")


def test_a_version_is_closed_but_never_rewritten_or_deleted() -> None:
    version = make_unit().versions.get()
    version.name = "Khác"
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        version.save()
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        version.delete()


def test_lineage_is_never_rewritten() -> None:
    edge = Lineage.objects.create(
        predecessor=make_unit(), successor=make_unit(), change=Lineage.Change.MERGED, on=date(2025, 7, 1), document="x"
    )
    edge.is_main = False
    with pytest.raises(ProgrammingError, match="Cannot delete or update"):
        edge.save()


def test_a_unit_has_one_main_successor() -> None:
    old = make_unit()
    link = {"predecessor": old, "change": Lineage.Change.SPLIT, "on": date(2025, 7, 1), "document": "x"}
    Lineage.objects.create(successor=make_unit(), **link)
    with pytest.raises(IntegrityError, match="units_lineage_one_main_successor"):
        Lineage.objects.create(successor=make_unit(), **link)


def test_a_role_is_given_once_a_day() -> None:
    staff = make_staff(role=Role.LEADER)
    with pytest.raises(IntegrityError, match="units_role_once"):
        make_role(staff=staff, unit=staff.home_unit, role=Role.LEADER, first_day=date(2019, 1, 1))


def test_a_role_that_was_ended_may_be_given_again() -> None:
    staff = make_staff(role=Role.LEADER)
    RoleAssignment.objects.update(ended_at=datetime(2019, 1, 1, tzinfo=UTC))
    make_role(staff=staff, unit=staff.home_unit, role=Role.LEADER, first_day=date(2019, 1, 1))
    assert staff.roles.count() == 2


def test_nobody_has_two_deputies_in_a_unit_on_one_day() -> None:
    unit = make_unit()
    absent = make_staff(unit=unit)
    days = {"first_day": date(2019, 4, 8), "end": date(2019, 4, 12)}
    make_delegation(absent=absent, deputy=make_staff(), unit=unit, **days)
    with pytest.raises(IntegrityError, match="units_delegation_one_deputy_a_day"):
        make_delegation(absent=absent, deputy=make_staff(), unit=unit, **days)


def test_a_service_runs_once_at_a_time_in_a_unit() -> None:
    unit = make_unit()
    UnitService.objects.create(unit=unit, service="onestop", live_from=datetime(2019, 1, 1, tzinfo=UTC))
    with pytest.raises(IntegrityError, match="units_service_live_once"):
        UnitService.objects.create(unit=unit, service="onestop", live_from=datetime(2020, 1, 1, tzinfo=UTC))


def test_a_code_of_a_standing_unit_is_refused_with_a_sentence() -> None:
    make_unit(code="000.04.20.H29")
    facts = UnitFacts(code="000.04.20.H29", name="Khác", short_name="Khác", level=Level.COMMUNE)
    with pytest.raises(UnitRefused, match="Mã này"):
        open_version(Unit.objects.create(kind="authority"), facts, first_day=date(2020, 1, 1))
