"""What do the tables say? Rows of models and rows of tasks, put together again where pages broke them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from motcua.foundation.ui.text import fold
from motcua.replication.directives.reader.paragraphs import Paragraph
from motcua.replication.directives.reader.proposal import Span

_FIRST = re.compile(r"^(?:stt|tt|so tt)\W*$")
_MODEL = re.compile(r"mo hinh|sang kien|giai phap hay")
_TASK = re.compile(r"noi dung|nhiem vu|cong viec|viec can lam")
_UNIT = re.compile(r"don vi|co quan|chu tri|nguoi thuc hien")
_TIME = re.compile(r"thoi han|thoi gian|hoan thanh|tien do")
_LONGEST_UNITS = 220  # a longer text in the units' column is a description that slipped


@dataclass(frozen=True)
class TaskRow:
    """A row of a table of tasks."""

    number: str
    text: str
    units: str
    deadline: str
    span: Span


@dataclass(frozen=True)
class ModelRow:
    """A row of a table of models: what it says, and who takes the model over."""

    title: str
    text: str
    takers: str
    span: Span


@dataclass
class _Table:
    """The columns that the first row names."""

    main: int
    units: int | None
    time: int | None
    is_of_models: bool
    rows: list[_Row] = field(default_factory=list)


@dataclass
class _Row:
    number: str
    columns: dict[int, list[str]]
    first: int
    last: int

    def column(self, at: int | None) -> str:
        return " ".join(self.columns.get(at, [])) if at is not None else ""


def read_tables(paragraphs: Sequence[Paragraph]) -> tuple[list[ModelRow], list[TaskRow]]:
    """Return the models and the tasks of every table of these paragraphs."""
    tables = _tables(paragraphs)
    models = [_model(table, row) for table in tables if table.is_of_models for row in table.rows]
    tasks = [_task(table, row) for table in tables if not table.is_of_models for row in table.rows]
    return models, tasks


def _tables(paragraphs: Sequence[Paragraph]) -> list[_Table]:
    """Return the tables; headings on a new page only say again what the table is, other text ends it."""
    tables: list[_Table] = []
    table: _Table | None = None
    for paragraph in paragraphs:
        if not paragraph.cells:
            table = None
        elif not _FIRST.match(fold(paragraph.cells[0])):
            _add(table, paragraph)
        elif (opened := _opened(paragraph.cells)) is None or table is None or not _is_same(table, opened):
            table = opened
            tables += [opened] if opened else []
    return tables


def _opened(cells: Sequence[str]) -> _Table | None:
    """Return the table that a row of headings begins; None when it is of nothing we read."""
    heads = [fold(cell) for cell in cells]
    found = {name: _index(heads, pattern) for name, pattern in (("model", _MODEL), ("task", _TASK))}
    units, time = _index(heads, _UNIT), _index(heads, _TIME)
    if found["model"] is not None:
        return _Table(found["model"], units, None, is_of_models=True)
    if found["task"] is not None and time is not None:
        return _Table(found["task"], units, time, is_of_models=False)
    return None


def _is_same(table: _Table, other: _Table) -> bool:
    """Tell whether headings only say again, on a new page, what the table is."""
    return (table.main, table.units, table.time) == (other.main, other.units, other.time)


def _index(heads: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next((at for at, head in enumerate(heads) if at and pattern.search(head)), None)


def _add(table: _Table | None, paragraph: Paragraph) -> None:
    if table is None:
        return
    cells = list(paragraph.cells)
    number = cells[0].strip(". ")
    is_new = number.isdigit() and not (table.rows and table.rows[-1].number == number)
    if is_new:
        table.rows.append(_Row(number, {}, paragraph.span.first, paragraph.span.last))
    if not table.rows:
        return
    row = table.rows[-1]
    row.last = paragraph.span.last
    filled = [at for at, cell in enumerate(cells) if at and cell]
    for at in filled:
        is_taker = table.is_of_models and at == filled[-1] and at > table.main and len(cells[at]) <= _LONGEST_UNITS
        column = (table.units or at) if is_taker else table.main if table.is_of_models else at
        row.columns.setdefault(column, []).append(cells[at])


def _model(table: _Table, row: _Row) -> ModelRow:
    parts = row.columns.get(table.main, [""])
    return ModelRow(parts[0], " ".join(parts), row.column(table.units), Span(row.first, row.last))


def _task(table: _Table, row: _Row) -> TaskRow:
    return TaskRow(
        row.number, row.column(table.main), row.column(table.units), row.column(table.time), Span(row.first, row.last)
    )
