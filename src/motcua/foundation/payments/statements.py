"""Reads a bank statement: CSV or XLSX, whatever the bank calls its columns, all of it or nothing.

The first row (of the first thirty) that names a day, a memo and an amount is the head of the table. Known names, with
or without diacritics: day "Ngày giao dịch", "Ngày hạch toán", "Ngày", "Date"; money in "Ghi có", "Phát sinh có",
"Credit"; money out "Ghi nợ", "Phát sinh nợ", "Debit"; one signed column "Số tiền", "Amount"; memo "Nội dung",
"Diễn giải", "Mô tả", "Description"; the bank's number "Số tham chiếu", "Số bút toán", "Mã giao dịch", "Reference".
Other columns are not read. A row without a day that begins with a sum ("Tổng cộng", "Số dư cuối kỳ") is one; below the
first of them stand remarks and signatures, yet a row with a day or with money is a transaction there as well.
A workbook is one sheet: rows on another one are refused, for nobody would miss what was silently left out.
"""

import csv
import hashlib
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from motcua.foundation.payments.cells import Cell, letter, plain, read_day, read_money, text
from motcua.foundation.payments.refusals import StatementRefused

LARGEST_FILE = 5 * 1024 * 1024
MOST_ROWS = 20_000
MOST_UNPACKED = 60 * 1024 * 1024  # bytes of a workbook once it is unpacked: a small file may hold gigabytes
MOST_COLUMNS = 60
MOST_FAULTS = 20
HEAD_WITHIN = 30
MOST_AHEAD = timedelta(days=7)
LONGEST_MEMO = 500
LONGEST_REFERENCE = 100
# companies pay as well: neither "Công ty" nor "Tổng công ty" is a sum
_SUM = re.compile(
    r"(tong(?! cong ty\b)|so du|total|balance)\b"
    r"|cong(?=\W*$|\W+\d| phat sinh\b| trang\b| chuyen\b| so\b| ngay\b| thang\b| luy ke\b)"
)


class Column(StrEnum):
    """What a column holds."""

    DAY = "day"
    IN = "in"
    OUT = "out"
    SIGNED = "signed"
    MEMO = "memo"
    REFERENCE = "reference"


_NAMES: dict[Column, tuple[str, ...]] = {
    Column.DAY: ("ngay giao dich", "ngay hach toan", "ngay hieu luc", "ngay", "transaction date", "date"),
    Column.IN: ("ghi co", "phat sinh co", "so tien ghi co", "co", "credit"),
    Column.OUT: ("ghi no", "phat sinh no", "so tien ghi no", "no", "debit"),
    Column.SIGNED: ("so tien", "amount"),
    Column.MEMO: ("noi dung", "noi dung giao dich", "dien giai", "mo ta", "description", "details"),
    Column.REFERENCE: ("so tham chieu", "so but toan", "ma giao dich", "so ct", "reference", "ref"),
}


@dataclass(frozen=True)
class Incoming:
    """Money that the bank says came in: the row of the file, the day, đồng, the memo, the bank's number, its hash."""

    row: int
    booked_on: date
    amount: int
    memo: str
    bank_reference: str
    line_hash: bytes


@dataclass(frozen=True)
class Statement:
    """A statement that was read whole: what came in, and how many rows were money going out."""

    incoming: tuple[Incoming, ...]
    outgoing: int


@dataclass(frozen=True)
class _Table:
    """Where the table begins, what its columns hold, and which day it is."""

    head: int
    columns: Mapping[Column, int]
    today: date | None


@dataclass(frozen=True)
class _Row:
    number: int
    booked_on: date
    amount: int
    memo: str
    reference: str


def read_statement(content: bytes, name: str, *, today: date | None = None) -> Statement:
    """Return the statement; raise StatementRefused with every faulty cell by row, column and reason.

    A day far after `today` is a slip of the finger; the day a bank reckons with may be that of next week. The hash of a
    line is that of its day, amount, memo and bank number, and of how many equal ones stand before it: a file that tells
    of the same days again tells of no new money, and two equal transfers stay two.
    """
    if len(content) > LARGEST_FILE:
        raise _refused("too_large", _("Tệp lớn hơn 5 MB. Hãy xuất sao kê theo từng ngày hoặc từng tuần."))
    rows = list(_rows(content, name))
    table = _Table(*_head(rows), today)
    faults: list[str] = []
    read = [row for row in _read(rows, table, faults) if row is not None]
    if faults:
        raise StatementRefused("bad_rows", tuple(faults[:MOST_FAULTS]))
    if not read:
        raise _refused("no_rows", _("Sao kê không có dòng giao dịch nào. Chưa nhập gì."))
    return Statement(tuple(_hashed(row for row in read if row.amount > 0)), sum(row.amount < 0 for row in read))


def _hashed(rows: Iterable[_Row]) -> Iterator[Incoming]:
    seen: Counter[str] = Counter()
    for row in rows:
        told = "\x1f".join([row.booked_on.isoformat(), str(row.amount), " ".join(row.memo.split()), row.reference])
        seen[told] += 1
        digest = hashlib.sha256(f"{told}\x1f{seen[told]}".encode()).digest()
        yield Incoming(row.number, row.booked_on, row.amount, row.memo, row.reference, digest)


def _read(rows: Sequence[Sequence[Cell]], table: _Table, faults: list[str]) -> Iterator[_Row | None]:
    is_summed_up = False
    for number, cells in enumerate(rows[table.head + 1 :], start=table.head + 2):
        given = {column: cells[at] if at < len(cells) else None for column, at in table.columns.items()}
        first = next((word for word in map(plain, cells) if word), "")
        if _SUM.match(first) and read_day(given[Column.DAY]) is None:
            is_summed_up = True
        elif first and not (is_summed_up and _is_remark(given)):
            yield _one(number, given, table, faults)


def _is_remark(given: Mapping[Column, Cell]) -> bool:
    """Tell whether a row below the sums is none of a transaction: it has neither a day nor money."""
    money = (given.get(column) for column in (Column.IN, Column.OUT, Column.SIGNED))
    return read_day(given[Column.DAY]) is None and not any(read_money(cell) for cell in money)


def _one(number: int, given: Mapping[Column, Cell], table: _Table, faults: list[str]) -> _Row | None:
    """Return the row, or None with what is wrong in `faults`."""
    wrong = list(_wrong(given, table.today))
    for column, reason in wrong:
        words = {"row": number, "column": letter(table.columns[column]), "reason": reason}
        faults.append(_("Dòng %(row)s, cột %(column)s: %(reason)s") % words)
    day = read_day(given[Column.DAY])
    if wrong or day is None:
        return None
    reference = text(given.get(Column.REFERENCE))[:LONGEST_REFERENCE]
    return _Row(number, day, _amount(given), text(given[Column.MEMO]), reference)


def _wrong(given: Mapping[Column, Cell], today: date | None) -> Iterator[tuple[Column, str]]:
    """Yield what is wrong in a row, by column."""
    money = [column for column in (Column.IN, Column.OUT, Column.SIGNED) if column in given]
    unread = [column for column in money if read_money(given[column]) is None]
    day = read_day(given[Column.DAY])
    if day is None:
        yield Column.DAY, _("“%(text)s” không phải ngày. Ghi như 08/04/2019.") % {"text": _shown(given[Column.DAY])}
    elif today is not None and day > today + MOST_AHEAD:
        yield Column.DAY, _("Ngày %(day)s quá xa sau hôm nay.") % {"day": f"{day:%d/%m/%Y}"}
    for column in unread:
        yield column, _("“%(text)s” không phải số tiền đồng chẵn.") % {"text": _shown(given[column])}
    if not unread and sum(bool(read_money(given[column])) for column in money) != 1:
        yield money[0], _("Dòng phải có đúng một số tiền, ghi có hoặc ghi nợ.")
    if len(text(given[Column.MEMO])) > LONGEST_MEMO:
        yield Column.MEMO, _("Nội dung dài quá 500 ký tự.")


def _amount(given: Mapping[Column, Cell]) -> int:
    """Return what came in, less than nothing for what went out."""
    into, out, signed = (read_money(given.get(column)) or 0 for column in (Column.IN, Column.OUT, Column.SIGNED))
    return into - abs(out) + signed


def _head(rows: Sequence[Sequence[Cell]]) -> tuple[int, dict[Column, int]]:
    for number, cells in enumerate(rows[:HEAD_WITHIN]):
        words = [plain(text(cell).partition("\n")[0]) for cell in cells]  # banks write English below
        found = {column: at for column in Column if (at := _place(words, _NAMES[column])) is not None}
        if {Column.DAY, Column.MEMO} <= found.keys() and found.keys() & {Column.IN, Column.SIGNED}:
            if Column.IN in found:
                found.pop(Column.SIGNED, None)
            return number, found
    raise _refused(
        "no_head",
        _("Không tìm thấy dòng tiêu đề có cột ngày, nội dung và số tiền ghi có. Chưa nhập gì: hãy xem tên các cột."),
    )


def _place(words: Sequence[str], names: Sequence[str]) -> int | None:
    """Return the place of the first name that a cell has, alone or before a remark in brackets."""
    bare = [re.sub(r"\s*[(/].*$", "", word).strip() for word in words]
    return next((bare.index(name) for name in names if name in bare), None)


def _rows(content: bytes, name: str) -> Iterator[Sequence[Cell]]:
    rows = _workbook(content) if zipfile.is_zipfile(io.BytesIO(content)) else _csv(content, name)
    for number, cells in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise _refused("too_long", _("Sao kê dài quá 20.000 dòng. Hãy xuất sao kê ngắn hơn."))
        yield cells


def _workbook(content: bytes) -> Iterator[Sequence[Cell]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > MOST_UNPACKED:
            raise _refused("too_large", _("Tệp Excel này bung ra quá lớn. Hãy xuất sao kê ngắn hơn hoặc dạng CSV."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        first, *others = book.worksheets
        if elsewhere := [fault for sheet in others if (fault := _rows_elsewhere(sheet))]:
            raise StatementRefused("other_sheets", tuple(elsewhere[:MOST_FAULTS]))
        rows = first.iter_rows(values_only=True, max_col=MOST_COLUMNS)
        yield from ([*cells] for cells in rows)  # type: ignore[misc]
        book.close()
    except (
        KeyError,
        ValueError,
        OSError,
        zipfile.BadZipFile,
        IndexError,
        SyntaxError,
    ) as fault:  # the last: broken XML
        raise _refused("unreadable", _("Không đọc được tệp Excel này. Hãy xuất lại sao kê dạng .xlsx.")) from fault


def _rows_elsewhere(sheet: Worksheet) -> str:
    """Return what is wrong with a sheet beside the first, with the place of its first word; "" for an empty one."""
    rows = sheet.iter_rows(values_only=True, max_row=MOST_ROWS, max_col=MOST_COLUMNS)
    for number, cells in enumerate(rows, start=1):
        for at, cell in enumerate(cells):
            if cell is not None and str(cell).strip():
                place = {"sheet": sheet.title, "row": number, "column": letter(at)}
                words = _(
                    "Trang tính “%(sheet)s”, dòng %(row)s, cột %(column)s: chỉ đọc được trang tính đầu tiên. "
                    "Hãy chép mọi giao dịch vào trang tính đầu rồi xóa trang này, hoặc nhập mỗi trang tính thành một "
                    "tệp."
                )
                return words % place
    return ""


def _csv(content: bytes, name: str) -> Iterator[Sequence[Cell]]:
    wide = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as fault:
        raise _refused("unreadable", _unreadable(name)) from fault
    delimiter = max(";,\t", key=text[:4000].count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as fault:
        raise _refused("unreadable", _unreadable(name)) from fault


def _unreadable(name: str) -> str:
    return _("Không đọc được tệp %(name)s. Hãy lưu sao kê dạng CSV mã UTF-8 hoặc Excel .xlsx.") % {"name": name}


def _refused(code: str, sentence: str) -> StatementRefused:
    return StatementRefused(code, (sentence,))


def _shown(cell: Cell) -> str:
    return text(cell)[:40]
