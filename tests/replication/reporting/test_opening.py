"""For which units and periods does somebody open a report?"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Kind, Level, Role, Staff, Unit
from motcua.foundation.worktime import clock
from motcua.replication.reporting.actions.open_report import open_report
from motcua.replication.reporting.models import Report, ReportKind
from motcua.replication.reporting.queries import writable_units
from motcua.replication.reporting.refusals import NoSummaryOfUnit
from motcua.replication.reporting.rules import period_to_report
from tests.factories.initiatives import District
from tests.factories.reporting import HALF, JULY, QUARTER, People
from tests.factories.units import make_staff, make_unit, sign_in


@pytest.fixture
def office(district: District) -> Unit:
    """An office of the district, whose report is no summary."""
    return make_unit(name="Phòng Nội vụ", kind=Kind.OFFICE, level=Level.DISTRICT, parent=district.unit)


def page(staff: Staff, address: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Client, str]:
    monkeypatch.setattr(clock, "now", lambda: JULY)
    client = Client()
    sign_in(client, staff)
    answer = client.get(reverse(address))
    assert answer.status_code == 200
    return client, answer.content.decode()


def test_a_summary_is_offered_for_authorities_alone_the_highest_first(
    district: District, people: People, office: Unit
) -> None:
    offered = writable_units(roles_of(people.coordinator, JULY), ReportKind.QUARTER, JULY)

    assert offered[0][0] == district.unit.pk
    assert {unit for unit, _name in offered[1:]} == {district.ward.pk, district.other.pk}


def test_wards_stand_in_the_order_of_their_numbers(district: District) -> None:
    for number in (10, 2):
        make_unit(name=f"Ủy ban nhân dân Phường {number}", parent=district.unit)
    coordinator = make_staff(role=Role.COORDINATOR, unit=district.unit, with_children=True)

    names = [name for _unit, name in writable_units(roles_of(coordinator, JULY), ReportKind.QUARTER, JULY)]

    assert names.index("Ủy ban nhân dân Phường 2") < names.index("Ủy ban nhân dân Phường 10")


def test_ones_own_authority_and_the_quarter_that_ended_are_chosen(
    district: District, people: People, office: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    _client, shown = page(people.coordinator, "reporting:open_quarter", monkeypatch)

    assert f'<option value="{district.unit.pk}" selected>' in shown
    assert '<option value="2" selected>Quý II</option>' in shown
    assert ">Phòng Nội vụ</option>" not in shown


def test_whoever_sits_in_an_office_is_offered_the_authority(
    district: District, office: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    coordinator = make_staff(role=Role.COORDINATOR, unit=district.unit, with_children=True)
    Staff.objects.filter(pk=coordinator.pk).update(home_unit=office)

    _client, shown = page(coordinator, "reporting:open_quarter", monkeypatch)

    assert f'<option value="{district.unit.pk}" selected>' in shown


def test_the_form_opens_the_report_it_says(district: District, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    client, _shown = page(people.leader, "reporting:open_half_year", monkeypatch)

    answer = client.post(
        reverse("reporting:open_half_year"), {"unit": str(district.ward.pk), "part": "1", "year": "2019"}
    )

    report = Report.objects.get()
    assert answer["Location"] == reverse("reporting:report", args=[report.pk])
    assert (report.unit_id, report.kind, report.period.lower) == (district.ward.pk, "half_year", HALF.first)


@pytest.mark.parametrize("wrong", [{"part": "3"}, {"year": "2017"}, {"unit": "0"}, {"unit": ""}])
def test_what_is_not_offered_is_refused_and_said(
    district: District, people: People, wrong: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _shown = page(people.leader, "reporting:open_half_year", monkeypatch)
    given = {"unit": str(district.ward.pk), "part": "1", "year": "2019", **wrong}

    answer = client.post(reverse("reporting:open_half_year"), given)

    assert answer.status_code == 422
    assert "Có chỗ cần sửa" in answer.content.decode()
    assert not Report.objects.exists()


def test_an_office_sums_nothing_up(people: People, office: Unit) -> None:
    with pytest.raises(NoSummaryOfUnit):
        open_report(unit_id=office.pk, period=QUARTER, by=people.coordinator, now=JULY)


def test_somebody_who_may_sum_nothing_up_finds_no_form(people: People) -> None:
    client = Client()
    sign_in(client, people.specialist)

    assert client.get(reverse("reporting:open_quarter")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "day", "name"),
    [
        (ReportKind.QUARTER, date(2019, 6, 25), "quý II năm 2019"),
        (ReportKind.QUARTER, date(2019, 7, 20), "quý II năm 2019"),
        (ReportKind.QUARTER, date(2019, 8, 20), "quý III năm 2019"),
        (ReportKind.HALF_YEAR, date(2019, 5, 20), "6 tháng đầu năm 2019"),
        (ReportKind.HALF_YEAR, date(2020, 1, 10), "6 tháng cuối năm 2019"),
    ],
)
def test_the_period_offered_is_the_one_people_report_then(kind: ReportKind, day: date, name: str) -> None:
    assert period_to_report(kind, day).name == name
