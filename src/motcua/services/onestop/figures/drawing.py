"""The published files, drawn once in the night: what nobody asks twice is not computed twice.

A file stays as it is while its rows do. Whole months are frozen, so most nights change nothing, and whoever has a file
already is told so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.utils import translation

from motcua.services.onestop.figures.dataset import csv_of, json_of
from motcua.services.onestop.figures.publishing import closed_until
from motcua.services.onestop.figures.queries.open_data import PublishedRow, published_rows
from motcua.services.onestop.figures.spans import first_days
from motcua.services.onestop.models import FigureEdition, FileKind, PublishedFile

EVERY_YEAR, LAST_MONTHS = "all", "recent"


def draw_files(edition: FigureEdition, *, at: datetime) -> int:
    """Draw every published file of the edition, inside the caller's transaction; return how many have changed."""
    known = {(file.span, file.kind): file.digest for file in PublishedFile.objects.defer("content")}
    wanted, changed = set(), 0
    for span, rows in _spans(edition):
        digest = _digest(edition, rows)
        for kind in FileKind:
            wanted.add((span, kind.value))
            if known.get((span, kind.value)) != digest:
                content = drawn(edition, rows, kind, at=at)
                sets = {"content": content, "digest": digest, "drawn_at": at}
                PublishedFile.objects.update_or_create(span=span, kind=kind, defaults=sets)
                changed += 1
    for span, kind_word in known.keys() - wanted:
        PublishedFile.objects.filter(span=span, kind=kind_word).delete()
    return changed


def drawn(edition: FigureEdition, rows: Sequence[PublishedRow], kind: FileKind, *, at: datetime | None) -> bytes:
    """Return the content of a file, its names in Vietnamese, whoever asks."""
    with translation.override("vi"):
        if kind is FileKind.CSV:
            return csv_of(rows).encode()
        return json.dumps(json_of(edition, rows, updated_at=at), ensure_ascii=False).encode()


def rows_of(edition: FigureEdition, span: str) -> list[PublishedRow]:
    """Return the rows of a span: a year, every year, or the last twelve whole months. Two queries."""
    if span == LAST_MONTHS:
        return published_rows(edition, year=None, since=_year_back(edition))
    return published_rows(edition, year=None if span == EVERY_YEAR else int(span))


def _spans(edition: FigureEdition) -> Iterator[tuple[str, list[PublishedRow]]]:
    every = published_rows(edition, year=None)
    yield EVERY_YEAR, every
    since = f"{_year_back(edition):%Y-%m}"
    yield LAST_MONTHS, [row for row in every if row.month >= since]
    for year in sorted({row.month[:4] for row in every}):
        yield year, [row for row in every if row.month.startswith(year)]


def _year_back(edition: FigureEdition) -> date:
    until = closed_until(edition.through)
    return first_days(until - timedelta(days=366), until)[-12]


def _digest(edition: FigureEdition, rows: Sequence[PublishedRow]) -> str:
    """Return the mark of everything that a file says but since when it says so."""
    return sha256(drawn(edition, rows, FileKind.JSON, at=None)).hexdigest()
