"""A report as PDF/A by the official letter template (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from datetime import date, datetime

from motcua.foundation.documents.letters import Heading
from motcua.foundation.documents.pdf import render_pdf
from motcua.replication.reporting.content import Cell, Content, Section, Table
from motcua.replication.reporting.render.document import BLANK, counted, shown
from motcua.replication.reporting.render.widths import widths

MEDIA_TYPE = "application/pdf"


def as_pdf(content: Content, *, now: datetime) -> bytes:
    """Return the report as PDF/A, with `now` as the date of the file."""
    heading = Heading(
        agency=content.agency,
        place=content.place,
        day=date.fromisoformat(content.day),
        superior=content.superior,
        number=content.number or f"{BLANK}/{content.symbol}",
    )
    data = {**content.as_data(), "heading": heading.as_data(), "sections": [_section(one) for one in content.sections]}
    return render_pdf("reporting/report", data, now=now)


def _section(section: Section) -> dict[str, object]:
    return {
        "title": section.title,
        "words": section.words,
        "tables": [_table(table) for table in section.tables],
    }


def _table(table: Table) -> dict[str, object]:
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    words = {"title": table.title, "counts": counted(table), "note": table.note}
    return {**words, "columns": list(table.columns), "widths": widths(table), "rows": rows}


def _cell(cell: Cell) -> dict[str, object]:
    return {"text": shown(cell), "is_number": not isinstance(cell, str)}
