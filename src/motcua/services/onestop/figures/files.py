"""Tables of figures as a workbook and as paper. Nothing in either is typed."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from motcua.foundation.documents.pdf import render_pdf
from motcua.foundation.ui.filters import number_vn
from motcua.services.onestop.figures.sheets import Cell, Sheet, Sheets

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
WIDEST, NARROWEST = 50, 12
_HEAD = 5  # the row of the columns


def as_xlsx(sheets: Sheets) -> bytes:
    """Return a workbook with a sheet for each table; numbers are numbers."""
    made = Workbook()
    for place, table in enumerate(sheets.tables):
        sheet = made.worksheets[0] if place == 0 else made.create_sheet()
        sheet.title = table.title[:31]
        _fill(sheet, sheets, table)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def as_pdf(sheets: Sheets, *, now: datetime) -> bytes:
    """Return a PDF, A4 across, one table after the other."""
    tables = [
        {
            "title": table.title,
            "columns": list(table.columns),
            "rows": [[_shown(cell) for cell in row] for row in table.rows],
        }
        for table in sheets.tables
    ]
    data = {"title": sheets.title, "unit": sheets.unit, "told": sheets.told, "tables": tables}
    return render_pdf("onestop/figures", data, now=now)


def _fill(sheet: Worksheet, sheets: Sheets, table: Sheet) -> None:
    for line in (sheets.title, sheets.unit, sheets.told, table.title):
        sheet.append([_plain(line)])
    sheet.append([_plain(column) for column in table.columns])
    for row in table.rows:
        sheet.append([_plain(cell) if isinstance(cell, str) else cell for cell in row])
    for place in (*sheet[1], *sheet[_HEAD]):
        place.font = Font(bold=True)
    for cells in sheet.iter_rows(min_row=_HEAD):
        for place in cells:
            place.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(place.value, str):
                place.data_type = "s"  # a text that begins with "=" stays a text
    for number, column in enumerate(table.columns, start=1):
        longest = max([len(column), *(len(str(row[number - 1])) for row in table.rows)])
        sheet.column_dimensions[get_column_letter(number)].width = min(max(longest + 2, NARROWEST), WIDEST)
    sheet.freeze_panes = f"B{_HEAD + 1}"


def _shown(cell: Cell) -> str:
    return cell if isinstance(cell, str) else number_vn(cell)


def _plain(text: str) -> str:
    """Return the text without characters that a workbook cannot hold."""
    return "".join(letter for letter in text if letter in "\n\t" or ord(letter) >= ord(" "))
