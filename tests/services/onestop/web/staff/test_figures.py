"""Every figure leads to the rows it counts, and equals their number."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from motcua.foundation.worktime import clock
from motcua.services.onestop.queries.figures import FIGURES
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier

CARD = re.compile(r'<a class="card-link[^"]*" href="([^"]+)"><span class="figure">(\d+)</span>')
CELL = re.compile(r'<td class="num"><a href="([^"]+)">(\d+)</a>')


@pytest.fixture
def busy(office: Office, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Dossiers in every state, old ones among them; the moment they are looked at."""
    for state in State:
        make_dossier(office, state)
    make_dossier(office, now=NOW - timedelta(days=25))
    make_dossier(office, State.RETURNED, now=NOW - timedelta(days=25))
    moment = NOW + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("query", ["", "?tu=2019-01-01&den=2019-04-30", "?tu=2019-03-01&den=2019-03-31"])
def test_each_figure_equals_the_rows_of_its_link(lead: Client, query: str) -> None:
    page = lead.get(f"/can-bo/so-lieu/{query}").content.decode()
    links = [(unescape(href), int(figure)) for href, figure in (*CARD.findall(page), *CELL.findall(page))]
    assert len(CARD.findall(page)) == len(FIGURES)
    rows = [lead.get(href).content.decode().count('<th scope="row"><a href="/can-bo/ho-so/') for href, _ in links]
    assert rows == [figure for _, figure in links]


@pytest.mark.usefixtures("busy")
def test_every_dossier_of_the_period_is_in_one_figure(lead: Client) -> None:
    page = lead.get("/can-bo/so-lieu/?tu=2019-01-01&den=2019-04-30").content.decode()
    received, *others = [int(figure) for _, figure in CARD.findall(page)]
    assert received == sum(others) == len(State) + 2


def test_a_foreign_unit_counts_as_none_of_ones_own(office: Office, lead: Client) -> None:
    make_dossier(office)
    page = lead.get("/can-bo/so-lieu/?co-quan=999999").content.decode()
    assert 'value="999999"' not in page


def test_a_period_without_dossiers_says_so(lead: Client) -> None:
    assert "Chưa có hồ sơ nào trong kỳ này" in lead.get("/can-bo/so-lieu/?tu=x&den=y").content.decode()


@pytest.mark.parametrize("query", ["den=0001-01-01", "den=9999-12-31", "tu=0001-01-01", "tu=9999-12-31&den=0001-01-01"])
def test_a_day_out_of_all_time_is_no_fault(lead: Client, query: str) -> None:
    assert lead.get(f"/can-bo/so-lieu/?{query}").status_code == 200
