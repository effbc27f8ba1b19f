"""What is written into the official book of a result? A line for the dossier, or for each paper it is about. Pure.

The number belongs to the paper, not to whoever asks: three papers of one person have three numbers (TT 01/2020/TT-BTP).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.foundation.forms.definition import Field
from motcua.services.onestop.definition import ProcedureDocument


@dataclass(frozen=True)
class ResultLine:
    """One line: the paper by name, and how many copies of it there are ("" = the procedure does not ask)."""

    name: str
    copies: str


def result_lines(document: ProcedureDocument, answers: Mapping[str, Any]) -> list[ResultLine]:
    """Return the lines of a result that is entered in a book; none for a procedure without one."""
    book = document.result.book
    if book is None:
        return []
    rows = answers.get(book.rows) if book.rows else None
    asked = document.form.by_key
    if book.rows in asked and isinstance(rows, list) and rows:
        asked = {field.key: field for field in asked[book.rows].fields}
        given = [row if isinstance(row, Mapping) else {} for row in rows]
    else:
        given = [answers]
    return [
        ResultLine(
            name=_words(asked, row, book.name) or document.result.title.vi, copies=_words(asked, row, book.copies)
        )
        for row in given
    ]


def _words(asked: Mapping[str, Field], row: Mapping[str, Any], key: str | None) -> str:
    value = row.get(key) if key is not None else None
    if key is None or value is None or key not in asked:
        return ""
    return next((option.label.vi for option in asked[key].options if option.key == value), str(value))
