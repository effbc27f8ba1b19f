"""A day's reconciliation as a workbook: numbers as numbers, texts never as formulas."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from motcua.foundation.payments.models import DayClose
from motcua.foundation.payments.paper import cash_label
from motcua.foundation.payments.reconciliation import DayBooks, Item, Sums
from motcua.foundation.ui.filters import date_vn, moment_vn

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | int | None
_WIDTHS = (70, 18, 18, 18, 18)


def day_xlsx(unit_name: str, day: date, books: DayBooks, closing: DayClose | None) -> bytes:
    """Return the workbook: the sums, each difference with its explanation, what is open."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _("Đối chiếu")
    state = moment_vn(closing.closed_at) if closing else _("Bản tạm, ngày chưa khóa")
    _write(sheet, [[unit_name], [_("Đối chiếu ngày %(day)s") % {"day": date_vn(day)}], [state]], bold=True)
    head = [_("Hình thức"), _("Tiền thực tế"), _("Đã ghi"), _("Đã hoàn"), _("Chênh lệch")]
    _write(sheet, [head], bold=True)
    off = None if books.counted is None else books.counted - books.expected_cash
    _write(sheet, [[cash_label(books), books.counted, books.cash.booked, books.cash.refunded, off]])
    if books.has_rounds:
        _write(sheet, [_sums(_("Tiền mặt tại nhà (tổ đã nộp)"), books.door)])
    _write(sheet, [_sums(_("Chuyển khoản (sao kê)"), books.transfer)])
    _write(sheet, [_sums(_("Cổng VNPAY (đã xác nhận)"), books.gateway)])
    _write(sheet, [[_("Chênh lệch của ngày"), None, None, None, books.difference]], bold=True)
    _items(book.create_sheet(_("Chênh lệch")), books.differences)
    _items(book.create_sheet(_("Việc còn mở")), books.matters)
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sums(label: str, sums: Sums) -> list[Value]:
    return [label, sums.outside, sums.booked, sums.refunded, sums.outside - sums.booked]


def _items(sheet: Worksheet, items: Sequence[Item]) -> None:
    _write(sheet, [[_("Nội dung"), _("Số tiền"), _("Giải trình")]], bold=True)
    _write(sheet, [[item.words, item.amount, item.explanation] for item in items])
    for letter, width in zip("ABC", (90, 18, 60), strict=True):
        sheet.column_dimensions[letter].width = width


def _write(sheet: Worksheet, rows: Sequence[Sequence[Value]], *, bold: bool = False) -> None:
    for row in rows:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a memo that begins with "=" stays a text
            elif isinstance(cell.value, int):
                cell.number_format = "#,##0"
            if bold:
                cell.font = Font(bold=True)
