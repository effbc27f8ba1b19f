"""A report as DOCX in the layout of NĐ 30/2020/NĐ-CP, Phụ lục I: A4, Times-like 13 pt, heading, kind, signature."""

from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section as PageSection
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from motcua.foundation.documents.dates import day_in_words
from motcua.foundation.ui.filters import number_vn
from motcua.replication.reporting.content import Cell, Content, Section, Table
from motcua.replication.reporting.render.widths import widths

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BLANK = "\N{NO-BREAK SPACE}" * 8  # where the number of a draft will be written
RULE = "_" * 16
WIDTH = 165  # millimetres between the margins
FONT = "Times New Roman"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"


def as_docx(content: Content) -> bytes:
    """Return the report as a Word document that people may go on editing."""
    document = Document()
    _lay_out(document, content)
    _head(document, content)
    if content.is_draft:
        _line(document, "DỰ THẢO", bold=True, centred=True)
    _line(document, content.title.upper(), bold=True, size=14, centred=True)
    _line(document, content.subject, bold=True, size=14, centred=True)
    _line(document, content.intro, indent=True)
    for number, section in enumerate(content.sections):
        _section(document, ROMAN[number], section)
    _foot(document, content)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _lay_out(document: Doc, content: Content) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    _number_pages(page)
    document.core_properties.title = f"{content.title} {content.subject}"
    document.core_properties.author = content.agency
    document.core_properties.language = "vi-VN"


def _number_pages(page: PageSection) -> None:
    """Put the number of the page into the middle of the top margin, from the second page on."""
    page.different_first_page_header_footer = True
    paragraph = page.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no word for a field


def _head(document: Doc, content: Content) -> None:
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    left, right = table.rows[0].cells
    left.width, right.width = Mm(68), Mm(97)
    if content.superior:
        _into(left, content.superior.upper(), size=12)
    _into(left, content.agency.upper(), bold=True, size=12)
    _into(left, RULE, size=8)
    _into(left, f"Số: {content.number or f'{BLANK}/{content.symbol}'}")
    _into(right, NATION, bold=True, size=12)
    _into(right, MOTTO, bold=True).runs[0].underline = True
    _into(right, f"{content.place}, {day_in_words(date.fromisoformat(content.day))}", italic=True)


def _section(document: Doc, numeral: str, section: Section) -> None:
    _line(document, f"{numeral}. {section.title.upper()}", bold=True, keep=True)
    for text in section.words.splitlines():
        if text.strip():
            _line(document, text.strip(), indent=True)
    for table in section.tables:
        _table(document, table)


def _table(document: Doc, table: Table) -> None:
    _line(document, table.title, italic=True, keep=True)
    if not table.rows:
        _line(document, "Không có.", size=12)
        return
    if table.counts:
        _line(document, counted(table), size=12, keep=True)
    grid = _grid(document, table)
    for row in table.rows:
        for cell, value in zip(grid.add_row().cells, row, strict=True):
            paragraph = _into(cell, shown(value), size=12)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if isinstance(value, str) else WD_ALIGN_PARAGRAPH.RIGHT
    if table.note:
        _line(document, table.note, italic=True, size=11)


def _grid(document: Doc, table: Table) -> Any:  # noqa: ANN401 - python-docx types its tables by halves
    """Return a table with the heads of the columns, which every page repeats."""
    grid = document.add_table(rows=1, cols=len(table.columns))
    grid.style, grid.autofit = "Table Grid", False
    parts = widths(table)
    for column, part in zip(grid.columns, parts, strict=True):
        column.width = Mm(WIDTH * part / sum(parts))
    for cell, column, head in zip(grid.rows[0].cells, grid.columns, table.columns, strict=True):
        cell.width = column.width
        _into(cell, head, bold=True, size=12)
    # python-docx has no word for a head that is repeated
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
    return grid


def _foot(document: Doc, content: Content) -> None:
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    _into(left, "Nơi nhận:", bold=True, italic=True, size=12).alignment = WD_ALIGN_PARAGRAPH.LEFT
    for number, name in enumerate(content.recipients, start=1):
        end = ";" if number < len(content.recipients) else "."
        _into(left, f"- {name}{end}", size=11).alignment = WD_ALIGN_PARAGRAPH.LEFT
    _into(right, content.signer_title.upper(), bold=True)
    _into(right, "\n\n\n")
    _into(right, content.signer, bold=True)


def shown(value: Cell) -> str:
    """Return a cell in words."""
    return value if isinstance(value, str) else number_vn(value.value)


def counted(table: Table) -> str:
    """Return how many rows of which kind a table has ("Tổng số: 3; chờ trả lời: 1."), "" for one without counts."""
    return "; ".join(f"{label}: {number_vn(figure.value)}" for label, figure in table.counts)


def _line(
    document: Doc,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int = 13,
    centred: bool = False,
    indent: bool = False,
    keep: bool = False,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.keep_with_next = keep
    if indent:
        paragraph.paragraph_format.first_line_indent = Mm(10)
    _write(paragraph, text, bold=bold, italic=italic, size=size)


def _into(cell: _Cell, text: str, *, bold: bool = False, italic: bool = False, size: int = 13) -> Paragraph:
    """Add a line to a cell; the first one takes the empty paragraph that a cell begins with."""
    first = cell.paragraphs[0]
    paragraph: Paragraph = first if not first.text and len(cell.paragraphs) == 1 else cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    _write(paragraph, text, bold=bold, italic=italic, size=size)
    return paragraph


def _write(paragraph: Paragraph, text: str, *, bold: bool, italic: bool, size: int) -> None:
    run = paragraph.add_run("".join(letter for letter in text if letter in "\n\t" or ord(letter) >= ord(" ")))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
