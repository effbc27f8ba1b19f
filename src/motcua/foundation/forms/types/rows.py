"""A list of rows, each with the same questions: household members, children, co-owners."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.forms.definition import Field, Kind
from motcua.foundation.forms.faults import Fault, Faulty, fault
from motcua.foundation.forms.types.base import FieldType, Schema
from motcua.foundation.forms.values import JSON
from motcua.foundation.forms.widgets import PartInput, RowsWidget


class ListType(FieldType):
    """Rows of sub-fields; blank rows do not count."""

    kind = Kind.LIST
    missing = _("Chưa nhập dòng nào. Nhập ít nhất một dòng.")

    def __init__(self, type_of: Callable[[Kind], FieldType]) -> None:
        self._type_of = type_of

    def read(self, field: Field, raw: object, today: date | None) -> JSON:
        """Read every row that has an answer."""
        if raw is None or raw == "":
            return None
        if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
            raise fault("wrong_type", _("Mục này phải là danh sách các dòng."))
        rows: list[JSON] = []
        faults: list[Fault] = []
        for index, row in enumerate(raw):
            answer, wrong = self._read_row(field, row, today)
            faults += [one.below(str(index)) for one in wrong]
            if answer or wrong:
                rows.append(answer)
        faults += _count_faults(field, len(rows))
        if faults:
            raise Faulty(faults)
        return rows or None

    def _read_row(
        self, field: Field, row: dict[str, object], today: date | None
    ) -> tuple[dict[str, JSON], list[Fault]]:
        """Return the clean answers of a row and its faults; a blank row has neither."""
        answer: dict[str, JSON] = {}
        wrong: list[Fault] = []
        lacking: list[Fault] = []
        for sub in field.fields:
            kind = self._type_of(sub.type)
            try:
                given = kind.read(sub, row.get(sub.key), today)
            except Faulty as error:
                wrong += [one.below(sub.key) for one in error.faults]
                continue
            if given is not None:
                answer[sub.key] = given
            elif sub.required:
                lacking.append(Fault("required", kind.missing, (sub.key,)))
        known = {sub.key for sub in field.fields}
        wrong += [
            Fault("unknown_part", _("Dòng này không có mục như vậy."), (str(key),)) for key in row if key not in known
        ]
        return answer, [*wrong, *lacking] if answer or wrong else []

    def typed(self, field: Field, value: object) -> object:
        """Spell each row as its inputs do."""
        if not isinstance(value, list):
            return value
        return [
            {sub.key: self._type_of(sub.type).typed(sub, row.get(sub.key)) for sub in field.fields}
            for row in value
            if isinstance(row, dict)
        ]

    def widget(self, field: Field) -> forms.Widget:
        """Return the rows with their buttons."""
        name: StrOrPromise = field.row_name.lazily if field.row_name else _("Dòng")
        return RowsWidget(
            [
                PartInput(
                    key=sub.key,
                    label=sub.label.lazily,
                    widget=self._type_of(sub.type).widget(sub),
                    hint=sub.hint.lazily if sub.hint else "",
                    required=sub.required,
                )
                for sub in field.fields
            ],
            row_name=name,
            min_rows=max(field.min_rows, 1),
            max_rows=field.max_rows,
        )

    def display(self, field: Field, answer: JSON) -> str:
        """Show a line a row."""
        return self._lines(field, answer, masked=False)

    def mask(self, field: Field, answer: JSON) -> str:
        """Show a line a row, each answer masked by its kind."""
        return self._lines(field, answer, masked=True)

    def _lines(self, field: Field, answer: JSON, *, masked: bool) -> str:
        """Return "1. label: value; label: value" for each row."""
        lines = []
        for number, row in enumerate(answer if isinstance(answer, list) else [], 1):
            shown = []
            for sub in field.fields:
                if isinstance(row, dict) and sub.key in row:
                    kind = self._type_of(sub.type)
                    value = kind.mask(sub, row[sub.key]) if masked else kind.display(sub, row[sub.key])
                    shown.append(f"{sub.label.here()}: {value}")
            lines.append(f"{number}. {'; '.join(shown)}")
        return "\n".join(lines)

    def search_text(self, field: Field, answer: JSON) -> str:
        """Search by the answers alone."""
        rows = answer if isinstance(answer, list) else []
        return " ".join(
            self._type_of(sub.type).search_text(sub, row[sub.key])
            for row in rows
            if isinstance(row, dict)
            for sub in field.fields
            if sub.key in row
        )

    def name_of(self, field: Field, path: tuple[str, ...]) -> str:
        """Return the row, the question, and the part within it."""
        if not path:
            return ""
        row = field.row_name.here() if field.row_name else str(_("Dòng"))
        names = [f"{row} {int(path[0]) + 1}"]
        for sub in field.fields:
            if path[1:2] == (sub.key,):
                names += [sub.label.here(), self._type_of(sub.type).name_of(sub, path[2:])]
        return ", ".join(name for name in names if name)

    def schema(self, field: Field) -> Schema:
        """Describe an array of objects."""
        return {
            "type": "array",
            "minItems": max(field.min_rows, 1),
            "maxItems": field.max_rows,
            "items": {
                "type": "object",
                "properties": {
                    sub.key: self._type_of(sub.type).schema(sub) | {"title": sub.label.here()} for sub in field.fields
                },
                "required": [sub.key for sub in field.fields if sub.required],
                "additionalProperties": False,
            },
        }


def _count_faults(field: Field, count: int) -> list[Fault]:
    """Return the fault of too few or too many rows; no row at all is the concern of `required`."""
    if count > field.max_rows:
        return [Fault("too_many_rows", _("Nhiều quá: không được quá %(limit)s dòng.") % {"limit": field.max_rows})]
    if 0 < count < field.min_rows:
        return [Fault("too_few_rows", _("Cần ít nhất %(limit)s dòng.") % {"limit": field.min_rows})]
    return []
