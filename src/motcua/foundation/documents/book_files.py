"""An official book as a file: every line with its number, as it stands now, with what was put right and why.

XLSX for counting and handing on, PDF for the shelf. Nothing in either is typed: both are read from the lines.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.utils import translation
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from motcua.foundation.documents.dates import day_in_words
from motcua.foundation.documents.official_forms import form_or_letter
from motcua.foundation.documents.pdf import render_pdf
from motcua.foundation.registers.masks import Sight
from motcua.foundation.registers.models import Book, BookEntry
from motcua.foundation.registers.queries import corrections_of, line_shown
from motcua.foundation.units.queries import unit_names
from motcua.foundation.units.rules import day_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REGISTER_FORMS = {"dossiers": "register"}  # the books that are a form of a circular on the one-stop
NUMBER, CORRECTIONS = "Số thứ tự", "Đính chính"
CHUNK = 1000
WIDEST, NARROWEST = 45, 10
A_DATE = 14  # letters on a line of a column of the PDF that is as wide as a date
LEAST_SHARE, MOST_SHARE = 0.6, 1.6  # of such a width


@dataclass(frozen=True)
class BookTable:
    """A book as a table: its title, where and when it was kept, its columns and lines as text."""

    title: str
    unit: str
    year: int
    volume: int
    document: str
    mark: str
    opened: str
    closed: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


@translation.override("vi")
def book_table(book: Book, *, sight: Sight = Sight.WHOLE) -> BookTable:
    """Return the whole book, in Vietnamese as it is kept; masked for readers who see less of it.

    Two queries for every thousand lines.
    """
    definition, opened = book.definition, day_of(book.opened_at)
    columns = definition.book_columns()
    form = form_or_letter(REGISTER_FORMS.get(book.code, ""), opened, name=definition.title)
    return BookTable(
        title=definition.title,
        unit=unit_names([book.unit_id], opened).get(book.unit_id, ""),
        year=book.year,
        volume=book.volume,
        document=definition.document,
        mark=f"Mẫu số {form.number} (Thông tư số {form.circular})" if form.number else "",
        opened=day_in_words(opened),
        closed=day_in_words(day_of(book.closed_at)) if book.closed_at else "",
        columns=(NUMBER, *(column.label for column in columns), CORRECTIONS),
        lines=tuple(
            _line(entry, line_shown(entry, book, sight=sight), [column.key for column in columns])
            for entry in _entries(book)
        ),
    )


def book_xlsx(table: BookTable) -> bytes:
    """Return the book as a workbook of one sheet: head, columns, lines."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = f"{table.year} quyen {table.volume}"
    for line in (table.title, table.unit, _kept(table), table.mark or table.document):
        sheet.append([_plain(line)])
    sheet.append([_plain(column) for column in table.columns])
    for cells in table.lines:
        sheet.append([_plain(cell) for cell in cells])
    _dress(sheet, table, head=5)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def book_pdf(table: BookTable, *, now: datetime) -> bytes:
    """Return the book as a PDF: A4 across, its columns on top of every page."""
    data = {
        "title": table.title,
        "unit": table.unit,
        "mark": table.mark,
        "document": table.document,
        "kept": _kept(table),
        "columns": list(table.columns),
        "widths": _widths(table),
        "lines": [list(cells) for cells in table.lines],
    }
    return render_pdf("documents/book", data, now=now)


def _widths(table: BookTable) -> list[float]:
    """Return how wide each column after number and code is beside the others: by the longest of its lines."""
    longest = (max((len(cells[place]) for cells in table.lines), default=0) for place in range(2, len(table.columns)))
    return [min(max(length / A_DATE, LEAST_SHARE), MOST_SHARE) for length in longest]


def _entries(book: Book) -> Iterator[BookEntry]:
    return book.entries.order_by("number").prefetch_related("amendments").iterator(chunk_size=CHUNK)


def _line(entry: BookEntry, line: Mapping[str, str], keys: Sequence[str]) -> tuple[str, ...]:
    corrections = (
        f"{day_of(each.amended_at):%d/%m/%Y}: {each.reason} ({each.amended_by_name})" for each in corrections_of(entry)
    )
    return (entry.number_text, *(line.get(key, "") for key in keys), "\n".join(corrections))


def _kept(table: BookTable) -> str:
    ended = f", khóa {table.closed}" if table.closed else ""
    return f"Năm {table.year}, quyển số {table.volume}, mở {table.opened}{ended}"


def _dress(sheet: Worksheet, table: BookTable, *, head: int) -> None:
    for row in (1, head):
        for place in sheet[row]:
            place.font = Font(bold=True)
    for cells in sheet.iter_rows(min_row=head):
        for place in cells:
            place.alignment = Alignment(wrap_text=True, vertical="top")
    _keep_texts(sheet)
    for number, column in enumerate(table.columns, start=1):
        longest = max([len(column), *(len(cells[number - 1]) for cells in table.lines)])
        sheet.column_dimensions[get_column_letter(number)].width = min(max(longest + 2, NARROWEST), WIDEST)
    sheet.freeze_panes = f"B{head + 1}"


def _keep_texts(sheet: Worksheet) -> None:
    """Let a text that begins with "=" be a text."""
    for cells in sheet.iter_rows():
        for place in cells:
            if isinstance(place.value, str):
                place.data_type = "s"


def _plain(text: str) -> str:
    """Return the text without characters that a workbook cannot hold."""
    return "".join(letter for letter in text if letter in "\n\t" or ord(letter) >= ord(" "))
