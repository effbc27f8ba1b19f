"""A reader never learns whose work it is: not from the page, not from a file, its name or its metadata."""

import io
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from django.test import Client

from motcua.foundation.ui.text import fold
from motcua.foundation.units.models import Role, UnitVersion
from motcua.replication.contest.actions.attach_file import attach_file
from motcua.replication.contest.actions.edit_entry import edit_entry
from motcua.replication.contest.kinds import Round
from motcua.replication.contest.models import Assignment
from tests.factories.attachments import make_docx, make_pdf
from tests.factories.contest import (
    ENTERING,
    FINAL_DAY,
    READING,
    Hall,
    final_hall,
    make_work,
    open_hall,
    open_parts,
    reading_hall,
)
from tests.factories.units import make_staff, sign_in
from tests.replication.contest.web.conftest import BrowserOf, SetClock

pytestmark = pytest.mark.django_db


def told_pdf() -> bytes:
    """Return a PDF whose metadata name its author."""
    with pikepdf.open(io.BytesIO(make_pdf())) as pdf:
        pdf.docinfo["/Author"] = "Le Thi Tac Gia 1"
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = ["Le Thi Tac Gia 1"]
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.fixture
def hall(at: SetClock) -> Hall:
    """A hall in which an entry names its author and its unit wherever it can."""
    hall = open_hall()
    unit = UnitVersion.objects.get(unit=hall.wards[0])
    telling = replace(
        make_work(1),
        title=f"Mô hình của {unit.short_name}",
        problem=f"{unit.name} có nhiều hồ sơ, chị Lê Thị Tác Giả 1 đề xuất.",
        solution=f"Cán bộ {unit.short_name.upper()} làm, LE THI TAC GIA 1 chỉ đạo.",
    )
    entry = hall.entries[0]
    edit_entry(entry_id=entry.pk, work=telling, by=hall.leaders[0], now=ENTERING, expected_version=1)
    for name, data in (("Lê Thị Tác Giả 1.pdf", told_pdf()), ("Phường.docx", make_docx())):
        attach_file(entry_id=entry.pk, upload=BytesIO(data), name=name, by=hall.leaders[0], now=ENTERING)
    at(READING)
    return reading_hall(hall)


def sheets(hall: Hall) -> list[Assignment]:
    return list(Assignment.objects.filter(entry=hall.entries[0]).select_related("judge"))


def names(hall: Hall) -> list[str]:
    """Return every name that would give an entry away, of all entries."""
    units = UnitVersion.objects.filter(unit__in=[ward.pk for ward in hall.wards])
    authors = [author.name for entry in hall.entries for author in entry.authors.all()]
    return [fold(name) for name in (*authors, *(one.name for one in units))] + [
        fold(one.short_name) for one in units if one.unit_id == hall.wards[0].pk
    ]


def test_the_sheet_of_a_reader_holds_no_name_of_a_unit_or_an_author(hall: Hall, browser_of: BrowserOf) -> None:
    for sheet in sheets(hall):
        shown = browser_of(sheet.judge).get(f"/can-bo/nhan-rong/hoi-thi/phieu/{sheet.pk}/")
        html = fold(shown.content.decode())
        assert shown.status_code == 200
        assert [name for name in names(hall) if name in html] == []
        assert hall.entries[0].blind_code.lower() in html
        assert "▇▇▇" in html


def test_the_page_of_the_contest_shows_a_reader_codes_only(hall: Hall, browser_of: BrowserOf) -> None:
    stranger = hall.readers[0]
    shown = browser_of(stranger).get(f"/can-bo/nhan-rong/hoi-thi/{hall.contest.pk}/")
    html = fold(shown.content.decode())
    assert [author.name for entry in hall.entries for author in entry.authors.all() if fold(author.name) in html] == []
    assert [entry.title for entry in hall.entries if fold(entry.title) in html] == []
    assert "bd-0" in html


def test_a_reader_gets_the_blind_copy_of_a_pdf_and_nothing_else(hall: Hall, browser_of: BrowserOf) -> None:
    entry = hall.entries[0]
    copies = [one for one in entry.files.all() if one.blind]
    assert [one.blind.name for one in copies if one.blind] == [f"{entry.blind_code}-1.pdf"]
    sheet = sheets(hall)[0]
    client = browser_of(sheet.judge)
    address = f"/can-bo/nhan-rong/hoi-thi/phieu/{sheet.pk}/tep/"
    got = client.get(f"{address}{copies[0].blind_id}/")
    data = b"".join(got)
    assert got.headers["Content-Disposition"] == f'inline; filename="{entry.blind_code}-1.pdf"'
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/Info" not in pdf.trailer
        assert "/Metadata" not in pdf.Root
    assert b"Tac Gia" not in data
    assert client.get(f"{address}{copies[0].stored_id}/").status_code == 404
    assert client.get(f"/can-bo/nhan-rong/hoi-thi/bai/{entry.pk}/").status_code == 404
    assert client.get(f"/can-bo/nhan-rong/hoi-thi/bai/{entry.pk}/tep/{copies[0].stored_id}/").status_code == 404


def test_nobody_opens_the_sheet_of_another(hall: Hall, browser_of: BrowserOf) -> None:
    sheet = sheets(hall)[0]
    others = [one for one in hall.readers if one != sheet.judge] + [hall.coordinator, hall.leaders[0], hall.judges[0]]
    for other in others:
        assert browser_of(other).get(f"/can-bo/nhan-rong/hoi-thi/phieu/{sheet.pk}/").status_code == 404
    assert Client().get(f"/can-bo/nhan-rong/hoi-thi/phieu/{sheet.pk}/").status_code == 302


def test_in_the_final_the_judges_see_the_team(at: SetClock, browser_of: BrowserOf) -> None:
    hall = final_hall()
    open_parts(hall, [Round.INITIATIVE])
    at(FINAL_DAY)
    sheet = Assignment.objects.filter(round=Round.INITIATIVE, entry=hall.entries[0]).select_related("judge")[0]
    html = browser_of(sheet.judge).get(f"/can-bo/nhan-rong/hoi-thi/phieu/{sheet.pk}/").content.decode()
    assert UnitVersion.objects.get(unit=hall.wards[0]).name in html
    assert hall.entries[0].title in html


def test_a_unit_sees_its_own_entries_only(hall: Hall, browser_of: BrowserOf) -> None:
    client = browser_of(hall.leaders[0])
    assert client.get(f"/can-bo/nhan-rong/hoi-thi/bai/{hall.entries[0].pk}/").status_code == 200
    assert client.get(f"/can-bo/nhan-rong/hoi-thi/bai/{hall.entries[1].pk}/").status_code == 404
    html = client.get(f"/can-bo/nhan-rong/hoi-thi/{hall.contest.pk}/").content.decode()
    assert hall.entries[1].title not in html


def test_a_stranger_finds_no_contest(hall: Hall) -> None:
    stranger = sign_in(Client(), make_staff(role=Role.COORDINATOR))
    assert stranger.get(f"/can-bo/nhan-rong/hoi-thi/{hall.contest.pk}/").status_code == 404
    assert hall.contest.title not in stranger.get("/can-bo/nhan-rong/hoi-thi/").content.decode()
