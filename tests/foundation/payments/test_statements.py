"""Reading a bank's statement: names of columns, ways to write days and money, and every fault by row and column."""

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from motcua.foundation.payments import statements
from motcua.foundation.payments.cells import read_day, read_money
from motcua.foundation.payments.refusals import StatementRefused
from motcua.foundation.payments.statements import read_statement
from tests.foundation.payments.statement_files import Rows, csv_of, xlsx_of

ROWS: Rows = [
    ("08/04/2019", "52.000", "MC nop phi", "FT1"),
    ("08/04/2019 09:15:00", "1,263,600", "khac", "FT2"),
]


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("52000", 52_000),
        ("52.000", 52_000),
        ("52,000", 52_000),
        ("1.263.600", 1_263_600),
        ("1,263,600.00", 1_263_600),
        ("1.263.600,00", 1_263_600),
        ("+52.000 VND", 52_000),
        ("52.000đ", 52_000),
        ("-52.000", -52_000),
        (52000, 52_000),
        (52000.0, 52_000),
        ("", 0),
        (None, 0),
        ("-", 0),
        ("12.50", None),
        ("1.26.600", None),
        ("năm nghìn", None),
        (52000.5, None),
        ("9" * 20, None),
    ],
)
def test_money_as_banks_write_it(written: str | float | None, amount: int | None) -> None:
    assert read_money(written) == amount


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("08/04/2019", date(2019, 4, 8)),
        ("08-04-2019", date(2019, 4, 8)),
        ("2019-04-08T09:15:00", date(2019, 4, 8)),
        ("08/04/2019 23:59:59", date(2019, 4, 8)),
        (datetime(2019, 4, 8, 9, 15), date(2019, 4, 8)),  # noqa: DTZ001 - as a workbook holds it
        ("31/02/2019", None),
        ("hôm qua", None),
        ("", None),
    ],
)
def test_days_as_banks_write_them(written: str | datetime, day: date | None) -> None:
    assert read_day(written) == day


@pytest.mark.parametrize(
    "content",
    [
        csv_of(ROWS),
        csv_of(ROWS, delimiter=";"),
        csv_of(ROWS, delimiter="\t"),
        csv_of(ROWS, before=[("NGÂN HÀNG",), ("Tài khoản", "113366668888")]),
        csv_of(ROWS, head=("Ngày", "Phát sinh có (VND)", "Diễn giải", "Mã giao dịch")),
        csv_of(ROWS, head=("Date", "Credit", "Description", "Reference")),
        csv_of(ROWS).decode("utf-8-sig").encode("utf-16"),
        xlsx_of(ROWS),
    ],
    ids=["comma", "semicolon", "tab", "words before", "other names", "english", "utf-16", "workbook"],
)
def test_one_statement_in_many_shapes(content: bytes) -> None:
    read = read_statement(content, "sao-ke")
    assert [(line.amount, line.booked_on, line.bank_reference) for line in read.incoming] == [
        (52_000, date(2019, 4, 8), "FT1"),
        (1_263_600, date(2019, 4, 8), "FT2"),
    ]


def test_the_same_lines_have_the_same_hash_in_another_file() -> None:
    first = read_statement(csv_of(ROWS), "a.csv").incoming
    again = read_statement(xlsx_of(ROWS), "b.xlsx").incoming
    assert [line.line_hash for line in first] == [line.line_hash for line in again]


def test_two_equal_transfers_stay_two() -> None:
    twice = [ROWS[0], ROWS[0]]
    hashes = {line.line_hash for line in read_statement(csv_of(twice), "a.csv").incoming}
    assert len(hashes) == 2


def test_money_going_out_is_counted_and_left_out() -> None:
    head = ("Ngày", "Ghi nợ", "Ghi có", "Nội dung")
    rows = [("08/04/2019", "10.000", "", "phí"), ("08/04/2019", "", "52.000", "nộp"), ("Tổng cộng", "10.000", "52.000")]
    read = read_statement(csv_of(rows, head=head), "a.csv")
    assert (len(read.incoming), read.outgoing) == (1, 1)


def test_below_the_sums_stand_remarks_and_perhaps_more_transactions() -> None:
    below = [
        ("Cộng trang 1", "52.000", "", ""),
        ("08/04/2019", "30.000", "MC nop phi", "FT3"),
        ("Tổng cộng", "82.000", "", ""),
        ("Số dư cuối kỳ", "9.082.000", "", ""),
        ("Ngày in: 09/04/2019", "", "", ""),
        ("Người lập", "Kế toán trưởng", "", ""),
    ]
    read = read_statement(csv_of([ROWS[0], *below]), "a.csv")
    assert [line.amount for line in read.incoming] == [52_000, 30_000]


@pytest.mark.parametrize("payer", ["Công ty TNHH Hoa Mai", "Tổng công ty Điện lực", "Công Thị Hoa"])
def test_a_payer_is_no_sum_and_nothing_below_is_lost(payer: str) -> None:
    head = ("Người chuyển", "Ngày", "Ghi có", "Nội dung")
    rows = [(payer, "08/04/2019", "52.000", "nộp"), ("Lê Văn A", "08/04/2019", "30.000", "nộp")]
    assert [line.amount for line in read_statement(csv_of(rows, head=head), "a.csv").incoming] == [52_000, 30_000]
    undated = faults(csv_of([(payer, "", "52.000", "nộp"), rows[1]], head=head))
    assert undated.faults == ("Dòng 2, cột B: “” không phải ngày. Ghi như 08/04/2019.",)


def test_money_below_the_sums_without_a_day_is_a_fault() -> None:
    rows = [ROWS[0], ("Tổng cộng", "52.000", "", ""), ("8/tư", "30.000", "MC nop phi", "")]
    assert faults(csv_of(rows)).faults == ("Dòng 4, cột A: “8/tư” không phải ngày. Ghi như 08/04/2019.",)


def test_a_day_to_come_and_one_before_all_banks_are_faults() -> None:
    rows = [("15/04/2019", "52.000", "x", ""), ("08/04/2091", "52.000", "x", ""), ("08/04/0019", "52.000", "x", "")]
    with pytest.raises(StatementRefused) as refused:
        read_statement(csv_of(rows), "a.csv", today=date(2019, 4, 9))
    assert refused.value.faults == (
        "Dòng 3, cột A: Ngày 08/04/2091 quá xa sau hôm nay.",
        "Dòng 4, cột A: “08/04/0019” không phải ngày. Ghi như 08/04/2019.",
    )


def test_one_signed_column_is_read_too() -> None:
    rows = [("08/04/2019", "-10.000", "phí"), ("08/04/2019", "52.000", "nộp")]
    read = read_statement(csv_of(rows, head=("Ngày", "Số tiền", "Nội dung")), "a.csv")
    assert ([line.amount for line in read.incoming], read.outgoing) == ([52_000], 1)


def faults(content: bytes) -> StatementRefused:
    with pytest.raises(StatementRefused) as refused:
        read_statement(content, "sao-ke.csv")
    return refused.value


def test_every_fault_is_named_by_row_column_and_reason() -> None:
    bad = [ROWS[0], ("32/04/2019", "52.000", "x", ""), ("08/04/2019", "12.50", "x", ""), ("08/04/2019", "", "x", "")]
    refused = faults(csv_of(bad, before=[("NGÂN HÀNG",)]))
    assert refused.code == "bad_rows"
    assert refused.faults == (
        "Dòng 4, cột A: “32/04/2019” không phải ngày. Ghi như 08/04/2019.",
        "Dòng 5, cột B: “12.50” không phải số tiền đồng chẵn.",
        "Dòng 6, cột B: Dòng phải có đúng một số tiền, ghi có hoặc ghi nợ.",
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_head"),
        (csv_of(ROWS, head=("A", "B", "C", "D")), "no_head"),
        (csv_of([]), "no_rows"),
        (b"\xff\xfe\x00", "unreadable"),
        (b"Ng\xe0y", "unreadable"),
        (b"PK\x05\x06" + b"\x00" * 18, "unreadable"),
        (b"x" * (5 * 1024 * 1024 + 1), "too_large"),
        (csv_of([ROWS[0]] * 20_001), "too_long"),
    ],
    ids=["empty", "no head", "no rows", "cut utf-16", "latin", "empty zip", "too large", "too long"],
)
def test_a_file_that_is_no_statement_says_why(content: bytes, code: str) -> None:
    assert faults(content).code == code


def test_a_head_in_two_languages_is_read_by_its_first_line() -> None:
    head = ("Ngày giao dịch\nTransaction date", "Ghi có\nCredit", "Nội dung\nDetails", "Số CT\nDoc No")
    assert len(read_statement(csv_of(ROWS, head=head), "a.csv").incoming) == 2


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file may hold gigabytes of blanks."""
    content = xlsx_of(ROWS)
    assert len(read_statement(content, "a.xlsx").incoming) == 2
    monkeypatch.setattr(statements, "MOST_UNPACKED", len(content))
    with pytest.raises(StatementRefused) as refused:
        read_statement(content, "a.xlsx")
    assert refused.value.code == "too_large"


def test_rows_on_another_sheet_are_refused_by_sheet_row_and_column() -> None:
    """Two months in two sheets: taking the first alone would lose the second without a word."""
    content = xlsx_of(ROWS, others={"Tháng 5": [(), ("", *ROWS[0])], "Trống": [], "Ghi chú": [("Hết",)]})
    with pytest.raises(StatementRefused) as refusal:
        read_statement(content, "hai-thang.xlsx")
    assert refusal.value.code == "other_sheets"
    april, note = refusal.value.faults
    assert april.startswith("Trang tính “Tháng 5”, dòng 2, cột B: chỉ đọc được trang tính đầu tiên")
    assert note.startswith("Trang tính “Ghi chú”, dòng 1, cột A")


def test_so_are_rows_on_a_hidden_sheet_or_behind_an_empty_first_one() -> None:
    for content in (xlsx_of([], head=(), others={"Sheet2": ROWS}), hidden(xlsx_of(ROWS, others={"Ẩn": ROWS}))):
        with pytest.raises(StatementRefused) as refusal:
            read_statement(content, "a.xlsx")
        assert refusal.value.code == "other_sheets"


def test_empty_sheets_beside_the_first_do_not_matter() -> None:
    content = xlsx_of(ROWS, others={"Sheet2": [], "Sheet3": [("", None, " ")]})
    assert len(read_statement(content, "a.xlsx").incoming) == 2


def hidden(content: bytes) -> bytes:
    book = load_workbook(BytesIO(content))
    book.worksheets[1].sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    return out.getvalue()
