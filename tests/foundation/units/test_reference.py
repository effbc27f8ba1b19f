"""The real units of Tân Bình, and the addressees of its dispatch."""

from datetime import date, datetime

import pytest

from motcua.foundation.audit.actor import Actor
from motcua.foundation.units.actions.change_unit import change_unit
from motcua.foundation.units.models import Kind, Level, Unit, UnitVersion
from motcua.foundation.units.queries import children, unit_by_code, unit_by_reference, units_below, version_on
from motcua.foundation.units.records import addressees, reorganisation_2025, tan_binh
from motcua.foundation.units.reference import addressee_groups, load_tan_binh, units_of_group
from motcua.foundation.units.versions import UnitFacts

pytestmark = pytest.mark.django_db

DAY = date(2019, 4, 9)
BY = Actor.system("test")
WARD_CODES = {
    1: "26977", 2: "26965", 3: "26980", 4: "26968", 5: "26989", 6: "26995", 7: "26986", 8: "26998", 9: "27001",
    10: "26992", 11: "26983", 12: "26971", 13: "26974", 14: "27004", 15: "27007",
}  # fmt: skip


def test_the_district_has_its_fifteen_wards_with_their_codes(now: datetime) -> None:
    load_tan_binh(by=BY, now=now)
    district = unit_by_code("766", DAY)
    wards = UnitVersion.objects.on(DAY).filter(parent=district, level=Level.COMMUNE, unit__kind=Kind.AUTHORITY)
    assert {ward.short_name: ward.administrative_code for ward in wards} == {
        f"Phường {number}": code for number, code in WARD_CODES.items()
    }


def test_loading_again_enters_nothing(now: datetime) -> None:
    first = load_tan_binh(by=BY, now=now)
    assert first == len(tan_binh().units)
    assert load_tan_binh(by=BY, now=now) == 0
    assert Unit.objects.count() == first


def test_a_code_corrected_by_the_installation_stays(now: datetime) -> None:
    load_tan_binh(by=BY, now=now)
    ward = version_on(unit_by_reference("tan-binh/phuong-4"), DAY)
    facts = UnitFacts(
        code="H29.766.04", name=ward.name, short_name=ward.short_name, level=Level.COMMUNE, parent_id=ward.parent_id
    )
    change_unit(unit_id=ward.unit_id, facts=facts, first_day=DAY, seen_version_id=ward.pk, by=BY, now=now)
    load_tan_binh(by=BY, now=now)
    assert version_on(ward.unit_id, DAY).code == "H29.766.04"


def test_identifiers_are_marked_as_unconfirmed_but_for_the_city(now: datetime) -> None:
    load_tan_binh(by=BY, now=now)
    confirmed = UnitVersion.objects.filter(code_is_verified=True)
    assert [version.code for version in confirmed] == ["000.00.00.H29"]


def test_health_stations_are_below_the_district_and_the_tax_office_is_not(now: datetime) -> None:
    load_tan_binh(by=BY, now=now)
    below = set(units_below(unit_by_reference("tan-binh"), DAY))
    assert unit_by_reference("tan-binh/tram-y-te-15").pk in below
    assert unit_by_reference("tan-binh/thue").pk not in below
    assert children(unit_by_reference("tan-binh/trung-tam-y-te"), DAY).count() == 15


def test_the_dispatch_is_addressed_to_fifteen_lines() -> None:
    assert [group.text for group in addressee_groups()][::14] == [
        "Công an quận",
        "Các Trường Mầm non, Tiểu học và Trung học cơ sở",
    ]


def test_every_unit_named_in_the_data_is_shipped() -> None:
    known = {unit.reference for unit in tan_binh().units}
    plan = reorganisation_2025()
    named = {reference for group in addressees().groups for reference in group.units}
    named |= set(plan.ends) | {edge.predecessor for edge in plan.edges} | {move.reference for move in plan.moves}
    assert named - known == set()


def test_every_unit_of_the_district_that_the_dispatch_can_mean_is_an_addressee() -> None:
    addressed = {reference for group in addressee_groups() for reference in group.units}
    parts = {"tan-binh", "tan-binh/mot-cua", "tan-binh/quan-uy", "tan-binh/boi-duong-chinh-tri"}
    left = {
        unit.reference
        for unit in tan_binh().units
        if unit.reference.startswith("tan-binh") and "tram-y-te" not in unit.reference
    }
    assert left - addressed == parts


def test_a_group_expands_to_its_units(now: datetime) -> None:
    load_tan_binh(by=BY, now=now)
    assert [unit.reference for unit in units_of_group("thue-toa-an", DAY)] == ["tan-binh/thue", "tan-binh/toa-an"]
    assert len(units_of_group("phuong", DAY)) == 15
    assert units_of_group("phuong", date(2017, 12, 31)) == []
