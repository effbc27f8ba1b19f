"""The figures as a workbook: numbers as numbers, texts never as formulas, and where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from motcua.foundation.ui.filters import date_vn
from motcua.replication.comparison.queries.dashboard import Comparison, Question
from motcua.replication.measures.rules import value_of
from motcua.services.registry import Ratio, Shown

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 48
Value = str | int | float | None


def as_xlsx(question: Question, comparison: Comparison) -> bytes:
    """Return the workbook: every figure of every unit compared, the months of the chosen one, and what they mean."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _("Số liệu")
    figures = question.service.figures
    _write(sheet, [[_("Đơn vị"), *(str(figure.name) for figure in figures)]], bold=True)
    rows = [[line.name, *(value_of(figure, line.totals) for figure in figures)] for line in comparison.lines]
    _write(sheet, rows)
    for number, figure in enumerate(figures, start=2):
        if isinstance(figure, Ratio):
            form = "0.0%" if figure.shown is Shown.PERCENT else "0.0"
            for row in range(2, len(rows) + 2):
                sheet.cell(row, number).number_format = form
    sheet.freeze_panes = "B2"
    _months(book.create_sheet(_("Theo tháng")), question, comparison)
    _sources(book.create_sheet(_("Nguồn")), question)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _months(sheet: Worksheet, question: Question, comparison: Comparison) -> None:
    _write(sheet, [[_("Tháng"), str(question.figure.name)]], bold=True)
    _write(sheet, [[f"{month:%m/%Y}", value] for month, value in comparison.months])


def _sources(sheet: Worksheet, question: Question) -> None:
    span = f"{date_vn(question.first)} – {date_vn(question.last)}"
    _write(sheet, [[str(question.service.name), span], [_("Đếm từ hệ thống đang chạy, không nhập tay."), ""]])
    _write(sheet, [[_("Số liệu"), _("Ý nghĩa")]], bold=True)
    _write(sheet, [[str(figure.name), str(figure.meaning)] for figure in question.service.figures])


def _write(sheet: Worksheet, rows: Sequence[Sequence[Value]], *, bold: bool = False) -> None:
    for row in rows:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that begins with "=" stays a text
            if bold:
                cell.font = Font(bold=True)
            letter = cell.coordinate.rstrip("0123456789")
            width = sheet.column_dimensions[letter].width or 0
            sheet.column_dimensions[letter].width = min(max(width, len(str(cell.value or "")) + 2), WIDEST)
