"""Units by code, tree, name and lineage on a day."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.foundation.units.models import Level, Lineage, Unit
from motcua.foundation.units.queries import (
    Successor,
    children,
    main_successor,
    search_units,
    successors,
    unit_by_code,
    unit_names,
    units_below,
    version_on,
)
from motcua.foundation.units.refusals import NoSuchUnit
from tests.factories.units import make_unit

pytestmark = pytest.mark.django_db

DAY = date(2019, 4, 8)
REFORM = date(2025, 7, 1)


def link(old: Unit, new: Unit, *, on: date = REFORM, is_main: bool = True, share: str | None = None) -> None:
    Lineage.objects.create(
        predecessor=old,
        successor=new,
        on=on,
        change=Lineage.Change.MERGED,
        is_main=is_main,
        share=Decimal(share) if share else None,
        document="1685/NQ-UBTVQH15",
    )


def test_a_code_used_again_names_the_unit_of_its_day() -> None:
    old = make_unit(administrative_code="26968", name="Ủy ban nhân dân Phường 4", end=REFORM)
    new = make_unit(administrative_code="26968", name="Ủy ban nhân dân phường Tân Sơn Nhất", first_day=REFORM)
    assert unit_by_code("26968", date(2025, 6, 30)) == old
    assert unit_by_code("26968", REFORM) == new


def test_a_unit_is_found_by_its_identifier_too() -> None:
    unit = make_unit(code="000.04.20.H29")
    assert unit_by_code("000.04.20.H29", DAY) == unit


@pytest.mark.parametrize("code", ["", "99999"])
def test_an_unknown_code_is_refused(code: str) -> None:
    make_unit()
    with pytest.raises(NoSuchUnit):
        unit_by_code(code, DAY)


def test_a_unit_has_no_version_before_its_first_day() -> None:
    unit = make_unit(first_day=REFORM)
    with pytest.raises(NoSuchUnit):
        version_on(unit, DAY)
    assert version_on(unit.pk, REFORM).unit == unit


def test_units_below_reach_every_depth_in_one_query() -> None:
    district = make_unit(level=Level.DISTRICT)
    ward = make_unit(parent=district)
    station = make_unit(parent=ward)
    make_unit(parent=district, end=DAY)
    with CaptureQueriesContext(connection) as queries:
        below = units_below(district, DAY)
    assert below == [district.pk, ward.pk, station.pk]
    assert len(queries) == 1


def test_children_are_only_those_directly_below() -> None:
    district = make_unit(level=Level.DISTRICT)
    ward = make_unit(parent=district)
    make_unit(parent=ward)
    assert [version.unit for version in children(district, DAY)] == [ward]


def test_names_are_those_of_the_day_and_an_ended_unit_keeps_its_last() -> None:
    stands = make_unit(name="Phòng Tư pháp")
    ended = make_unit(name="Ủy ban nhân dân Phường 4", end=date(2019, 1, 1))
    to_come = make_unit(name="Ủy ban nhân dân phường Tân Sơn Nhất", first_day=REFORM)
    with CaptureQueriesContext(connection) as queries:
        names = unit_names([stands.pk, ended.pk, to_come.pk], DAY)
    assert names == {
        stands.pk: "Phòng Tư pháp",
        ended.pk: "Ủy ban nhân dân Phường 4",
        to_come.pk: "Ủy ban nhân dân phường Tân Sơn Nhất",
    }
    assert len(queries) == 1


def test_a_unit_that_stands_is_its_own_successor() -> None:
    unit = make_unit()
    assert successors(unit, day=DAY) == [Successor(unit.pk, Decimal(1), is_main=True)]


def test_successors_are_followed_through_every_change_up_to_the_day() -> None:
    first = make_unit(end=date(2021, 1, 1))
    second = make_unit(first_day=date(2021, 1, 1), end=REFORM)
    third, fourth = make_unit(first_day=REFORM), make_unit(first_day=REFORM)
    link(first, second, on=date(2021, 1, 1), share="0.5")
    link(second, third, share="0.75")
    link(second, fourth, is_main=False, share="0.25")
    assert main_successor(first, day=date(2022, 1, 1)) == second.pk
    assert successors(first, day=REFORM) == [
        Successor(third.pk, Decimal("0.375"), is_main=True),
        Successor(fourth.pk, Decimal("0.125"), is_main=False),
    ]


def test_an_unknown_share_stays_unknown() -> None:
    old, new = make_unit(end=REFORM), make_unit(first_day=REFORM)
    link(old, new)
    assert successors(old, day=REFORM) == [Successor(new.pk, None, is_main=True)]


def test_a_unit_that_ended_without_successor_has_none() -> None:
    assert main_successor(make_unit(end=DAY), day=DAY) is None


@pytest.mark.parametrize("text", ["giao duc", "GIÁO DỤC", "dao tao giao", "000.77.20"])
def test_search_ignores_accents_case_and_order(text: str) -> None:
    office = make_unit(name="Phòng Giáo dục và Đào tạo", code="000.77.20.H29")
    make_unit(name="Phòng Tư pháp")
    assert [version.unit for version in search_units(text, DAY)] == [office]
