"""A report as PDF, DOCX and XLSX: the same content, read back from each file."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pypdfium2
import pytest
from docx import Document

from motcua.foundation.attachments.content import open_content
from motcua.foundation.runs.models import Run, RunState
from motcua.replication.reporting.actions.ask_for_files import ask_for_files
from motcua.replication.reporting.actions.make_files import make_files
from motcua.replication.reporting.actions.write_section import write_section
from motcua.replication.reporting.compose import content_of
from motcua.replication.reporting.content import Section, Table
from motcua.replication.reporting.jobs import make_report_files
from motcua.replication.reporting.models import FileFormat, Report, ReportFile
from motcua.replication.reporting.render.workbook import as_xlsx
from tests.factories.initiatives import District
from tests.factories.reporting import MAY, People, make_figure, make_report

WORDS = "Phường đã phổ biến tới 11 khu phố.\n=1+1 không phải công thức."


@pytest.fixture
def report(district: District, people: People) -> Report:
    """A draft with a figure and words."""
    make_figure(district.ward, "filed", date(2019, 5, 2), 1234)
    made = make_report(district.ward, people.leader)
    write_section(report_id=made.pk, section="general", text=WORDS, seen=0, by=people.leader, now=MAY)
    return made


def read(file: ReportFile) -> bytes:
    with open_content(file.stored) as content:
        return content.read()


def files_of(report: Report) -> dict[str, bytes]:
    return {one.format: read(one) for one in make_files(report_id=report.pk, now=MAY, told=lambda _done, _said: None)}


def test_the_pdf_has_the_heading_the_words_and_the_figures(report: Report) -> None:
    pdf = pypdfium2.PdfDocument(files_of(report)[FileFormat.PDF])
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    flat = " ".join(text.split())

    for expected in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "DỰ THẢO",
        "BÁO CÁO",
        "Phường đã phổ biến tới 11 khu phố.",
        "Hồ sơ nhận được",
        "1.234",
    ):
        assert expected in flat


def test_the_docx_has_the_same(report: Report) -> None:
    document = Document(BytesIO(files_of(report)[FileFormat.DOCX]))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    lines = [paragraph.text for paragraph in document.paragraphs]

    assert "Phường đã phổ biến tới 11 khu phố." in lines
    assert "1.234" in cells
    assert any("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in cell for cell in cells)


def test_the_workbook_has_numbers_as_numbers(report: Report) -> None:
    book = openpyxl.load_workbook(BytesIO(files_of(report)[FileFormat.XLSX]))
    values = [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]

    assert 1234 in values


def test_a_text_never_becomes_a_formula(report: Report) -> None:
    table = Table("t", "=SUM(A1)", ("=1+1",), (("=HYPERLINK(1)",), ("@x",)))
    content = replace(content_of(report, now=MAY), sections=(Section("s", "S", tables=(table,)),), subject="=2+2")

    book = openpyxl.load_workbook(BytesIO(as_xlsx(content)))

    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert "=HYPERLINK(1)" in {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}


def test_the_same_content_makes_one_file_of_each_kind(report: Report) -> None:
    for _press in range(2):
        make_files(report_id=report.pk, now=MAY, told=lambda _done, _said: None)

    assert report.files.count() == len(FileFormat)


def test_the_job_tells_how_far_it_is_and_ends(report: Report, people: People) -> None:
    run = ask_for_files(report_id=report.pk, by=people.leader, now=MAY)
    again = ask_for_files(report_id=report.pk, by=people.leader, now=MAY)

    make_report_files(run_id=str(run.pk), report_id=report.pk)

    ended = Run.objects.get(pk=run.pk)
    assert again.pk == run.pk
    assert (ended.state, ended.done, ended.total) == (RunState.DONE, 4, 4)
    assert report.files.count() == len(FileFormat)


def test_a_job_that_breaks_says_so(report: Report, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    run = ask_for_files(report_id=report.pk, by=people.leader, now=MAY)

    with pytest.raises(Report.DoesNotExist):
        make_report_files(run_id=str(run.pk), report_id=report.pk + 1)

    ended = Run.objects.get(pk=run.pk)
    assert (ended.state, str(ended.said)) == (
        RunState.FAILED,
        "Chưa lập được tệp. Báo cáo và lời đã viết vẫn còn nguyên; hãy thử lại.",
    )
