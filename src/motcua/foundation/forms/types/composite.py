"""An answer of several inputs: each part has its own label, its own fault and its own kind."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.forms.definition import Field
from motcua.foundation.forms.faults import Fault, Faulty, fault
from motcua.foundation.forms.types.base import FieldType, Schema
from motcua.foundation.forms.values import JSON
from motcua.foundation.forms.widgets import PartInput, PartsWidget


@dataclass(frozen=True)
class Part:
    """One input of a composite answer: its key, label, kind, and the definition its kind works by."""

    key: str
    label: StrOrPromise
    type: FieldType
    field: Field
    required: bool = True
    hint: StrOrPromise = ""
    prefilled: str = ""
    suggestions: tuple[str, ...] = ()


class CompositeType(FieldType):
    """A kind whose answer is an object of parts."""

    @abstractmethod
    def parts(self, field: Field) -> tuple[Part, ...]:
        """Return the parts in the order of the inputs."""

    def read(self, field: Field, raw: object, today: date | None) -> JSON:
        """Read each part; an answer in which only prefilled parts were left is no answer."""
        if raw is None or raw == "":
            return None
        if not isinstance(raw, dict):
            raise fault("wrong_type", _("Mục này gồm nhiều phần."))
        parts = self.parts(field)
        if unknown := sorted(set(raw) - self.known_keys(field)):
            raise fault("unknown_part", _("Mục này không có phần %(parts)s.") % {"parts": ", ".join(map(str, unknown))})
        if all(_is_blank(raw.get(part.key), part.prefilled) for part in parts):
            return None
        answer, faults = self._read_parts(parts, raw, today)
        if faults:
            raise Faulty(faults)
        return self.complete(answer)

    def _read_parts(
        self, parts: tuple[Part, ...], raw: dict[str, object], today: date | None
    ) -> tuple[dict[str, JSON], list[Fault]]:
        """Return the clean parts and what is wrong with the others."""
        answer: dict[str, JSON] = {}
        faults: list[Fault] = []
        for part in parts:
            try:
                given = part.type.read(part.field, raw.get(part.key), today)
            except Faulty as wrong:
                faults += [one.below(part.key) for one in wrong.faults]
                continue
            if given is not None:
                answer[part.key] = given
            elif part.required:
                faults.append(Fault("required", part.type.missing, (part.key,)))
        return answer, faults

    def known_keys(self, field: Field) -> set[str]:
        """Return the keys an answer may have."""
        return {part.key for part in self.parts(field)}

    def complete(self, answer: dict[str, JSON]) -> dict[str, JSON]:
        """Check the parts against each other and add what follows from them; raises Faulty."""
        return answer

    def typed(self, field: Field, value: object) -> object:
        """Spell each part as its input does."""
        if not isinstance(value, dict):
            return value
        return {part.key: part.type.typed(part.field, value.get(part.key)) for part in self.parts(field)}

    def widget(self, field: Field) -> forms.Widget:
        """Return the group of inputs."""
        return PartsWidget(
            [
                PartInput(
                    key=part.key,
                    label=part.label,
                    widget=part.type.widget(part.field),
                    hint=part.hint,
                    required=part.required,
                    prefilled=part.prefilled,
                    suggestions=part.suggestions,
                )
                for part in self.parts(field)
            ]
        )

    def name_of(self, field: Field, path: tuple[str, ...]) -> str:
        """Return the label of the part."""
        return next((str(part.label) for part in self.parts(field) if path[:1] == (part.key,)), "")

    def schema(self, field: Field) -> Schema:
        """Describe an object of the parts."""
        parts = self.parts(field)
        return {
            "type": "object",
            "properties": {part.key: part.type.schema(part.field) | {"title": str(part.label)} for part in parts},
            "required": [part.key for part in parts if part.required],
            "additionalProperties": False,
        }


def _is_blank(value: object, prefilled: str) -> bool:
    """Tell whether a part was left as it stood."""
    return value in (None, "", [], {}) or (isinstance(value, str) and value.strip() in {"", prefilled})
