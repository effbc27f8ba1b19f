"""What does a report hold, apart from how it looks? Figures with their origin, tables and words, as plain frozen data.

The same content makes the page, the DOCX, the PDF and the XLSX; signing keeps its JSON and the SHA-256 of that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeAlias

Cell: TypeAlias = "str | Figure"


@dataclass(frozen=True)
class Figure:
    """A number that was counted or added up: `trace` names the query behind it ("measure:onestop:filed:12")."""

    value: int
    trace: str


@dataclass(frozen=True)
class Table:
    """A table: every row has as many cells as there are columns, the first one names the row.

    `counts` say how many rows there are, and of which kind ("Đã đóng", 3).
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    counts: tuple[tuple[str, Figure], ...] = ()

    def figures(self) -> Iterator[Figure]:
        """Yield every figure: the counts, then those of the cells."""
        yield from (figure for _label, figure in self.counts)
        yield from (cell for row in self.rows for cell in row if isinstance(cell, Figure))


@dataclass(frozen=True)
class Section:
    """A numbered section: the words people wrote, and tables."""

    key: str
    title: str
    words: str = ""
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Content:
    """A whole report in Vietnamese.

    `day` is the day of the letter as ISO date. `number` ("01/BC-UBND") is empty in a draft, which has the `symbol`.
    `signer_title` has a line for each thing that stands above the signature.
    """

    agency: str
    superior: str
    place: str
    day: str
    number: str
    symbol: str
    title: str
    subject: str
    intro: str
    sections: tuple[Section, ...]
    recipients: tuple[str, ...]
    signer_title: str
    signer: str
    is_draft: bool = field(default=True)

    def figures(self) -> Iterator[Figure]:
        """Yield every figure, as it is read."""
        for section in self.sections:
            for table in section.tables:
                yield from table.figures()

    def as_data(self) -> dict[str, Any]:
        """Return plain JSON."""
        return asdict(self)

    def sha256(self) -> str:
        """Return the SHA-256 of the canonical JSON (keys sorted, no blanks, UTF-8)."""
        return digest(self.as_data())


def digest(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical JSON of `data`, in hex."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def content_from(data: Mapping[str, Any]) -> Content:
    """Return the content that `as_data` described."""
    sections = tuple(
        Section(**{**section, "tables": tuple(_table(table) for table in section["tables"])})
        for section in data["sections"]
    )
    return Content(**{**data, "sections": sections, "recipients": tuple(data["recipients"])})


def _table(data: Mapping[str, Any]) -> Table:
    rows = tuple(tuple(Figure(**cell) if isinstance(cell, dict) else cell for cell in row) for row in data["rows"])
    counts = tuple((label, Figure(**figure)) for label, figure in data["counts"])
    return Table(**{**data, "columns": tuple(data["columns"]), "rows": rows, "counts": counts})
