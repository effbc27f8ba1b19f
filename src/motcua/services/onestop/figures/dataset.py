"""The published data set as files: CSV by RFC 4180 in UTF-8, JSON, and its dictionary."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO

from django.utils.translation import gettext_lazy as _
from pydantic import JsonValue

from motcua.foundation.worktime.clock import ZONE
from motcua.services.onestop.figures.publishing import LEAST, closed_until
from motcua.services.onestop.figures.queries.open_data import FIELDS, NAMES, PublishedRow
from motcua.services.onestop.models import FigureEdition

TITLE = _("Kết quả giải quyết hồ sơ thủ tục hành chính theo tháng, cơ quan và thủ tục")
LICENCE_NAME = "Creative Commons Attribution 4.0 International"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
VERSION = "2"  # of the names and meanings of the fields


def csv_of(rows: Iterable[PublishedRow]) -> str:
    """Return the rows as CSV (CRLF, quotes where needed), the names of the fields first; what is hidden is empty."""
    return _csv([NAMES, *(tuple(row.values().values()) for row in rows)])


def dictionary_csv() -> str:
    """Return what each field means."""
    return _csv([("field", "type", "meaning"), *((name, kind, str(meaning)) for name, kind, meaning in FIELDS)])


def json_of(
    edition: FigureEdition, rows: Iterable[PublishedRow], *, updated_at: datetime | None
) -> dict[str, JsonValue]:
    """Return the data set with everything a program must know of it; `updated_at`: since when it is as it is."""
    return {
        "title": str(TITLE),
        "version": VERSION,
        "licence": LICENCE,
        "licence_name": LICENCE_NAME,
        "updated_at": updated_at.astimezone(ZONE).isoformat(timespec="seconds") if updated_at else "",
        "through": closed_until(edition.through).isoformat(),
        "smallest_count": LEAST,
        "fields": [{"name": name, "type": kind, "meaning": str(meaning)} for name, kind, meaning in FIELDS],
        "rows": [dict(row.values()) for row in rows],
    }


def _csv(rows: Iterable[Sequence[object]]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow(["" if value is None else value for value in row])
    return out.getvalue()
