"""From a definition to a Django form class: one section for a page, or the whole form for counter entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.functional import lazy

from motcua.foundation.forms.answers import read_fields, visible_answers
from motcua.foundation.forms.condition_words import only_when
from motcua.foundation.forms.conditions import holds, keys_in
from motcua.foundation.forms.definition import Field, FormDefinition, Kind
from motcua.foundation.forms.faults import Fault
from motcua.foundation.forms.types.registry import type_of
from motcua.foundation.forms.values import JSON, Answers
from motcua.foundation.forms.widgets import RowsWidget, give_faults


class TypedField(forms.Field):
    """A field of a form made from a definition; `asked` is its definition."""

    def __init__(self, asked: Field, help_text: str) -> None:
        self.asked = asked
        super().__init__(
            required=asked.required,
            label=asked.label.lazily,
            help_text=help_text,
            widget=type_of(asked.type).widget(asked),
        )

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        """Return the value as the input spells it; what a person typed comes back untouched."""
        return type_of(self.asked.type).typed(self.asked, value)


class TypedForm(forms.Form):
    """A form made from a definition.

    After `is_valid()`, `cleaned_data` holds the clean answers of this form's visible fields (unanswered ones are
    absent) and `all_answers` those of the whole draft. When a button of a list was pressed, `changes_rows` is true:
    the form is not valid and has no errors, so that the page is simply shown again with the row added or removed.
    """

    use_required_attribute = False
    definition: ClassVar[FormDefinition]
    asked: ClassVar[tuple[Field, ...]]
    known: ClassVar[Answers] = {}
    today: ClassVar[date | None] = None

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs["initial"] = {**self.known, **(kwargs.get("initial") or {})}
        super().__init__(data, *args, **kwargs)

    @property
    def changes_rows(self) -> bool:
        """Tell whether a button that adds or removes a row was pressed."""
        return self.is_bound and any(
            isinstance(field.widget, RowsWidget) and field.widget.asks_for_row(self.data, self.add_prefix(name))
            for name, field in self.fields.items()
        )

    @property
    def all_answers(self) -> dict[str, JSON]:
        """Return the clean answers of the whole draft with those of this form in place of the earlier ones."""
        here = {field.key for field in self.asked}
        merged = {key: value for key, value in self.known.items() if key not in here} | self.cleaned_data
        return visible_answers(self.definition, merged)

    def part_of(self, name: str) -> str:
        """Return the title of the section of a question whose label is asked twice here, "" where one is clear."""
        mine = self.definition.by_key[name].label.vi
        if sum(field.label.vi == mine for field in self.asked) == 1:
            return ""
        sections = self.definition.sections
        return next(part.title.here() for part in sections if any(field.key == name for field in part.fields))

    def is_valid(self) -> bool:
        """Tell whether the answers may be kept; pressing a row's button never is."""
        return super().is_valid() and not self.changes_rows

    def full_clean(self) -> None:
        """Read the answers, unless only a row was added or removed."""
        if self.changes_rows:
            self._errors = ErrorDict(renderer=self.renderer)
            self.cleaned_data = {}
            return
        super().full_clean()

    def _clean_fields(self) -> None:
        """Read every field by its kind, with the conditions decided here on the server."""
        raw = {field.key: self[field.key].data for field in self.asked if field.asks}
        outcome = read_fields(self.definition, self.asked, raw, known=self.known, today=self.today)
        self.cleaned_data = dict(outcome.answers)
        for key, faults in outcome.faults.items():
            kind, field = type_of(self.definition.by_key[key].type), self.definition.by_key[key]
            give_faults(self.fields[key].widget, faults)
            self.add_error(key, [_error(kind.name_of(field, fault.path), fault) for fault in faults])


def section_form(
    definition: FormDefinition, section_key: str, *, answers: Answers, today: date | None = None
) -> type[TypedForm]:
    """Return the form of one section for a draft with clean `answers`, which also fill it at first.

    Questions hidden by answers of other sections are left out. A question whose condition looks at this same section
    is there with a hint that says when to answer it; the server decides when the page comes back. `today` bounds
    dates. Raises KeyError for an unknown section.
    """
    known = visible_answers(definition, answers)
    section = definition.section(section_key)
    keys: list[str] = []
    own = {field.key for field in section.fields}
    elsewhere = {key: value for key, value in known.items() if key not in own}
    for field in section.fields:
        if field.visible_if is None or _looks_at(field, keys) or holds(field.visible_if, elsewhere):
            keys.append(field.key)
    return _with(_compiled(definition, tuple(keys)), known, today)


def whole_form(
    definition: FormDefinition, *, answers: Answers | None = None, today: date | None = None
) -> type[TypedForm]:
    """Return all sections as one form, for entry at the counter; clean `answers` fill it at first."""
    keys = tuple(field.key for field in definition.fields)
    return _with(_compiled(definition, keys), visible_answers(definition, answers or {}), today)


def _looks_at(field: Field, keys: list[str]) -> bool:
    """Tell whether a field's condition looks at one of the fields of the same form."""
    return field.visible_if is not None and any(key in keys for key, _values in keys_in(field.visible_if))


def _with(base: type[TypedForm], known: Answers, today: date | None) -> type[TypedForm]:
    """Return the shared class bound to one draft."""
    return cast(
        "type[TypedForm]", type(base.__name__, (base,), {"known": known, "today": today, "__module__": __name__})
    )


@lru_cache(maxsize=512)
def _compiled(definition: FormDefinition, keys: tuple[str, ...]) -> type[TypedForm]:
    """Return the class for these fields; it is the same for everyone and every language."""
    asked = tuple(definition.by_key[key] for key in keys)
    made: dict[str, object] = {
        field.key: TypedField(field, _help_text(field, definition, same_form=_looks_at(field, list(keys))))
        for field in asked
    }
    shared = {**made, "definition": definition, "asked": asked, "__module__": __name__}
    return cast("type[TypedForm]", type("CompiledForm", (TypedForm,), shared))


def _help_text(field: Field, definition: FormDefinition, *, same_form: bool) -> str:
    """Return the hint, lazily: the definition's own, a statement's words, and when to answer."""
    if field.hint is None and field.type is not Kind.STATEMENT and not same_form and not type_of(field.type).hint:
        return ""
    return _lazily_helping(field, definition if same_form else None)


def _helping(field: Field, definition: FormDefinition | None) -> str:
    """Return the hint in the active language; with `definition`, also when to answer."""
    own = field.body if field.type is Kind.STATEMENT else field.hint
    words = [own.here() if own else str(type_of(field.type).hint)]
    if definition is not None and field.visible_if is not None:
        words.append(only_when(field.visible_if, definition.by_key))
    return " ".join(filter(None, words))


_lazily_helping = lazy(_helping, str)


def _error(place: str, fault: Fault) -> ValidationError:
    """Return a fault as Django keeps it, with the name of the part it belongs to."""
    return ValidationError(f"{place}: {fault.message}" if place else str(fault.message), code=fault.code)
