"""Every figure leads to the rows it counts, and equals their number."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from motcua.foundation.units.rules import day_of
from motcua.foundation.worktime import clock
from motcua.foundation.worktime.queries import calendar_for
from motcua.foundation.worktime.rules import add_working_minutes
from motcua.services.onestop.actions.decide_result import decide_result
from motcua.services.onestop.actions.hand_over import hand_over
from motcua.services.onestop.counting import OnestopFigures
from motcua.services.onestop.models import Dossier, Outcome
from motcua.services.onestop.queries.figures import FIGURES, PARTS, figures_of
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier, make_office, make_pledge
from tests.stage import staged

CARD = re.compile(r'<a class="card-link[^"]*" href="([^"]+)"><span class="figure">(\d+)</span>')
CELL = re.compile(r'<td class="num"[^>]*><a href="([^"]+)">(\d+)</a>')


def make_busy(office: Office) -> datetime:
    """Dossiers in every state, old ones among them; the moment they are looked at."""
    for state in State:
        make_dossier(office, state)
    make_dossier(office, now=NOW - timedelta(days=25))
    make_dossier(office, State.RETURNED, now=NOW - timedelta(days=25))
    return NOW + timedelta(hours=2)


staged_busy = staged("staged_busy", make_busy, on="staged_office")


@pytest.fixture
def busy(staged_busy: datetime, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Dossiers in every state, old ones among them; the moment they are looked at."""
    moment = staged_busy
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("query", ["", "?tu=2019-01-01&den=2019-04-30", "?tu=2019-03-01&den=2019-03-31"])
def test_each_figure_equals_the_rows_of_its_link(lead: Client, query: str) -> None:
    page = lead.get(f"/can-bo/so-lieu/{query}").content.decode()
    links = [(unescape(href), int(figure)) for href, figure in (*CARD.findall(page), *CELL.findall(page))]
    assert len(CARD.findall(page)) == len(FIGURES)
    rows = [lead.get(href).content.decode().count('<a href="/can-bo/ho-so/') for href, _ in links]
    assert rows == [figure for _, figure in links]


@pytest.mark.usefixtures("busy")
def test_every_dossier_of_the_period_is_in_one_figure(lead: Client) -> None:
    page = lead.get("/can-bo/so-lieu/?tu=2019-01-01&den=2019-04-30").content.decode()
    figures = dict(zip(FIGURES, [int(figure) for _, figure in CARD.findall(page)], strict=True))
    others = [figure for word, figure in figures.items() if word not in PARTS | {"received"}]
    assert figures["received"] == sum(others) == len(State) + 2


@pytest.mark.parametrize(("working_days", "late", "by_law"), [(7, 0, 0), (9, 1, 0), (12, 1, 1)])
@pytest.mark.django_db
def test_late_is_told_apart_from_late_by_law(working_days: int, late: int, by_law: int) -> None:
    """Ten working days by law, eight as promised: the figures tell both, of what is done and of what is open."""
    office = make_office(commitments=[make_pledge(8)])
    done, _open = make_dossier(office, State.IN_PROCESS), make_dossier(office, State.IN_PROCESS)
    then = add_working_minutes(calendar_for(office.unit.pk), NOW, working_days * 480)
    hand_over(dossier_id=done.pk, by=office.specialist, now=then)
    decide_result(dossier_id=done.pk, outcome=Outcome.APPROVED, by=office.leader, now=then)
    day = day_of(then)
    total = figures_of(Dossier.objects.all(), since=day, until=day, now=then + timedelta(minutes=1)).total
    assert (total["late"], total["late_by_law"]) == (late, by_law)
    assert (total["overdue"], total["overdue_by_law"]) == (late, by_law)
    counted = {each.measure: each.value for each in OnestopFigures().counts(None, day, day)}
    assert (counted.get("finished_late", 0), counted.get("finished_late_by_law", 0)) == (late, by_law)


def test_an_unanswered_filing_is_late_by_law(office: Office) -> None:
    dossier = make_dossier(office, State.SUBMITTED)
    for now, expected in ((dossier.answer_due_at, 0), (dossier.answer_due_at + timedelta(minutes=1), 1)):
        total = figures_of(Dossier.objects.all(), since=NOW.date(), until=NOW.date(), now=now).total
        assert (total["overdue"], total["overdue_by_law"]) == (expected, expected)


def test_a_foreign_unit_counts_as_none_of_ones_own(office: Office, lead: Client) -> None:
    make_dossier(office)
    page = lead.get("/can-bo/so-lieu/?co-quan=999999").content.decode()
    assert 'value="999999"' not in page


def test_a_period_without_dossiers_says_so(lead: Client) -> None:
    assert "Chưa có hồ sơ nào trong kỳ này" in lead.get("/can-bo/so-lieu/?tu=x&den=y").content.decode()


@pytest.mark.parametrize("page", ["/can-bo/so-lieu/", "/can-bo/cho-tra-loi/"])
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("tu=2019-04-08&den=2019-03-01", "“Từ ngày” muộn hơn “Đến ngày”"),
        ("tu=2019-02-30", "Ngày đã nhập không đọc được"),
        ("tu=2019-03-01&den=2019-04-08", ""),
    ],
)
def test_days_that_cannot_be_counted_are_said_to_be_wrong(
    lead: Client, busy: datetime, page: str, query: str, said: str
) -> None:
    told = unescape(lead.get(f"{page}?{query}").content.decode())
    assert ('class="notice notice-warn" role="alert"' in told) == bool(said)
    assert said in told


@pytest.mark.parametrize("query", ["den=0001-01-01", "den=9999-12-31", "tu=0001-01-01", "tu=9999-12-31&den=0001-01-01"])
def test_a_day_out_of_all_time_is_no_fault(lead: Client, query: str) -> None:
    assert lead.get(f"/can-bo/so-lieu/?{query}").status_code == 200
