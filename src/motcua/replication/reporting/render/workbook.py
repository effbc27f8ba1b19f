"""The figures of a report as XLSX: a sheet a table, numbers as numbers, texts never as formulas."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from motcua.replication.reporting.content import Cell, Content, Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST, NARROWEST, TITLE_LENGTH = 60, 10, 31
FORBIDDEN = str.maketrans("", "", "[]:*?/\\")


def as_xlsx(content: Content) -> bytes:
    """Return the workbook: one sheet for each table, and one that says where the figures come from."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "Nguồn"
    for line in (
        content.title,
        content.subject,
        content.agency,
        content.number or "DỰ THẢO",
        content.day,
        content.intro,
    ):
        first.append([_plain(line)])
    _keep_texts(first)
    for section in content.sections:
        for table in section.tables:
            _fill(book.create_sheet(_sheet_name(table, len(book.worksheets))), table)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, table: Table) -> None:
    sheet.append([_plain(table.title)])
    sheet.append([_plain(column) for column in table.columns])
    for row in table.rows:
        sheet.append([_value(cell) for cell in row])
    for label, figure in table.counts:
        sheet.append([_plain(label), figure.value])
    for head in (*sheet[1], *sheet[2]):
        head.font = Font(bold=True)
    for line in sheet.iter_rows(min_row=2):
        for place in line:
            place.alignment = Alignment(wrap_text=True, vertical="top")
    _keep_texts(sheet)
    for number, column in enumerate(table.columns, start=1):
        longest = max([len(column), *(len(str(_value(row[number - 1]))) for row in table.rows)])
        sheet.column_dimensions[get_column_letter(number)].width = min(max(longest + 2, NARROWEST), WIDEST)
    sheet.freeze_panes = "B3"


def _keep_texts(sheet: Worksheet) -> None:
    """Let a text that begins with "=" be a text."""
    for line in sheet.iter_rows():
        for place in line:
            if isinstance(place.value, str):
                place.data_type = "s"


def _value(cell: Cell) -> str | int:
    return _plain(cell) if isinstance(cell, str) else cell.value


def _plain(text: str) -> str:
    """Return the text without characters that a workbook cannot hold."""
    return "".join(letter for letter in text if letter in "\n\t" or ord(letter) >= ord(" "))


def _sheet_name(table: Table, number: int) -> str:
    return f"{number}. {table.title.translate(FORBIDDEN)}"[:TITLE_LENGTH].strip("' ")
