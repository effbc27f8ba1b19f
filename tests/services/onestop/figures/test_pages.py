"""The pages of figures: each number equals the rows of its link; persons are for leaders and administrators."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.runs.models import Run, RunState
from motcua.foundation.units.models import Role
from motcua.services.onestop.complaints.actions.file_complaint import file_complaint
from motcua.services.onestop.figures.actions.rebuild_figures import rebuild_figures
from motcua.services.onestop.figures.jobs import rebuild_figures_asked, rebuild_figures_nightly
from motcua.services.onestop.models import Dossier, FigureDifference, FigureEdition
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier, make_office
from tests.factories.units import make_staff, sign_in
from tests.services.onestop.figures.conftest import NIGHT

PAGE = "/can-bo/so-lieu/ky/"
LINK = re.compile(r'<a(?: class="card-link[^"]*")? href="(/can-bo/\?so-lieu=[^"]+)">(?:<span class="figure">)?(\d+)<')


def links(page: str) -> list[tuple[str, int]]:
    """Return the addresses of the work list on a page, and the numbers that lead there."""
    return [(unescape(href), int(number)) for href, number in LINK.findall(page)]


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("span", ["2019", "2019-Q2", "2019-03"])
@pytest.mark.parametrize("by", ["thu-tuc", "kenh", "can-bo", "don-vi"])
def test_each_number_equals_the_rows_of_its_link(lead: Client, by: str, span: str) -> None:
    page = lead.get(PAGE, {"ky": span, "theo": by}).content.decode()
    found = dict(links(page))
    assert len(found) > 8
    # where requests for supplements are counted each dossier was asked once
    rows = {href: lead.get(href).content.decode().count('<a href="/can-bo/ho-so/') for href in found}
    assert rows == found


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("by", ["thu-tuc", "kenh", "don-vi"])
def test_each_bar_of_a_step_leads_to_the_dossiers_that_had_been_there(lead: Client, by: str) -> None:
    page = lead.get(PAGE, {"ky": "2019", "theo": by}).content.decode()
    bars = page.split('id="steps-chart-caption"')[1].split("</table>")[0]
    found = {unescape(href) for href in re.findall(r'href="([^"]+)"', bars)}
    counted = {href: number for href, number in links(page) if "buoc=" in href}
    assert found == set(counted)
    assert {"buoc=step.examination", "buoc=answer", "buoc=pickup"} <= {href.rsplit("&", 1)[1] for href in found}
    for href, number in counted.items():
        assert lead.get(href).content.decode().count('<a href="/can-bo/ho-so/') == number


@pytest.mark.usefixtures("edition")
def test_a_bar_of_a_step_leads_only_to_those_that_had_been_there(office: Office, lead: Client) -> None:
    days = f"so-lieu=finished&tu=2019-01-01&den=2019-12-31&co-quan={office.unit.pk}"
    everybody, asked_for_more = (
        lead.get(f"/can-bo/?{days}{step}").content.decode() for step in ("", "&buoc=pause.awaiting_supplement")
    )
    assert everybody.count('<a href="/can-bo/ho-so/') > asked_for_more.count('<a href="/can-bo/ho-so/')
    page = lead.get(f"/can-bo/?{days}&buoc=step.examination").content.decode()
    assert "– Bước examination" in page
    assert 'name="buoc" value="step.examination"' in page  # another filter keeps it
    for nothing in ("&buoc=step.nowhere", "&buoc=nonsense", "&buoc=pause.nonsense"):
        assert lead.get(f"/can-bo/?{days}{nothing}").content.decode().count('<a href="/can-bo/ho-so/') == 0


@pytest.mark.usefixtures("edition")
def test_a_stranger_finds_nothing_behind_a_bar(office: Office) -> None:
    foreign = sign_in(Client(), make_office(procedure=office.procedure).leader)
    asked = f"so-lieu=finished&tu=2019-01-01&den=2019-12-31&co-quan={office.unit.pk}&buoc=step.examination"
    assert foreign.get(f"/can-bo/?{asked}").content.decode().count('<a href="/can-bo/ho-so/') == 0


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize(("by", "head"), [("thu-tuc", "Thủ tục"), ("kenh", "Hình thức nộp"), ("can-bo", "Cán bộ")])
def test_the_table_says_by_what_it_divides(lead: Client, by: str, head: str) -> None:
    page = lead.get(PAGE, {"theo": by}).content.decode()
    assert re.search(rf"<th[^>]*>\s*{head}", page)


@pytest.mark.usefixtures("edition")
def test_the_page_says_until_when_it_counts_and_what_is_counted_now(lead: Client) -> None:
    page = lead.get(PAGE).content.decode()
    assert "đến hết ngày 08/04/2019, tính lúc 02:30 09/04/2019" in page
    assert "Hôm nay, đếm trực tiếp" in page


def test_periods_are_chosen_under_their_year_the_latest_first(edition: FigureEdition, lead: Client) -> None:
    FigureEdition.objects.filter(pk=edition.pk).update(months=edition.through.month + 1)
    page = lead.get(PAGE).content.decode()
    years = [part.split('"')[0] for part in page.split('<optgroup label="')[1:]]
    assert years == [str(edition.through.year), str(edition.through.year - 1)]
    last = page.split('<optgroup label="')[-1].split("</optgroup>")[0]
    assert re.findall(r'value="([^"]+)"', last) == ["2018", "2018-Q4", "2018-12"]


def test_before_the_first_night_the_page_says_when_to_come_back(lead: Client) -> None:
    assert "Hệ thống tính số liệu lúc 1 giờ 50" in lead.get(PAGE).content.decode()
    assert "Hệ thống tính số liệu lúc 1 giờ 50" in lead.get("/can-bo/so-lieu/766/").content.decode()


@pytest.mark.usefixtures("edition")
def test_figures_of_persons_are_for_leaders_and_administrators(office: Office, counter: Client, lead: Client) -> None:
    asked = {"theo": "can-bo", "ky": "2019"}
    assert "Lê Văn Thẩm" in lead.get(PAGE, asked).content.decode()
    assert counter.get(PAGE, asked).status_code == 404
    page = counter.get(PAGE).content.decode()
    assert 'value="can-bo"' not in page
    assert "Lê Văn Thẩm" not in page
    # nor by the work list
    days = f"so-lieu=finished&tu=2019-01-01&den=2019-12-31&co-quan={office.unit.pk}&can-bo={office.specialist.pk}"
    assert lead.get(f"/can-bo/?{days}").content.decode().count('<a href="/can-bo/ho-so/') == 4
    assert counter.get(f"/can-bo/?{days}").content.decode().count('<a href="/can-bo/ho-so/') == 0


@pytest.mark.usefixtures("edition")
def test_an_administrator_sees_figures_and_no_rows(keeper: Client) -> None:
    page = keeper.get(PAGE, {"theo": "can-bo"}).content.decode()
    assert "Lê Văn Thẩm" in page
    assert links(page) == []


@pytest.mark.usefixtures("edition")
def test_a_stranger_finds_nothing(office: Office) -> None:
    foreign = make_office(procedure=office.procedure)
    stranger = sign_in(Client(), foreign.leader)
    assert stranger.get(PAGE, {"co-quan": office.unit.pk}).status_code == 404
    assert stranger.get("/can-bo/so-lieu/766/", {"co-quan": office.unit.pk}).status_code == 404
    assert sign_in(Client(), make_staff(role=Role.VOLUNTEER, unit=office.unit)).get(PAGE).status_code == 404


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("asked", [{"theo": "x"}, {"thu-tuc": "khong-co"}, {"co-quan": "0"}, {"co-quan": "x"}])
def test_what_is_not_there_is_not_found(lead: Client, asked: dict[str, str]) -> None:
    assert lead.get(PAGE, asked).status_code == 404


@pytest.mark.usefixtures("edition")
def test_one_procedure_alone(office: Office, lead: Client) -> None:
    page = lead.get(PAGE, {"thu-tuc": office.slug, "theo": "kenh", "ky": "2019"}).content.decode()
    assert f"Chỉ thủ tục: {office.procedure.title_vi}" in page
    assert "Bước examination" in page
    assert all(f"thu-tuc={office.slug}" in href for href, _number in links(page.split("Hôm nay, đếm trực tiếp")[0]))


@pytest.mark.parametrize("more", [1, 3])
def test_the_page_takes_the_same_queries_however_much_there_is(office: Office, lead: Client, more: int) -> None:
    for _number in range(more):
        make_dossier(office, State.RETURNED)
    rebuild_figures(now=NIGHT)
    lead.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        lead.get(PAGE)
    assert len(asked) == 13


@pytest.mark.usefixtures("edition")
def test_indicators_show_what_nothing_counts_as_and_that_nobody_checked_them(office: Office, lead: Client) -> None:
    page = lead.get("/can-bo/so-lieu/766/", {"ky": "2019"}).content.decode()
    assert "Công thức chưa kiểm chứng" in page
    assert ("Đủ điểm" in page, "0 điểm" in page, "chưa kiểm chứng" in page) == (True, True, True)
    # no complaint: all six points; nobody answered: none
    complaints, voices = (
        re.search(rf'<th scope="row">{code} .*?</tr>', page, re.DOTALL) for code in ("5\\.2", "5\\.4")
    )
    assert complaints is not None
    assert voices is not None
    assert re.findall(r'<td class="num"[^>]*>([^<]*)</td>', complaints[0]) == ["0/0", "6,00", "6"]
    assert re.findall(r'<td class="num"[^>]*>([^<]*)</td>', voices[0]) == ["0/0", "0,00", "6"]


@pytest.mark.usefixtures("edition")
def test_indicators_are_read_in_english(lead: Client) -> None:
    lead.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = lead.get("/can-bo/so-lieu/766/", {"ky": "2019"}).content.decode()
    for words in ("Progress of decisions", "Dossiers decided in time", "dossiers received", "Decision 766/QĐ-TTg"):
        assert words in page
    assert "Hồ sơ giải quyết đúng hạn" not in page


@pytest.mark.usefixtures("edition")
def test_a_complaint_that_waits_is_not_counted_yet(office: Office, lead: Client) -> None:
    dossier = Dossier.objects.filter(state=State.RETURNED)[0]
    file_complaint(dossier_id=dossier.pk, unit_id=office.unit.pk, text="Chậm", now=NOW)
    assert "0/0" in lead.get("/can-bo/so-lieu/766/", {"ky": "2019"}).content.decode()


def test_the_administrator_sees_what_differs_in_their_units(
    office: Office, edition: FigureEdition, keeper: Client
) -> None:
    address = "/can-bo/so-lieu/luot-tinh/"
    assert "Khớp với số đếm trực tiếp" in keeper.get(address).content.decode()
    foreign = make_office(procedure=office.procedure)
    for unit, rebuilt in ((office.unit, 77), (foreign.unit, 88)):
        FigureDifference.objects.create(
            edition=edition, unit=unit, day=date(2019, 4, 1), figure="finished", rebuilt=rebuilt, live=1
        )
    page = keeper.get(address).content.decode()
    assert "Có số không khớp" in page
    assert (">77<" in page, ">88<" in page) == (True, False)


def test_an_administrator_has_the_figures_counted_anew_with_progress(office: Office, keeper: Client) -> None:
    make_dossier(office, State.RETURNED)
    answer = keeper.post("/can-bo/so-lieu/luot-tinh/tinh-lai/")
    run = Run.objects.get()
    assert answer.headers["Location"] == f"/can-bo/viec-chay/{run.pk}/"
    assert AuditEntry.objects.filter(action="onestop.ask_for_rebuild").exists()
    again = keeper.post("/can-bo/so-lieu/luot-tinh/tinh-lai/")
    assert (again.headers["Location"], Run.objects.count()) == (answer.headers["Location"], 1)


@pytest.mark.django_db(transaction=True)
def test_the_job_counts_and_says_whether_it_agrees(office: Office, keeper: Client) -> None:
    make_dossier(office, State.RETURNED)
    keeper.post("/can-bo/so-lieu/luot-tinh/tinh-lai/")
    run = Run.objects.get()
    rebuild_figures_asked(run_id=str(run.pk))
    run.refresh_from_db()
    assert (run.state, run.done) == (RunState.DONE, run.total)
    assert str(run.said) == "Số liệu đến hết ngày 08/04/2019 khớp với số đếm trực tiếp."


@pytest.mark.django_db(transaction=True)
def test_the_night_counts_by_itself(office: Office) -> None:
    make_dossier(office, State.RETURNED)
    rebuild_figures_nightly(timestamp=int((NOW + timedelta(hours=17)).timestamp()))
    assert FigureEdition.objects.get(is_current=True).through == NOW.date()
