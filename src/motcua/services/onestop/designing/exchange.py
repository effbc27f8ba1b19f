"""Procedures as one file: a list of documents, each with the SHA-256 of its canonical text. Pure.

What comes back is byte for byte what went out, or it is refused with the row, the column and the reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.designing.check_size import is_plain
from motcua.services.onestop.designing.checker import faults
from motcua.services.onestop.designing.words import place_words
from motcua.services.onestop.refusals import DossierRefused

FORMAT: Final = "motcua-procedures/1"
LONGEST_PLACE: Final = 300
MOST_ROWS: Final = 2000
MOST_FAULTS: Final = 300
LARGEST: Final = 5 * 1024 * 1024  # bytes; three hundred procedures


@dataclass(frozen=True)
class RowFault:
    """What is wrong in a file: the procedure by its number from 1, the place in it, and the reason."""

    row: int
    column: str
    reason: StrOrPromise

    def __str__(self) -> str:
        return str(
            format_lazy(
                _("Dòng {row}, {column}: {reason}"), row=self.row, column=self.column or "–", reason=self.reason
            )
        )


class FileFaulty(DossierRefused):
    """A file was not taken, not even in part."""

    def __init__(self, found: Sequence[RowFault]) -> None:
        self.faults = tuple(found)
        super().__init__(
            "file_faulty",
            format_lazy(
                _("Chưa nhập gì. Số lỗi phải sửa trước: {count}. {first}"),
                count=len(self.faults),
                first=self.faults[0],
            ),
        )


def packed(documents: Iterable[ProcedureDocument]) -> bytes:
    """Return the file of these procedures; the same procedures give the same bytes."""
    rows = [{"sha256": document.sha256(), "document": document.as_json()} for document in documents]
    whole = {"format": FORMAT, "procedures": rows}
    return (json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def unpacked(data: bytes) -> list[ProcedureDocument]:
    """Return the procedures of a file, or of one bare document. Raises FileFaulty with the faults, row by row.

    Of a file with more than a few hundred faults the first are told: it is not one of ours.
    """
    rows = _rows(data)
    found = list(islice(_row_faults(rows), MOST_FAULTS))
    if found:
        raise FileFaulty(found)
    return [ProcedureDocument.model_validate(row["document"]) for row in rows]


def _shown(place: str) -> str:
    """Return a place whose names come from a file nobody knows: letters that cannot be shown are left out."""
    return "".join(letter for letter in place if is_plain(letter))[:LONGEST_PLACE]


def _rows(data: bytes) -> list[Mapping[str, Any]]:
    if len(data) > LARGEST:
        raise FileFaulty([RowFault(0, "", _("Tệp lớn hơn 5 MB. Hãy chia thành nhiều tệp."))])
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError) as broken:  # no JSON, no UTF-8, a number of thousands of digits
        where = getattr(broken, "lineno", 0)
        raise FileFaulty(
            [RowFault(where, "", _("Không đọc được tệp JSON. Hãy dùng tệp xuất từ hệ thống."))]
        ) from broken
    if isinstance(whole, dict) and "format" not in whole and "schema" in whole:
        return [{"document": whole}]
    rows = whole.get("procedures") if isinstance(whole, dict) and whole.get("format") == FORMAT else None
    if not isinstance(rows, list) or not rows:
        raise FileFaulty(
            [RowFault(0, "format", _("Tệp không theo mẫu motcua-procedures/1 hoặc không có thủ tục nào."))]
        )
    if len(rows) > MOST_ROWS:
        raise FileFaulty([RowFault(0, "procedures", _("Tệp có quá nhiều thủ tục. Hãy chia thành nhiều tệp."))])
    return [row if isinstance(row, dict) else {} for row in rows]


def _row_faults(rows: Sequence[Mapping[str, Any]]) -> Iterator[RowFault]:
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        document = row.get("document")
        if not isinstance(document, dict):
            yield RowFault(number, "document", _("Dòng không có nội dung thủ tục."))
            continue
        found = faults(document)
        for one in found:
            yield RowFault(number, _shown(place_words(one.place, document)), one.sentence)
        if found:
            continue
        read = ProcedureDocument.model_validate(document)
        if row.get("sha256", read.sha256()) != read.sha256():
            yield RowFault(
                number,
                "sha256",
                _(
                    "Nội dung không khớp mã SHA-256: tệp đã bị sửa sau khi xuất. Hãy xin lại tệp gốc; nếu chủ ý sửa "
                    "thì xóa mục sha256 của dòng này."
                ),
            )
        if read.slug in seen:
            text = _("Thủ tục này đã có ở dòng {row}.")
            yield RowFault(number, "slug", format_lazy(text, row=seen[read.slug]))
        seen.setdefault(read.slug, number)
