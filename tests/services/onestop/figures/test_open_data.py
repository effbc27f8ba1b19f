"""Published figures: the page, CSV by RFC 4180, JSON, API; without persons and small cells, and cacheable."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.services.onestop.figures.actions.rebuild_figures import rebuild_figures
from motcua.services.onestop.figures.queries.open_data import NAMES
from motcua.services.onestop.models import FigureEdition
from motcua.services.onestop.states import State
from tests.factories.onestop import Office, make_dossier, make_office
from tests.services.onestop.figures.conftest import NIGHT

CSV, JSON = "/du-lieu-mo/giai-quyet-ho-so.csv", "/du-lieu-mo/giai-quyet-ho-so.json"


@pytest.fixture
def published(office: Office) -> FigureEdition:
    """Six dossiers of one office, two of another."""
    for _number in range(6):
        make_dossier(office, State.RETURNED)
    for _number in range(2):
        make_dossier(make_office(procedure=office.procedure), State.RETURNED)
    return rebuild_figures(now=NIGHT)


@pytest.mark.usefixtures("published")
def test_the_csv_is_one_by_the_standard(client: Client, office: Office) -> None:
    answer = client.get(CSV)
    text = answer.content.decode()
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert text.count("\r\n") == text.count("\n") == 4
    head, *rows = csv.reader(StringIO(text, newline=""))
    assert tuple(head) == NAMES
    shown = next(row for row in rows if row[-1] == "procedure")
    assert shown[0] == "2019-04"
    assert shown[3:] == [office.procedure.code, office.procedure.title_vi, "6", "6", "6", "0", "0", "procedure"]


@pytest.mark.usefixtures("published")
def test_a_small_office_is_hidden(client: Client) -> None:
    rows = [row for row in json.loads(client.get(JSON).content)["rows"] if row["row_kind"] == "hidden"]
    assert len(rows) == 2
    for row in rows:
        assert [row[name] for name in NAMES[3:10]] == ["", "", None, None, None, None, None]


@pytest.mark.usefixtures("published")
def test_nobody_is_named(client: Client, office: Office) -> None:
    pages = ("/so-lieu-mot-cua/", f"/so-lieu-mot-cua/{office.unit.pk}/", "/du-lieu-mo/", CSV, JSON)
    told = "".join(client.get(page).content.decode() for page in pages)
    assert not [
        one.full_name for one in (office.leader, office.specialist, office.receptionist) if one.full_name in told
    ]


def test_the_json_says_what_it_is(client: Client, published: FigureEdition) -> None:
    found = json.loads(client.get(JSON).content)
    assert found["licence"].startswith("https://creativecommons.org/")
    assert (found["through"], found["updated_at"]) == ("2019-04-08", "2019-04-09T02:30:00+07:00")
    assert [field["name"] for field in found["fields"]] == list(NAMES)
    assert published.is_current


@pytest.mark.usefixtures("published")
def test_the_api_gives_the_same_rows(client: Client) -> None:
    rows = json.loads(client.get(JSON).content)["rows"]
    assert client.get("/api/v1/figures/months").json()["rows"] == rows
    assert client.get("/api/v1/figures/months?year=2018").json()["rows"] == []


@pytest.mark.usefixtures("published")
def test_the_dictionary_explains_every_field(client: Client) -> None:
    rows = list(csv.reader(StringIO(client.get("/du-lieu-mo/giai-quyet-ho-so.tu-dien.csv").content.decode())))
    assert [row[0] for row in rows[1:]] == list(NAMES)
    assert all(row[2] for row in rows)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("address", [CSV, JSON, f"{CSV}?nam=2019"])
def test_an_unchanged_file_is_not_sent_again(client: Client, address: str) -> None:
    first = client.get(address)
    assert "public" in first.headers["Cache-Control"]
    again = client.get(address, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    rebuild_figures(now=NIGHT)
    assert client.get(address, headers={"if-none-match": first.headers["ETag"]}).status_code == 200


@pytest.mark.usefixtures("published")
def test_a_year_alone(client: Client) -> None:
    assert len(json.loads(client.get(f"{JSON}?nam=2019").content)["rows"]) == 3
    assert json.loads(client.get(f"{JSON}?nam=2018").content)["rows"] == []
    assert client.get(f"{JSON}?nam=x").status_code == 404


@pytest.mark.usefixtures("published")
def test_the_public_pages_show_what_is_published_and_no_more(client: Client, office: Office) -> None:
    year = client.get("/so-lieu-mot-cua/").content.decode()
    assert "không gồm 1 tháng bị ẩn" in year
    assert "100,0 %" in year
    unit = client.get(f"/so-lieu-mot-cua/{office.unit.pk}/?nam=2019").content.decode()
    assert office.procedure.title_vi in unit
    assert client.get("/so-lieu-mot-cua/1999999/").status_code == 404


@pytest.mark.django_db
def test_before_the_first_night_nothing_is_published(client: Client) -> None:
    for page in ("/so-lieu-mot-cua/", "/du-lieu-mo/"):
        assert "Chưa có số liệu nào được công bố" in client.get(page).content.decode()
    assert client.get(CSV).status_code == client.get(JSON).status_code == 404
    assert client.get("/api/v1/figures/months").json()["rows"] == []


@pytest.mark.parametrize("offices", [1, 3])
def test_the_public_page_takes_the_same_queries_however_much_there_is(
    client: Client, office: Office, offices: int
) -> None:
    for place in [office, *(make_office(procedure=office.procedure) for _number in range(offices - 1))]:
        make_dossier(place, State.RETURNED)
    rebuild_figures(now=NIGHT)
    with CaptureQueriesContext(connection) as asked:
        client.get("/so-lieu-mot-cua/")
    assert len(asked) == 4
