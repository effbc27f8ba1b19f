"""Bank statements for tests."""

import csv
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO

from openpyxl import Workbook

HEAD = ("Ngày giao dịch", "Ghi có", "Nội dung", "Số tham chiếu")
Rows = Sequence[Sequence[object]]


def csv_of(rows: Rows, *, head: Sequence[str] = HEAD, delimiter: str = ",", before: Rows = ()) -> bytes:
    """Return a statement as CSV."""
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows([*before, head, *rows])
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(rows: Rows, *, head: Sequence[str] = HEAD, others: Mapping[str, Rows] | None = None) -> bytes:
    """Return a statement as a workbook; `others` are further sheets by their names."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["NGÂN HÀNG"], ["Sao kê tài khoản"], head, *rows):
        sheet.append(list(row))
    for name, further in (others or {}).items():
        beside = book.create_sheet(name)
        for row in further:
            beside.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()
