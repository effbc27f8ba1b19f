"""What every kind of field can do: read what was typed, draw its input, show, mask and describe the answer."""

from __future__ import annotations

import unicodedata
from abc import ABC, abstractmethod
from datetime import date
from typing import ClassVar, TypeAlias

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.forms.definition import Field, Kind
from motcua.foundation.forms.faults import fault
from motcua.foundation.forms.values import JSON

Schema: TypeAlias = dict[str, JSON]


class FieldType(ABC):
    """A kind of field. Instances hold no state; each method gets the field's definition.

    `hint` says how an answer is written, where a definition has no words of its own.
    A clean answer is JSON and reads as itself: `read(field, read(field, raw)) == read(field, raw)`.
    """

    kind: ClassVar[Kind]
    missing: ClassVar[StrOrPromise] = _("Chưa nhập. Nhập mục này để tiếp tục.")
    hint: ClassVar[StrOrPromise] = ""

    @abstractmethod
    def read(self, field: Field, raw: object, today: date | None) -> JSON:
        """Return the clean answer, or None when nothing was given; raises Faulty. `today` bounds dates, if known."""

    @abstractmethod
    def widget(self, field: Field) -> forms.Widget:
        """Return the input."""

    @abstractmethod
    def schema(self, field: Field) -> Schema:
        """Return the JSON Schema of a clean answer."""

    def typed(self, field: Field, value: object) -> object:  # noqa: ARG002 - kinds differ in what they use
        """Return a clean answer as the input spells it; what a person typed comes back untouched."""
        return value

    def display(self, field: Field, answer: JSON) -> str:  # noqa: ARG002
        """Return a clean answer for people, in the active language."""
        return str(answer)

    def mask(self, field: Field, answer: JSON) -> str:
        """Return a clean answer for people who may not see personal data."""
        return self.display(field, answer)

    def name_of(self, field: Field, path: tuple[str, ...]) -> str:  # noqa: ARG002
        """Return what people call the part at `path` of a composite answer; "" for the whole."""
        return ""

    def search_text(self, field: Field, answer: JSON) -> str:
        """Return what a search finds the answer by."""
        return self.display(field, answer)


class LineType(FieldType):
    """A kind whose answer is one line of text."""

    inputmode: ClassVar[str] = "text"
    input_type: ClassVar[str] = "text"
    autocomplete: ClassVar[str] = ""
    size_class: ClassVar[str] = ""
    longest: ClassVar[int] = 200
    spellcheck: ClassVar[bool] = True

    def read(self, field: Field, raw: object, today: date | None) -> JSON:
        """Return what `parse` makes of the tidied line."""
        if raw is None:
            return None
        if not isinstance(raw, str):
            raise fault("wrong_type", _("Mục này phải là chữ."))
        text = tidy_line(raw)
        return self.parse(field, text, today) if text else None

    @abstractmethod
    def parse(self, field: Field, text: str, today: date | None) -> JSON:
        """Return the clean answer of a line that is not empty; raises Faulty."""

    def limit(self, field: Field) -> int:
        """Return the greatest number of characters."""
        return field.max_length or self.longest

    def widget(self, field: Field) -> forms.Widget:
        """Return a text input with the keyboard that suits the kind."""
        widget = forms.TextInput(self.attributes(field))
        widget.input_type = self.input_type
        return widget

    def attributes(self, field: Field) -> dict[str, str | int]:
        """Return the attributes of the input."""
        attributes: dict[str, str | int] = {"maxlength": self.limit(field)}
        if self.inputmode != "text":
            attributes["inputmode"] = self.inputmode
        if autocomplete := field.autocomplete or self.autocomplete:
            attributes["autocomplete"] = autocomplete
        if not self.spellcheck:
            attributes |= {"spellcheck": "false", "autocapitalize": "none"}
        if self.size_class:
            attributes["class"] = self.size_class
        return attributes


def tidy_line(raw: str) -> str:
    """Return one line in NFC without invisible characters and with single ordinary spaces."""
    return " ".join(_visible(raw).split())


def tidy_lines(raw: str) -> str:
    """Return several lines in NFC: trailing spaces and outer blank lines go, line breaks stay."""
    lines = _visible(raw.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip("\n")


def _visible(raw: str) -> str:
    """Drop format and control characters (zero width, byte order mark, soft hyphen, NUL) and compose the accents."""
    kept = (mark for mark in raw if mark in "\n\t" or unicodedata.category(mark) not in {"Cc", "Cf", "Cs", "Co"})
    return unicodedata.normalize("NFC", "".join(kept))


def check_length(field: Field, text: str, longest: int) -> None:
    """Raise Faulty when a text is shorter or longer than the definition allows."""
    if len(text) > longest:
        raise fault(
            "too_long",
            _("Dài quá %(limit)s ký tự: rút ngắn đi %(excess)s ký tự.")
            % {"limit": longest, "excess": len(text) - longest},
        )
    if field.min_length and len(text) < field.min_length:
        raise fault("too_short", _("Ngắn quá: cần ít nhất %(limit)s ký tự.") % {"limit": field.min_length})


def text_schema(field: Field, longest: int) -> Schema:
    """Return the schema of a text of limited length."""
    return {"type": "string", "minLength": max(field.min_length or 1, 1), "maxLength": longest}
