"""Loads the forms of the official books and the common patterns of codes that come with the platform."""

import json
from datetime import date, datetime
from importlib.resources import files
from typing import TypedDict, cast

from django.db import transaction

from motcua.foundation.registers.models import BookDefinition, CodePattern, ColumnRow


class BookRow(TypedDict):
    """A book of `data/books.json`; `columns` names one of the lists of columns there."""

    code: str
    title: str
    title_en: str
    number_pattern: str
    document: str
    verified: bool
    valid_from: str
    columns: str


class PatternRow(TypedDict):
    """A common pattern of dossier codes."""

    pattern: str
    valid_from: str
    document: str
    verified: bool


class Data(TypedDict):
    """The file `data/books.json`."""

    books: list[BookRow]
    columns: dict[str, list[ColumnRow]]
    patterns: list[PatternRow]


def load_registers(now: datetime) -> int:
    """Enter the book forms and code patterns that are not there yet and return how many; changes nothing that is.

    A form is dated data: a new one comes as a new row with its own first day, never as a change of an old one, because
    closed books hang on it.
    """
    del now  # every loader of reference data is called alike
    text = files("motcua.foundation.registers").joinpath("data", "books.json").read_text(encoding="utf-8")
    data = cast("Data", json.loads(text))
    with transaction.atomic():
        books = sum(_load_book(row, data["columns"][row["columns"]]) for row in data["books"])
        return books + sum(_load_pattern(row) for row in data["patterns"])


def _load_book(row: BookRow, columns: list[ColumnRow]) -> bool:
    _, is_new = BookDefinition.objects.get_or_create(
        code=row["code"],
        valid_from=date.fromisoformat(row["valid_from"]),
        defaults={
            "title": row["title"],
            "title_en": row["title_en"],
            "columns": columns,
            "number_pattern": row["number_pattern"],
            "document": row["document"],
            "verified": row["verified"],
        },
    )
    return is_new


def _load_pattern(row: PatternRow) -> bool:
    _, is_new = CodePattern.objects.get_or_create(
        unit=None,
        valid_from=date.fromisoformat(row["valid_from"]),
        defaults={"pattern": row["pattern"], "document": row["document"], "verified": row["verified"]},
    )
    return is_new
