"""The pages of figures: what they show, to whom, with how many queries, and that nothing can be typed over."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from motcua.foundation.units.models import Role
from motcua.replication.adoption.models import Adoption, AdoptionState
from motcua.replication.measures.models import MeasureDay, MeasureNote
from tests.factories.initiatives import CONTENT, make_initiative
from tests.factories.onestop import NOW
from tests.factories.units import make_staff, make_unit, sign_in
from tests.replication.comparison.conftest import TODAY, District, count, make_district

DASHBOARD = "/can-bo/nhan-rong/so-lieu/"


def page(client: Client, path: str = DASHBOARD, **query: str) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def unit_path(district: District, number: int = 0) -> str:
    return reverse("comparison:unit", args=["onestop", district.wards[number].pk])


def test_wards_are_compared_best_first_and_the_ratio_is_of_the_sums(district: District) -> None:
    for ward, in_time in zip(district.wards, (3, 9, 0), strict=True):
        if in_time:
            count(ward, finished=10, finished_in_time=in_time)
    shown = page(district.browser(), **{"chi-tieu": "in_time_share"})
    assert shown.index("Phường Số 2") < shown.index("Phường Số 1")
    assert "90,0%" in shown
    assert "<strong>60,0%</strong>" in shown
    assert "Chưa có gì để tính trong kỳ: Phường Số 3." in shown


def test_figures_of_units_out_of_reach_are_not_shown(district: District) -> None:
    foreign = make_district(1, called="Phường Xa")
    count(foreign.wards[0], filed=5)
    count(district.wards[0], filed=5)
    shown = page(district.browser(), **{"chi-tieu": "filed"})
    assert "Phường Số 1" in shown
    assert "Phường Xa" not in shown
    client = district.browser()
    assert client.get(reverse("comparison:unit", args=["onestop", foreign.wards[0].pk])).status_code == 404
    assert client.get(reverse("comparison:unit", args=["nothing", district.wards[0].pk])).status_code == 404


def test_a_count_leads_to_its_rows_for_those_who_may_read_them(district: District) -> None:
    count(district.wards[0], filed=5)
    leader = make_staff(role=Role.LEADER, unit=district.wards[0])
    rows = "/can-bo/?so-lieu=filed"
    assert rows in page(district.browser(leader), **{"chi-tieu": "filed"})
    assert rows in page(district.browser(leader), unit_path(district))
    assert rows not in page(district.browser(), **{"chi-tieu": "filed"})


def test_the_months_of_all_units_are_drawn_and_written(district: District) -> None:
    count(district.wards[0], filed=5)
    count(district.wards[1], date(2019, 3, 4), filed=2)
    shown = page(district.browser(), **{"chi-tieu": "filed"})
    assert '<path class="line" d="M' in shown
    assert '<th scope="row">03/2019</th><td class="num">2</td>' in shown
    assert '<th scope="row">05/2018</th><td class="num">0</td>' in shown


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ({"tu": "9"}, ["2019-01-08", "2019-04-08"]),
        ({"tu": "2019-05-01", "den": "2018-01-01"}, ["2018-01-01", "2018-01-01"]),
        ({"den": "2999-01-01"}, ["2019-01-08", "2019-04-08"]),
    ],
)
def test_days_are_readable_in_order_and_not_to_come(district: District, query: dict[str, str], days: list[str]) -> None:
    odd = page(district.browser(), **query, **{"chi-tieu": "nothing", "dich-vu": "nothing", "cap": "nothing"})
    assert re.findall(r'type="date"[^>]*value="([0-9-]+)"', odd) == days


@pytest.mark.parametrize("wards", [1, 3])
def test_the_dashboard_takes_twelve_queries_at_most_however_many_units(district: District, wards: int) -> None:
    place = make_district(wards)
    for ward in place.wards:
        count(ward, finished=10, finished_in_time=5)
    client = place.browser()
    with CaptureQueriesContext(connection) as counted:
        page(client)
    assert len(counted) == 9


def test_a_unit_page_sets_its_figures_beside_the_middle_of_the_others(district: District) -> None:
    for ward, filed in zip(district.wards, (1, 8, 3), strict=True):
        count(ward, filed=filed)
    shown = page(district.browser(), unit_path(district, 1))
    assert "Số liệu của Phường Số 2" in shown
    row = shown[shown.index("Hồ sơ nhận được</th>") :][:200]
    assert row.index(">8<") < row.index(">3<")


def test_before_and_after_is_measured_about_the_day_the_model_went_live(district: District) -> None:
    ward = district.wards[0]
    live = NOW - timedelta(days=10)
    initiative = make_initiative(origin=district.unit, content=replace(CONTENT, service="onestop"))
    Adoption.objects.create(
        initiative=initiative,
        unit=ward,
        owner=district.coordinator,
        state=AdoptionState.LIVE,
        planned_at=live,
        live_at=live,
    )
    count(ward, live.date() - timedelta(days=1), finished=10, finished_in_time=5)
    count(ward, live.date(), finished=10, finished_in_time=9)
    count(ward, live.date() - timedelta(days=11), finished=500)  # before the span
    count(ward, TODAY, finished=500)  # a day that is not over
    shown = page(district.browser(), unit_path(district))
    part = shown[shown.index("10 ngày trước và sau 29/03/2019") :]
    row = part[part.index("Tỷ lệ giải quyết đúng hạn") :][:400]
    assert row.index("50,0%") < row.index("90,0%") < row.index("Tốt hơn")


def test_a_note_is_written_on_the_page_and_the_figure_stays(district: District) -> None:
    ward = district.wards[0]
    count(ward, filed=5)
    client = district.browser()
    path = reverse("comparison:explain", args=["onestop", ward.pk])
    assert client.post(path, {"figure": "filed", "text": ""}).status_code == 422
    given = {"figure": "filed", "first_day": "2019-04-01", "last_day": "2019-04-08", "text": "Mất điện hai ngày."}
    assert client.post(path, given | {"last_day": "2019-03-01"}).status_code == 422
    assert client.post(path, given).status_code == 302
    assert "Mất điện hai ngày." in page(client, unit_path(district))
    assert "Mất điện hai ngày." in page(client, **{"chi-tieu": "filed"})
    assert MeasureDay.objects.get().value == 5
    assert MeasureNote.objects.get().by == district.coordinator


def test_whoever_only_watches_writes_no_note(district: District) -> None:
    watcher = district.browser(make_staff(role=Role.SPECIALIST, unit=district.wards[0]))
    path = reverse("comparison:explain", args=["onestop", district.wards[0].pk])
    assert "giai-trinh" not in page(watcher, unit_path(district))
    assert (watcher.get(path).status_code, watcher.post(path, {}).status_code) == (404, 404)
    stranger = sign_in(Client(), make_staff(role=Role.COORDINATOR, unit=make_unit()))
    assert stranger.get(path).status_code == 404


def test_the_workbook_holds_every_figure_and_no_formula(district: District) -> None:
    place = make_district(2, called='=HYPERLINK("x")')
    count(place.wards[0], filed=7, finished=4, finished_in_time=3)
    answer = place.browser().get(reverse("comparison:export"), {"chi-tieu": "filed"})
    book = load_workbook(BytesIO(answer.content))
    heads, *rows = book.worksheets[0].iter_rows(values_only=True)
    first = dict(zip(heads, rows[0], strict=True))
    assert first["Đơn vị"] == '=HYPERLINK("x") 1'
    assert book.worksheets[0].cell(2, 1).data_type == "s"
    assert (first["Hồ sơ nhận được"], first["Tỷ lệ giải quyết đúng hạn"]) == (7, 0.75)
    assert [row[0] for row in rows[1:]] == ['=HYPERLINK("x") 2']
    assert list(book.worksheets[1].iter_rows(values_only=True))[-1] == ("04/2019", 7)
