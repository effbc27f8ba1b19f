"""Published figures: the page, CSV by RFC 4180, JSON, API; without persons and small cells, and cacheable."""

from __future__ import annotations

import csv
import json
from dataclasses import fields
from datetime import date, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.foundation.units.models import UnitVersion
from motcua.services.onestop.figures import drawing
from motcua.services.onestop.figures.actions.rebuild_figures import rebuild_figures
from motcua.services.onestop.figures.drawing import draw_files
from motcua.services.onestop.figures.queries.open_data import NAMES, FigureRow, by_unit, published_rows
from motcua.services.onestop.models import FigureEdition, FigureMonth, Procedure, PublishedFile
from motcua.services.onestop.states import State
from tests.factories.onestop import NOW, Office, make_dossier, make_office
from tests.services.onestop.figures.conftest import NEXT_MONTH, NIGHT
from tests.stage import staged

CSV, JSON = "/du-lieu-mo/giai-quyet-ho-so.csv", "/du-lieu-mo/giai-quyet-ho-so.json"
API = "/api/v1/figures/months"


def make_published(office: Office) -> FigureEdition:
    """Six dossiers of one office, two of another."""
    for _number in range(6):
        make_dossier(office, State.RETURNED)
    for _number in range(2):
        make_dossier(make_office(procedure=office.procedure), State.RETURNED)
    return rebuild_figures(now=NEXT_MONTH)


staged_published = staged("staged_published", make_published, on="staged_office")


@pytest.fixture
def published(staged_published: FigureEdition) -> FigureEdition:
    """Six dossiers of one office, two of another."""
    return staged_published


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
    assert (found["through"], found["updated_at"]) == ("2019-04-30", "2019-05-01T02:30:00+07:00")
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
@pytest.mark.parametrize("address", [CSV, JSON, f"{CSV}?nam=2019", API, f"{API}?year=2019"])
def test_an_unchanged_file_is_not_sent_again_and_not_drawn_again(
    client: Client, office: Office, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(address)
    assert "public" in first.headers["Cache-Control"]
    marks = [
        {"if-none-match": first.headers["ETag"]},
        {"if-modified-since": first.headers["Last-Modified"]},
    ]
    rebuild_figures(now=NEXT_MONTH + timedelta(days=1))  # another edition, which publishes the same
    with monkeypatch.context() as undrawn:
        undrawn.setattr(drawing, "published_rows", lambda *_given, **_named: pytest.fail("drawn again"))
        for mark in marks:
            again = client.get(address, headers=mark)
            assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
        assert client.get(address).content == first.content
    make_dossier(office, State.RETURNED, now=NEXT_MONTH + timedelta(days=2))
    rebuild_figures(now=NEXT_MONTH + timedelta(days=35))
    for mark in marks:
        assert client.get(address, headers=mark).status_code == 200


@pytest.mark.usefixtures("published")
def test_a_file_says_since_when_it_is_as_it_is(client: Client) -> None:
    before = json.loads(client.get(JSON).content)["updated_at"]
    assert before.startswith("2019-05-01T02:30")
    rebuild_figures(now=NEXT_MONTH + timedelta(days=1))
    assert json.loads(client.get(JSON).content)["updated_at"] == before
    assert "01/05/2019" in client.get("/du-lieu-mo/").content.decode()


@pytest.mark.usefixtures("published")
def test_files_that_were_never_drawn_are_drawn_for_whoever_asks(client: Client) -> None:
    """An edition of older software has none until the next night."""
    drawn = {address: client.get(address).content for address in (CSV, JSON, API)}
    PublishedFile.objects.all().delete()
    assert {address: client.get(address).content for address in drawn} == drawn


def test_a_year_that_is_published_no_more_has_no_file(published: FigureEdition) -> None:
    spans = set(PublishedFile.objects.values_list("span", flat=True))
    assert spans == {"all", "recent", "2019"}
    FigureMonth.objects.all().delete()
    draw_files(published, at=NEXT_MONTH)
    assert set(PublishedFile.objects.values_list("span", flat=True)) == {"all", "recent"}


def test_the_api_promises_the_fields_that_the_files_have() -> None:
    assert tuple(each.name for each in fields(FigureRow)) == NAMES


@pytest.mark.usefixtures("published")
def test_a_year_alone(client: Client) -> None:
    assert len(json.loads(client.get(f"{JSON}?nam=2019").content)["rows"]) == 3
    assert json.loads(client.get(f"{JSON}?nam=2018").content)["rows"] == []
    assert client.get(f"{JSON}?nam=x").status_code == 404


@pytest.mark.usefixtures("published")
def test_the_public_pages_show_what_is_published_and_no_more(client: Client, office: Office) -> None:
    year = client.get("/so-lieu-mot-cua/").content.decode()
    assert "không gồm 1 tháng bị ẩn" in year
    assert "100,0%" in year
    assert "đến hết tháng 04/2019" in year
    unit = client.get(f"/so-lieu-mot-cua/{office.unit.pk}/?nam=2019").content.decode()
    assert office.procedure.title_vi in unit
    assert "Tháng 4/2019" in unit
    assert client.get("/so-lieu-mot-cua/1999999/").status_code == 404


@pytest.mark.usefixtures("published")
def test_a_reader_of_english_reads_english_names_and_the_files_stay_as_they_are(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UnitVersion, "name_here", "Ward 99 People")
    monkeypatch.setattr(Procedure, "title_here", "Permit of the test")
    assert "Ward 99 People" in client.get("/so-lieu-mot-cua/").content.decode()
    assert "Permit of the test" in client.get(f"/so-lieu-mot-cua/{office.unit.pk}/?nam=2019").content.decode()
    assert office.procedure.title_vi in {row["procedure_name"] for row in rows_of(client)}


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
    rebuild_figures(now=NEXT_MONTH)
    with CaptureQueriesContext(connection) as asked:
        client.get("/so-lieu-mot-cua/")
    assert len(asked) == 4


def rows_of(client: Client, query: str = "") -> list[dict[str, object]]:
    """Return the published rows."""
    found: list[dict[str, object]] = json.loads(client.get(JSON + query).content)["rows"]
    return found


def test_the_running_month_is_not_published(client: Client, office: Office) -> None:
    for _number in range(6):
        make_dossier(office, State.RETURNED)
    edition = rebuild_figures(now=NIGHT)
    assert not FigureMonth.objects.exists()
    FigureMonth.objects.create(edition=edition, unit=office.unit, month=NOW.date().replace(day=1))  # of older software
    assert rows_of(client) == []
    rebuild_figures(now=NEXT_MONTH)
    assert [row["received"] for row in rows_of(client)] == [6]  # nor is a running month frozen


@pytest.mark.usefixtures("published")
def test_a_published_month_is_never_counted_again(client: Client, office: Office) -> None:
    before = rows_of(client)
    make_dossier(office, State.RETURNED)
    make_dossier(make_office(procedure=office.procedure), State.RETURNED)
    edition = rebuild_figures(now=NEXT_MONTH + timedelta(days=1))
    assert rows_of(client) == before
    assert not edition.differences.exists()  # the pages of the offices count it


def _make_late(edition: FigureEdition, late: int, by_law: int) -> None:
    FigureMonth.objects.filter(edition=edition, procedure__isnull=False).update(
        filed=20, finished=20, finished_in_time=20 - late, finished_late=late, finished_late_by_law=by_law
    )
    draw_files(edition, at=NEXT_MONTH)


@pytest.mark.parametrize(("late", "by_law"), [(1, 0), (16, 0), (10, 4), (10, 6)])
def test_who_was_late_is_hidden_where_they_are_few(
    client: Client, office: Office, published: FigureEdition, late: int, by_law: int
) -> None:
    _make_late(published, late, by_law)
    row = next(row for row in rows_of(client) if row["row_kind"] == "procedure")
    assert [row[name] for name in NAMES[5:10]] == [20, 20, None, None, None]
    assert ",20,20,,,,procedure" in client.get(CSV).content.decode()
    page = client.get(f"/so-lieu-mot-cua/{office.unit.pk}/").content.decode()
    assert page.count(">ẩn<") == 4
    found = next(each for each in by_unit(published_rows(published, year=2019)) if each.received)
    assert (found.resolved_in_time, found.resolved_late, found.in_time_share) == (None, None, None)


def test_many_late_are_shown(client: Client, published: FigureEdition) -> None:
    _make_late(published, 10, 5)
    row = next(row for row in rows_of(client) if row["row_kind"] == "procedure")
    assert [row[name] for name in NAMES[7:10]] == [10, 10, 5]


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("year", ["a%0Ab", "%0A", "20%0D%0A", "x", "0000", "1999"])
def test_no_year_is_not_found_whatever_the_browser_knows(client: Client, year: str) -> None:
    assert client.get(f"{CSV}?nam={year}", headers={"if-none-match": "*"}).status_code == 404
    assert client.get(f"{CSV}?nam={year}", headers={"if-none-match": '"1"'}).status_code == 404


def test_the_api_gives_twelve_months_unless_asked(client: Client, office: Office, published: FigureEdition) -> None:
    for month in (date(2018, 4, 1), date(2018, 5, 1)):
        FigureMonth.objects.create(edition=published, unit=office.unit, month=month)
    draw_files(published, at=NEXT_MONTH)
    found = {row["month"] for row in client.get("/api/v1/figures/months").json()["rows"]}
    assert found == {"2018-05", "2019-04"}
    assert len(client.get("/api/v1/figures/months?year=2018").json()["rows"]) == 2
