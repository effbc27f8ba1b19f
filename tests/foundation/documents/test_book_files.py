"""An official book as a file: every line in order, as it stands now, with what was put right; only for its readers."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from motcua.foundation.documents.book_files import book_pdf, book_table, book_xlsx
from motcua.foundation.registers.actions.close_books import close_books
from motcua.foundation.registers.actions.correct_entry import correct_entry
from motcua.foundation.registers.models import Book
from motcua.foundation.units.models import Role, Staff
from motcua.foundation.worktime.clock import ZONE
from tests.factories.registers import CLERK, make_books, make_line
from tests.factories.units import make_staff, sign_in
from tests.foundation.documents.paper import text_of

pytestmark = pytest.mark.django_db
NOW = datetime(2019, 4, 9, 8, 30, tzinfo=ZONE)


@pytest.fixture
def clerk() -> Staff:
    """A clerk of a unit whose book has three lines, the second put right."""
    make_books()
    staff = make_staff(role=Role.CLERK)
    for name in ("Lê Văn Tám", "=HYPERLINK(1)", "Phạm Văn Chín"):
        make_line(unit_id=staff.home_unit_id, now=NOW, columns={"applicant": name, "dossier_code": "X-190409-0001"})
    entry = Book.objects.get().entries.get(number=3)
    correct_entry(entry_id=entry.pk, columns={"applicant": "Phạm Văn Mười"}, reason="Sai tên", by=staff, now=NOW)
    return staff


def test_the_workbook_has_every_line_without_a_gap_and_what_was_put_right(clerk: Staff) -> None:
    sheet = load_workbook(BytesIO(book_xlsx(book_table(Book.objects.get())))).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert rows[0][:2] == ["Số thứ tự", "Mã hồ sơ"]
    assert [row[0] for row in rows[1:]] == ["1", "2", "3"]
    assert [row[4] for row in rows[1:]] == ["Lê Văn Tám", "=HYPERLINK(1)", "Phạm Văn Mười"]
    assert rows[3][-1] == f"09/04/2019: Sai tên ({clerk.full_name})"
    assert [cell.data_type for cell in sheet[7]][4] != "f"
    assert sheet["A4"].value == "Mẫu số 06 (Thông tư số 01/2018/TT-VPCP)"


def test_the_paper_says_which_book_it_is_and_when_it_was_closed(clerk: Staff) -> None:
    close_books(by=CLERK, now=NOW + timedelta(days=300))
    told = text_of(book_pdf(book_table(Book.objects.get()), now=NOW))
    for word in ("SỔ THEO DÕI HỒ SƠ", "quyển số 1", "mở ngày 09 tháng 4 năm 2019", "khóa ngày", "Phạm Văn Mười"):
        assert word in told
    assert "Sai tên" in told


def test_a_line_of_the_paper_stays_on_one_page(clerk: Staff) -> None:
    street = " ".join(["Đường số dài"] * 12)
    for number in range(30):
        columns = {"applicant": f"Người {number}.", "contact": f"{street} Hết{number}."}
        make_line(unit_id=clerk.home_unit_id, now=NOW, columns={"dossier_code": "X-190409-0001", **columns})
    paper = PdfDocument(BytesIO(book_pdf(book_table(Book.objects.get()), now=NOW)))
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in paper]
    paper.close()
    assert len(pages) > 1
    for number in range(30):
        (page,) = [page for page in pages if f"Người {number}." in page]
        assert f"Hết{number}." in page


def test_a_book_that_is_no_form_of_a_circular_names_its_own_rule(clerk: Staff) -> None:
    make_line(unit_id=clerk.home_unit_id, now=NOW, book="outgoing", columns={"summary": "Công văn"})
    table = book_table(Book.objects.get(code="outgoing"))
    assert (table.mark, "văn thư" in table.document) == ("", True)


@pytest.mark.parametrize(("ending", "begin"), [("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_readers_take_it_along_and_strangers_find_nothing(clerk: Staff, ending: str, begin: bytes) -> None:
    address = f"/can-bo/so/{Book.objects.get().pk}/so.{ending}"
    answer = sign_in(Client(), clerk).get(address)
    assert (answer.status_code, answer.content[: len(begin)]) == (200, begin)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="so-dossiers-2019-1.{ending}"'
    assert sign_in(Client(), make_staff(role=Role.CLERK)).get(address).status_code == 404
    assert f"so.{ending}" in sign_in(Client(), clerk).get(f"/can-bo/so/{Book.objects.get().pk}/").content.decode()
