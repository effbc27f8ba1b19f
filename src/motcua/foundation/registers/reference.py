"""Loads the forms of the official books and the common patterns of codes that come with the platform."""

import json
from datetime import date, datetime
from functools import cache
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
    data = _data()
    with transaction.atomic():
        return _load_books(data) + _load_patterns(data)


@cache
def _data() -> Data:
    text = files("motcua.foundation.registers").joinpath("data", "books.json").read_text(encoding="utf-8")
    return cast("Data", json.loads(text))


def _load_books(data: Data) -> int:
    known = set(BookDefinition.objects.values_list("code", "valid_from"))
    wanted = [_book(row, data["columns"][row["columns"]]) for row in data["books"]]
    new = [book for book in wanted if (book.code, book.valid_from) not in known]
    return len(BookDefinition.objects.bulk_create(new, ignore_conflicts=True))  # another start may be faster


def _book(row: BookRow, columns: list[ColumnRow]) -> BookDefinition:
    return BookDefinition(
        code=row["code"],
        valid_from=date.fromisoformat(row["valid_from"]),
        title=row["title"],
        title_en=row["title_en"],
        columns=columns,
        number_pattern=row["number_pattern"],
        document=row["document"],
        verified=row["verified"],
    )


def _load_patterns(data: Data) -> int:
    known = set(CodePattern.objects.filter(unit=None).values_list("valid_from", flat=True))
    wanted = [_pattern(row) for row in data["patterns"]]
    new = [pattern for pattern in wanted if pattern.valid_from not in known]
    return len(CodePattern.objects.bulk_create(new, ignore_conflicts=True))


def _pattern(row: PatternRow) -> CodePattern:
    return CodePattern(
        valid_from=date.fromisoformat(row["valid_from"]),
        pattern=row["pattern"],
        document=row["document"],
        verified=row["verified"],
    )
