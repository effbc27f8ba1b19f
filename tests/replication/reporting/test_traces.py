"""Every figure that is read on a page of a report leads to the query it came from, and asking again gives the same."""

import re
from datetime import date, datetime
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from motcua.foundation.units.access import roles_of
from motcua.foundation.units.models import Staff
from motcua.foundation.worktime import clock
from motcua.replication.initiatives.models import Initiative
from motcua.replication.measures.models import MeasureDay
from motcua.replication.reporting.actions.sign_off_report import sign_off_report, words_seen
from motcua.replication.reporting.compose import content_of
from motcua.replication.reporting.content import Figure
from motcua.replication.reporting.models import Report
from motcua.replication.reporting.traces.find import Followed, NoSuchTrace, follow
from tests.factories.reporting import JULY, MAY, make_figure
from tests.factories.reports_filled import Filled, make_filled
from tests.factories.units import sign_in
from tests.stage import staged

KINDS = {
    "half": {
        "measure before change own_models all_tasks evidence obstacles obstacle visits visit",
    },
    "quarter": {
        "measure sum models all_tasks tasks all_late late obstacles obstacle visits visit reports proposals",
    },
}
LINK = re.compile(r'<a class="figure-link" href="([^"]+)">([^<]+)</a>')
CELL = re.compile(r'<td class="num">(.*?)</td>', re.DOTALL)
FACT = re.compile(r"<dt>([^<]+)</dt><dd>([^<]*)</dd>")


staged_filled = staged("staged_filled", make_filled)


@pytest.fixture
def filled(staged_filled: Filled) -> Filled:
    """A district in which every table has something."""
    return staged_filled


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def page_of(report: Report, staff: Staff, now: datetime, monkeypatch: pytest.MonkeyPatch) -> tuple[Client, str]:
    """Return who reads the report, and its page."""
    monkeypatch.setattr(clock, "now", lambda: now)
    client = Client()
    sign_in(client, staff)
    return client, read(client, reverse("reporting:report", args=[report.pk]))


def asked(filled: Filled, report: Report, name: str, now: datetime) -> Followed:
    return follow(report, name, roles=roles_of(filled.district.coordinator, now), now=now)


@pytest.mark.parametrize("kind", ["half", "quarter"])
def test_every_figure_on_the_page_leads_to_its_query_and_equals_it(
    filled: Filled, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = filled.district
    report, staff, now = {
        "half": (filled.half, district.ward_leader, MAY),
        "quarter": (filled.quarter, district.coordinator, JULY),
    }[kind]
    client, page = page_of(report, staff, now, monkeypatch)
    links = {(unescape(address), shown) for address, shown in LINK.findall(page)}

    seen = set()
    for address, shown in links:
        facts = dict(FACT.findall(read(client, address)))
        assert facts["Số trong báo cáo"] == facts["Đếm lại từ nguồn"] == shown, address
        assert facts["Tính đến lúc"] == f"09:00 {now:%d/%m/%Y}"
        seen.add(address.partition("nguon=")[2].partition("%3A")[0])
    assert {" ".join(sorted(seen))} == {" ".join(sorted(names.split())) for names in KINDS[kind]}


@pytest.mark.parametrize("kind", ["half", "quarter"])
def test_no_number_stands_on_the_page_without_a_link(
    filled: Filled, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = filled.district
    report, staff, now = {
        "half": (filled.half, district.ward_leader, MAY),
        "quarter": (filled.quarter, district.coordinator, JULY),
    }[kind]
    _client, page = page_of(report, staff, now, monkeypatch)
    bare = [text for text in re.findall(r"<td>\s*([^<]*?)\s*</td>", page) if re.fullmatch(r"-?[\d.]+", text)]

    cells = CELL.findall(page)
    assert cells
    assert [cell for cell in cells if not LINK.search(cell) and cell.strip() != "–"] == []
    assert bare == []


def test_a_difference_shows_both_parts_and_a_sum_what_each_unit_adds(filled: Filled) -> None:
    ward, other = filled.district.ward, filled.district.other_ward

    change = asked(filled, filled.half, f"change:onestop:filed:{ward.pk}", MAY).trace
    total = asked(filled, filled.quarter, "sum:onestop:filed", JULY).trace

    parts = [cell for row in change.rows for cell in row if isinstance(cell, Figure)]
    assert parts == [
        Figure(3007 + 4007, f"measure:onestop:filed:{ward.pk}"),
        Figure(1007 + 2007, f"before:onestop:filed:{ward.pk}"),
    ]
    assert change.total == 4000
    addends = {cell for row in total.rows for cell in row if isinstance(cell, Figure)}
    assert addends == {
        Figure(7014, f"measure:onestop:filed:{ward.pk}"),
        Figure(31, f"measure:onestop:filed:{other.pk}"),
    }


def test_the_parts_of_a_trace_have_traces_of_their_own(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"{reverse('reporting:trace', args=[filled.quarter.pk])}?nguon=sum:onestop:filed"
    client, _page = page_of(filled.quarter, filled.district.coordinator, JULY, monkeypatch)

    parts = LINK.findall(read(client, address))

    assert len(parts) == 2
    for part, shown in parts:
        assert dict(FACT.findall(read(client, unescape(part))))["Đếm lại từ nguồn"] == shown


def test_rows_lead_to_the_things_that_were_counted(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    client, _page = page_of(filled.quarter, filled.district.coordinator, JULY, monkeypatch)
    trace = reverse("reporting:trace", args=[filled.quarter.pk])
    live = Initiative.objects.get(code="R2")

    for name, start in {
        "all_late:all": "/can-bo/nhan-rong/theo-doi/nhiem-vu/",
        "obstacles:all": "/can-bo/nhan-rong/theo-doi/vuong-mac/",
        f"models:{live.pk}:running": "/can-bo/nhan-rong/ap-dung/",
        "visits:all": "/can-bo/nhan-rong/theo-doi/kiem-tra/",
        "reports:signed": "/can-bo/nhan-rong/bao-cao/",
    }.items():
        found = re.findall(rf'<th scope="row"><a href="({start}\d+/)">', read(client, f"{trace}?nguon={name}"))
        assert found, name
        for address in found:
            read(client, address)


def test_a_signed_report_is_followed_as_of_its_signature(filled: Filled) -> None:
    """Its own signature, which is evidence for the task to report, is not in it."""
    signed = Report.objects.get(unit=filled.district.other_ward)

    found = [asked(filled, signed, one.trace, JULY) for one in content_of(signed, now=JULY).figures()]

    assert len(found) > 20
    assert [one.figure for one in found if not one.agrees] == []


def test_the_proposals_of_a_signed_report_stand_in_it(filled: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = Report.objects.get(unit=filled.district.other_ward)
    client, page = page_of(signed, filled.district.other_leader, JULY, monkeypatch)

    shown = read(client, f"{reverse('reporting:trace', args=[signed.pk])}?nguon=own_proposals:all")

    assert "Đoàn thể mang đến" in page
    assert dict(FACT.findall(shown))["Đếm lại từ nguồn"] == "1"
    assert "Trả kết quả tại nhà" in shown


def test_what_is_counted_after_signing_is_said_and_changes_nothing(
    filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    leader, ward = filled.district.ward_leader, filled.district.ward
    sign_off_report(report_id=filled.half.pk, seen=words_seen(filled.half), by=leader, now=MAY)
    make_figure(ward, "filed", date(2019, 5, 7), 5)
    client, _page = page_of(filled.half, leader, JULY, monkeypatch)
    name = f"measure:onestop:filed:{ward.pk}"

    page = read(client, f"{reverse('reporting:trace', args=[filled.half.pk])}?nguon={name}")

    facts = dict(FACT.findall(page))
    assert (facts["Số trong báo cáo"], facts["Đếm lại từ nguồn"]) == ("7.014", "7.019")
    assert "Đếm lại khác với báo cáo" in page


def test_a_figure_is_not_compared_with_itself(filled: Filled) -> None:
    """The control: a day that is gone is missed by the trace of a report that was read before."""
    name = f"measure:onestop:filed:{filled.district.ward.pk}"
    whole = asked(filled, filled.half, name, MAY)
    MeasureDay.objects.filter(day=date(2019, 5, 6), measure="filed").delete()

    assert (whole.trace.total, asked(filled, filled.half, name, MAY).trace.total) == (7014, 3007)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x",
        "measure",
        "measure:onestop:filed:0",
        "measure:onestop:nothing:1",
        "measure:no:filed:1",
        "models:0:must",
        "tasks:0:all",
        "visits:none",
    ],
)
def test_a_name_that_is_no_figure_of_the_report_leads_nowhere(filled: Filled, name: str) -> None:
    with pytest.raises(NoSuchTrace):
        asked(filled, filled.quarter, name, JULY)


def test_a_figure_of_another_unit_leads_nowhere(filled: Filled) -> None:
    with pytest.raises(NoSuchTrace):
        asked(filled, filled.half, f"measure:onestop:filed:{filled.district.other_ward.pk}", MAY)
