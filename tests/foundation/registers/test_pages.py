"""Who sees which book, and what a page of it shows."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.registers.actions.correct_entry import correct_entry
from motcua.foundation.registers.models import Book
from motcua.foundation.registers.queries import line_of
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.worktime.clock import ZONE
from tests.factories.registers import make_books, make_line
from tests.factories.units import make_staff, sign_in

pytestmark = pytest.mark.django_db
NOW = datetime(2019, 4, 9, 8, 30, tzinfo=ZONE)


@pytest.fixture
def clerk() -> Staff:
    """A clerk of a unit whose book of dossiers has three lines."""
    make_books()
    staff = make_staff(role=Role.CLERK)
    for name in ("Lê Văn Tám", "Trần Thị Bé", "Phạm Văn Chín"):
        make_line(unit_id=staff.home_unit_id, now=NOW, columns={"applicant": name, "dossier_code": "X-190409-0001"})
    return staff


def _address() -> str:
    return f"/can-bo/so/{Book.objects.get().pk}/"


def test_the_clerk_finds_the_books_of_the_unit(clerk: Staff, client: Client) -> None:
    sign_in(client, clerk)
    page = client.get("/can-bo/so/").content.decode()
    assert "Sổ theo dõi hồ sơ" in page
    assert _address() in page


def test_a_page_shows_lines_form_and_corrections(clerk: Staff, client: Client) -> None:
    entry = Book.objects.get().entries.get(number=2)
    correct_entry(entry_id=entry.pk, columns={"applicant": "Trần Thị Bê"}, reason="Sai tên", by=clerk, now=NOW)
    page = sign_in(client, clerk).get(_address()).content.decode()
    assert "Lê Văn Tám" in page
    assert "Trần Thị Bê" in page
    assert "Sai tên" in page
    assert "Thông tư 01/2018/TT-VPCP, Mẫu số 06" in page
    assert "chưa kiểm chứng" in page


def test_pages_go_on_after_a_number(clerk: Staff, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.foundation.registers.web.views.PAGE_LINES", 2)
    sign_in(client, clerk)
    assert "?sau=2" in client.get(_address()).content.decode()
    page = client.get(f"{_address()}?sau=2").content.decode()
    assert "Phạm Văn Chín" in page
    assert "Lê Văn Tám" not in page
    assert client.get(f"{_address()}?in=1").content.decode().count("Văn") >= 2
    assert client.get(f"{_address()}?sau=x").status_code == 404


def test_whoever_reads_prints_or_takes_a_book_along_stands_in_the_journal(clerk: Staff, client: Client) -> None:
    sign_in(client, clerk)
    for address in ("", "?in=1&sau=1", "so.xlsx", "so.pdf"):
        assert client.get(f"{_address()}{address}").status_code == 200
    read = AuditEntry.objects.filter(action="registers.read_book", target_id=str(Book.objects.get().pk)).order_by("pk")
    assert [(entry.detail["how"], entry.detail["after"]) for entry in read] == [
        ("page", 0),
        ("print", 1),
        ("xlsx", 0),
        ("pdf", 0),
    ]
    assert {entry.actor_staff_id for entry in read} == {clerk.pk}


def test_a_stranger_gets_nothing(clerk: Staff, client: Client) -> None:
    address = _address()
    assert client.get(address).status_code == 302
    assert sign_in(client, make_staff(role=Role.CLERK)).get(address).status_code == 404
    volunteer = make_staff(role=Role.VOLUNTEER, unit=clerk.home_unit)
    assert sign_in(client, volunteer).get(address).status_code == 404
    assert client.get("/can-bo/so/").status_code == 404


def test_a_long_page_costs_as_many_queries_as_a_short_one(clerk: Staff, client: Client) -> None:
    sign_in(client, clerk)
    client.get(_address())
    with CaptureQueriesContext(connection) as short:
        client.get(_address())
    for _ in range(10):
        make_line(unit_id=clerk.home_unit_id, now=NOW)
    with CaptureQueriesContext(connection) as long:
        client.get(_address())
    assert len(long) == len(short)


def test_a_unit_without_books_learns_what_they_are_for(client: Client) -> None:
    sign_in(client, make_staff(role=Role.CLERK))
    assert "Chưa có sổ nào" in client.get("/can-bo/so/").content.decode()


def test_a_line_is_put_right_with_a_reason_and_what_stood_there_stays(clerk: Staff, client: Client) -> None:
    address = f"{_address()}2/"
    sign_in(client, clerk)
    assert address in client.get(_address()).content.decode()
    sent = {f"cot-{key}": text for key, text in line_of(Book.objects.get().entries.get(number=2)).items()}
    for wrong, said in ((sent | {"reason": "Sai tên"}, "Chưa sửa cột nào"), (sent, "Hãy ghi lý do đính chính.")):
        refused = client.post(address, wrong)
        assert (refused.status_code, said in refused.content.decode()) == (422, True)
    right = sent | {"cot-applicant": "Trần Thị Bê", "reason": "Sai tên"}
    assert all(word in client.post(address, right, follow=True).content.decode() for word in ("Trần Thị Bê", "Sai tên"))
    entry = Book.objects.get().entries.get(number=2)
    assert entry.columns["applicant"] == "Trần Thị Bé"
    (amendment,) = entry.amendments.all()
    assert (amendment.columns, amendment.amended_by) == ({"applicant": "Trần Thị Bê"}, clerk)


def test_only_clerk_and_leader_of_the_unit_put_a_line_right(clerk: Staff, client: Client) -> None:
    address = f"{_address()}2/"
    reader = make_staff(role=Role.RECEPTIONIST, unit=clerk.home_unit)
    assert "Đính chính dòng này" not in sign_in(client, reader).get(_address()).content.decode()
    assert client.get(address).status_code == 404
    assert sign_in(client, make_staff(role=Role.CLERK)).get(address).status_code == 404
    assert sign_in(client, clerk).get(f"{_address()}9/").status_code == 404
