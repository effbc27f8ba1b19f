"""Official books: opened with the first line, numbered to the end of the year, closed, never rewritten."""

from datetime import datetime

import pytest
from django.db import DatabaseError, transaction

from motcua.foundation.audit.models import AuditEntry
from motcua.foundation.registers.actions.close_books import close_books
from motcua.foundation.registers.actions.complete_entry import complete_entry
from motcua.foundation.registers.actions.correct_entry import correct_entry
from motcua.foundation.registers.models import Book, BookDefinition, BookEntry
from motcua.foundation.registers.queries import book_page, line_of
from motcua.foundation.registers.reference import load_registers
from motcua.foundation.registers.rules import BookRefused
from motcua.foundation.units.models import Role, Unit
from motcua.foundation.worktime.clock import ZONE
from tests.factories.registers import CLERK, make_books, make_line
from tests.factories.units import make_staff, make_unit

pytestmark = pytest.mark.django_db
NOW = datetime(2019, 4, 9, 8, 30, tzinfo=ZONE)
NEW_YEAR = datetime(2020, 1, 1, 0, 20, tzinfo=ZONE)


@pytest.fixture
def unit() -> Unit:
    """A unit with the shipped book forms."""
    make_books()
    return make_unit()


def test_lines_are_numbered_from_the_first_of_the_year(unit: Unit) -> None:
    lines = [make_line(unit_id=unit.pk, now=NOW) for _ in range(3)]
    assert [(line.number, line.number_text) for line in lines] == [(1, "1"), (2, "2"), (3, "3")]
    assert make_line(unit_id=unit.pk, now=NEW_YEAR).number == 1
    assert list(Book.objects.order_by("year").values_list("year", "volume")) == [(2019, 1), (2020, 1)]


def test_outgoing_documents_have_their_own_book_with_two_digits(unit: Unit) -> None:
    make_line(unit_id=unit.pk, now=NOW)
    line = make_line(unit_id=unit.pk, now=NOW, book="outgoing", columns={"symbol": "01/UBND"})
    assert line.number_text == "01"
    assert unit.books.count() == 2


def test_each_unit_has_its_own_book(unit: Unit) -> None:
    make_line(unit_id=unit.pk, now=NOW)
    assert make_line(unit_id=make_unit().pk, now=NOW).number == 1


def test_a_line_is_journalled_without_what_it_says(unit: Unit) -> None:
    line = make_line(unit_id=unit.pk, now=NOW, columns={"applicant": "Lê Văn Tám"})
    entry = AuditEntry.objects.get(action="registers.enter_in_book")
    assert (entry.target_id, entry.detail) == (str(line.pk), {})


def test_the_form_changes_with_the_circular_and_the_numbers_run_on(unit: Unit) -> None:
    make_line(unit_id=unit.pk, now=datetime(2025, 6, 30, 9, 0, tzinfo=ZONE))
    line = make_line(unit_id=unit.pk, now=datetime(2025, 7, 1, 9, 0, tzinfo=ZONE))
    old, new = Book.objects.select_related("definition").order_by("volume")
    assert (old.last_number, new.volume, line.number) == (1, 2, 2)
    assert old.definition.document == "Thông tư 01/2018/TT-VPCP, Mẫu số 06"
    assert new.definition.document == "Thông tư 03/2025/TT-VPCP, Phụ lục I, Mẫu số 07"


def test_a_column_that_the_book_does_not_have_is_refused(unit: Unit) -> None:
    with pytest.raises(BookRefused) as refusal:
        make_line(unit_id=unit.pk, now=NOW, columns={"colour": "red"})
    assert refusal.value.code == "column"
    assert not BookEntry.objects.exists()


def test_a_book_without_form_on_that_day_is_refused(unit: Unit) -> None:
    with pytest.raises(BookRefused) as refusal:
        make_line(unit_id=unit.pk, now=NOW, book="incoming")
    assert refusal.value.code == "no_book"


def test_books_close_when_the_year_is_over_and_take_no_more_lines(unit: Unit) -> None:
    make_line(unit_id=unit.pk, now=NOW)
    make_line(unit_id=unit.pk, now=NOW)
    assert close_books(by=CLERK, now=NEW_YEAR) == 1
    assert close_books(by=CLERK, now=NEW_YEAR) == 0
    book = Book.objects.get()
    assert (book.closed_at, book.last_number) == (NEW_YEAR, 2)
    with pytest.raises(BookRefused) as refusal, transaction.atomic():
        make_line(unit_id=unit.pk, now=NOW)
    assert refusal.value.code == "closed"
    with pytest.raises(DatabaseError, match="is closed"), transaction.atomic():
        BookEntry.objects.create(book=book, number=3, number_text="3", entered_at=NOW, entered_by_name="x", columns={})


def test_a_refused_line_uses_no_number(unit: Unit) -> None:
    make_line(unit_id=unit.pk, now=NOW)
    close_books(by=CLERK, now=NEW_YEAR)
    with pytest.raises(BookRefused):
        make_line(unit_id=unit.pk, now=NOW)
    assert list(BookEntry.objects.values_list("number", flat=True)) == [1]


def test_the_database_refuses_to_change_a_line(unit: Unit) -> None:
    line = make_line(unit_id=unit.pk, now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        BookEntry.objects.filter(pk=line.pk).update(columns={})
    with pytest.raises(DatabaseError), transaction.atomic():
        line.delete()


def test_the_day_of_return_is_filled_in_later_and_once(unit: Unit) -> None:
    line = make_line(unit_id=unit.pk, now=NOW)
    complete_entry(entry_id=line.pk, columns={"returned": "22/04/2019", "signed_by": ""}, by=CLERK, now=NOW)
    assert line_of(BookEntry.objects.get())["returned"] == "22/04/2019"
    complete_entry(entry_id=line.pk, columns={"signed_by": "Lê Văn Tám"}, by=CLERK, now=NOW)
    with pytest.raises(BookRefused) as filled:
        complete_entry(entry_id=line.pk, columns={"returned": "23/04/2019"}, by=CLERK, now=NOW)
    assert filled.value.code == "filled"
    with pytest.raises(BookRefused) as not_later:
        complete_entry(entry_id=line.pk, columns={"applicant": "Khác"}, by=CLERK, now=NOW)
    assert not_later.value.code == "column"


def test_a_return_is_noted_in_a_closed_book(unit: Unit) -> None:
    line = make_line(unit_id=unit.pk, now=NOW)
    close_books(by=CLERK, now=NEW_YEAR)
    complete_entry(entry_id=line.pk, columns={"returned": "02/01/2020"}, by=CLERK, now=NEW_YEAR)
    assert line_of(BookEntry.objects.get())["returned"] == "02/01/2020"


def test_a_correction_keeps_what_stood_there_and_says_why(unit: Unit) -> None:
    line, clerk = make_line(unit_id=unit.pk, now=NOW), make_staff(role=Role.CLERK, unit=unit)
    correct_entry(entry_id=line.pk, columns={"applicant": "Lê Văn Tâm"}, reason="Sai tên", by=clerk, now=NOW)
    kept = BookEntry.objects.get()
    assert kept.columns["applicant"] == "Lê Văn Tám"
    assert line_of(kept)["applicant"] == "Lê Văn Tâm"
    for columns, reason, code in (({"applicant": "X"}, "  ", "reason"), ({"colour": "X"}, "Sai", "column")):
        with pytest.raises(BookRefused) as refusal:
            correct_entry(entry_id=line.pk, columns=columns, reason=reason, by=clerk, now=NOW)
        assert refusal.value.code == code


def test_pages_follow_the_numbers(unit: Unit) -> None:
    for _ in range(5):
        make_line(unit_id=unit.pk, now=NOW)
    first = book_page(Book.objects.get(), lines=2)
    last = book_page(Book.objects.get(), after=4, lines=2)
    assert ([line.number for line in first.lines], first.next_after) == ([1, 2], 2)
    assert ([line.number for line in last.lines], last.next_after) == ([5], None)


def test_loading_the_forms_again_changes_nothing() -> None:
    assert load_registers(NOW) == 10
    assert load_registers(NOW) == 0
    assert BookDefinition.objects.count() == 8
