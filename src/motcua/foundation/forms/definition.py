"""What is a form? One canonical JSON document: sections, fields, options and the conditions that show them.

A published definition never changes; the next version of a procedure brings the next document. Field keys are stable
for life: the same key means the same question in every version.
"""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from django.utils.functional import lazy
from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator
from pydantic import Field as Attribute

from motcua.foundation.forms.conditions import Condition, keys_in, numbers_in

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
OptionKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]{0,39}$")]

_DAY = r"^(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])|today)$"


class Kind(StrEnum):
    """The kinds of field; each has one class in `types/`."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DECIMAL = "decimal"
    MONEY = "money"
    AREA = "area"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    TIME = "time"
    DATETIME = "datetime"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    CCCD = "cccd"
    CMND = "cmnd"
    PASSPORT = "passport"
    TAX_CODE = "tax_code"
    PHONE = "phone"
    EMAIL = "email"
    PERSON_NAME = "person_name"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    NATIONALITY = "nationality"
    ADDRESS = "address"
    PARCEL = "parcel"
    DOCUMENT_NUMBER = "document_number"
    VEHICLE_PLATE = "vehicle_plate"
    LIST = "list"
    STATEMENT = "statement"
    NOTE = "note"


WITH_OPTIONS = frozenset({Kind.CHOICE, Kind.CHOICES})
NUMERIC = frozenset({Kind.NUMBER, Kind.DECIMAL, Kind.MONEY, Kind.AREA})


class _Part(BaseModel):
    """What all parts of a definition share: unknown names are refused, nothing changes after it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Text(_Part):
    """A text in both languages; English falls back to Vietnamese when it is empty."""

    vi: Annotated[str, StringConstraints(min_length=1)]
    en: str = ""

    def here(self) -> str:
        """Return the text in the active language."""
        return self.en if self.en and (get_language() or "vi").startswith("en") else self.vi

    @cached_property
    def lazily(self) -> str:
        """Return the text as a lazy string, for form classes that outlive a request."""
        return _lazily_here(self)


def _here(text: Text) -> str:
    return text.here()


_lazily_here = lazy(_here, str)  # a proxy class is costly: one for all texts


class Option(_Part):
    """One answer of a choice."""

    key: OptionKey
    label: Text


class Field(_Part):
    """One question.

    `min` and `max` bound numbers (đồng for money, m² for area); `min_length` and `max_length` count characters;
    `not_before` and `not_after` are ISO days or "today"; `fields`, `min_rows` and `max_rows` belong to a list; `body`
    is the text of a note or a statement. `sex_field` and `birth_field` name the fields a personal identity number must
    agree with.
    """

    key: Key
    type: Kind
    label: Text
    hint: Text | None = None
    body: Text | None = None
    required: bool = True
    visible_if: Condition | None = None
    options: tuple[Option, ...] = ()
    min: int | float | None = None
    max: int | float | None = None
    min_length: Annotated[int, Attribute(ge=0)] | None = None
    max_length: Annotated[int, Attribute(ge=1, le=20_000)] | None = None
    not_before: str | None = Attribute(default=None, pattern=_DAY)
    not_after: str | None = Attribute(default=None, pattern=_DAY)
    unit: Text | None = None
    autocomplete: str = Attribute(default="", pattern=r"^[a-z\- ]*$")
    fields: tuple[Field, ...] = ()
    min_rows: Annotated[int, Attribute(ge=0)] = 0
    max_rows: Annotated[int, Attribute(ge=1, le=100)] = 20
    row_name: Text | None = None
    sex_field: Key | None = None
    birth_field: Key | None = None
    searchable: bool = False

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        for fault, message in (
            (
                bool(self.options) != (self.type in WITH_OPTIONS),
                "options belong to choice and choices, and must be there",
            ),
            (bool(self.fields) != (self.type is Kind.LIST), "fields belong to a list, and must be there"),
            (any(row.type in {Kind.LIST, Kind.NOTE} for row in self.fields), "a list holds no list and no note"),
            (any(row.visible_if for row in self.fields), "the fields of a list have no conditions"),
            (self.type is Kind.STATEMENT and self.body is None, "a statement needs its body"),
            ((self.sex_field or self.birth_field) and self.type is not Kind.CCCD, "only a cccd is compared"),
            (self.min_rows > self.max_rows, "min_rows is above max_rows"),
            (_is_above(self.min, self.max), "min is above max"),
            (_is_above(self.min_length, self.max_length), "min_length is above max_length"),
        ):
            if fault:
                raise ValueError(f"{self.key}: {message}")
        _refuse_twins("option", [option.key for option in self.options])
        _refuse_twins("field", [row.key for row in self.fields])
        return self

    @property
    def asks(self) -> bool:
        """Tell whether the field takes an answer; a note does not."""
        return self.type is not Kind.NOTE


class Section(_Part):
    """Questions that belong together: one page online, one block at the counter."""

    key: Key
    title: Text
    hint: Text | None = None
    fields: Annotated[tuple[Field, ...], Attribute(min_length=1)]


class FormDefinition(_Part):
    """The whole form. Conditions may only look at fields that come earlier, so that no circle can arise."""

    sections: Annotated[tuple[Section, ...], Attribute(min_length=1)]

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        _refuse_twins("section", [section.key for section in self.sections])
        _refuse_twins("field", [field.key for field in self.fields])
        earlier: dict[str, Field] = {}
        for field in self.fields:
            if field.visible_if is not None:
                _check_condition(field, field.visible_if, earlier)
            for other, kinds in ((field.sex_field, {Kind.SEX}), (field.birth_field, {Kind.DATE, Kind.PARTIAL_DATE})):
                if other is not None and (other not in self.by_key or self.by_key[other].type not in kinds):
                    raise ValueError(f"{field.key}: {other} is not a field of kind {sorted(kinds)}")
            earlier[field.key] = field
        return self

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Return every field in the order of the document."""
        return tuple(field for section in self.sections for field in section.fields)

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """Return the fields by their keys."""
        return {field.key: field for field in self.fields}

    @cached_property
    def sha256(self) -> str:
        """Return the digest of the canonical document, in hexadecimal."""
        return hashlib.sha256(canonical_json(self)).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FormDefinition) and self.sha256 == other.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    def section(self, key: str) -> Section:
        """Return the section called `key`; raises KeyError."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)


def canonical_json(definition: FormDefinition) -> bytes:
    """Return the one spelling of a definition: sorted keys, no spaces, UTF-8, nothing that equals its default."""
    document = definition.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _check_condition(field: Field, condition: Condition, earlier: dict[str, Field]) -> None:
    """Refuse a condition on an unknown, later or unanswered field, or on an option that does not exist."""
    for key, values in keys_in(condition):
        if key not in earlier or not earlier[key].asks:
            raise ValueError(f"{field.key}: visible_if looks at {key}, which is not an earlier question")
        options = {option.key for option in earlier[key].options}
        if options and not values <= options:
            raise ValueError(f"{field.key}: visible_if compares {key} with an option it does not have")
    for key in numbers_in(condition):
        if earlier[key].type not in NUMERIC:
            raise ValueError(f"{field.key}: visible_if compares {key}, which is not a number")


def _refuse_twins(what: str, keys: list[str]) -> None:
    """Refuse a key that occurs twice."""
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"{what} {key} occurs twice")


def _is_above(low: float | None, high: float | None) -> bool:
    """Tell whether two given bounds stand the wrong way round."""
    return low is not None and high is not None and low > high
