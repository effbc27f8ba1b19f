"""How a report looks on paper (NĐ 30/2020/NĐ-CP, Phụ lục I): number, who signs for whom, columns, empty tables."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from docx import Document

from motcua.replication.reporting.actions.sign_off_report import sign_off_report, words_seen
from motcua.replication.reporting.compose import content_of
from motcua.replication.reporting.content import Content, Figure, Table
from motcua.replication.reporting.render.document import as_docx
from motcua.replication.reporting.render.letter import as_pdf
from motcua.replication.reporting.render.widths import widths
from motcua.replication.reporting.rules import signing_lines
from tests.factories.initiatives import District
from tests.factories.reporting import MAY, People, make_figure, make_report


def text_of(pdf: bytes) -> str:
    """Return the text of a PDF, blanks folded."""
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


@pytest.fixture
def draft(district: District, people: People) -> Content:
    make_figure(district.ward, "filed", date(2019, 5, 2), 1234)
    return content_of(make_report(district.ward, people.leader), now=MAY)


@pytest.mark.parametrize(
    ("title", "is_authority", "lines"),
    [
        ("Chủ tịch", True, ["TM. Ủy ban nhân dân", "Chủ tịch"]),
        ("Phó Chủ tịch", True, ["TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"]),
        ("", True, ["TM. Ủy ban nhân dân", "Chủ tịch"]),
        ("Trưởng phòng", False, ["Trưởng phòng"]),
        ("Phó trưởng phòng", False, ["KT. Trưởng phòng", "Phó trưởng phòng"]),
        ("", False, ["Thủ trưởng đơn vị"]),
    ],
)
def test_the_signature_says_for_whom_and_in_whose_place(title: str, is_authority: bool, lines: list[str]) -> None:
    assert signing_lines(title, is_authority=is_authority).split("\n") == lines


def test_a_draft_leaves_room_for_its_number(draft: Content) -> None:
    text = text_of(as_pdf(draft, now=MAY))

    assert "Số: /BC-UBND" in text
    assert "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH" in text
    assert "- Lưu: VT." in text


def test_a_number_below_ten_has_a_nought(district: District, people: People) -> None:
    report = make_report(district.ward, people.leader)
    signed = sign_off_report(report_id=report.pk, seen=words_seen(report), by=people.leader, now=MAY)

    text = text_of(as_pdf(content_of(signed, now=MAY), now=MAY))

    assert "Số: 01/BC-UBND" in text
    assert "DỰ THẢO" not in text


def test_a_table_without_rows_is_said_and_not_drawn(draft: Content) -> None:
    drawn = [table for section in draft.sections for table in section.tables if table.rows]
    document = Document(BytesIO(as_docx(draft)))

    assert "Kiểm tra trong kỳ Không có." in text_of(as_pdf(draft, now=MAY))
    assert [line.text for line in document.paragraphs].count("Không có.") == 5
    assert len(document.tables) == len(drawn) + 2  # heading and signature


def test_the_document_repeats_heads_and_numbers_its_pages(draft: Content) -> None:
    document = Document(BytesIO(as_docx(draft)))
    figures = document.tables[1]

    assert "w:tblHeader" in figures.rows[0]._tr.xml
    assert "PAGE" in document.sections[0].header.paragraphs[0]._p.xml
    assert document.sections[0].different_first_page_header_footer


def test_long_texts_get_the_width_and_figures_little() -> None:
    row = ("Tra cứu kết quả hồ sơ bằng quét mã QR Code trên thiết bị", Figure(7, "x"), "07/05/2019")
    table = Table("t", "T", ("Mô hình", "Đơn vị phải áp dụng", "Từ ngày"), (row,))

    assert widths(table) == [46, 8, 12]
    assert widths(Table("t", "T", ("Mô hình", "Số"), ())) == [12, 12]
    assert widths(Table("t", "T", ("A", "B", "C", "Mã"), (("x" * 90, "y" * 90, "z" * 90, "SK2019-001"),))) == [
        *(24, 24, 24),
        12,
    ]
