"""Questions about one item of a definition, as a form: each question knows the place of its answer in the JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused, StrOrPromise
from motcua.foundation.forms.number_fields import NumberField, WholeNumberField
from motcua.services.onestop.designing.editing import Path, at, with_value
from motcua.services.onestop.designing.faults import Fault
from motcua.services.onestop.designing.sketch import Raw

Choices = Iterable[tuple[str, StrOrPromise]]
NOBODY_CHOSE: tuple[str, StrOrPromise] = ("", _("Chưa chọn"))
SEPARATOR = "|"


class Kind(StrEnum):
    """How an answer is typed."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"  # whole
    DECIMAL = "decimal"
    YES = "yes"
    CHOICE = "choice"
    MANY = "many"
    DATE = "date"
    LINES = "lines"  # a list of short words, one a line
    OPTIONS = "options"  # answers to choose from: key | Vietnamese | English, one a line


@dataclass(frozen=True)
class Ask:
    """One question: where its answer stands in the item, how it is typed, and the value that is left out.

    `choices` are asked for with the whole draft, for steps and questions. `needed`: it must be there in the end; until
    then the checker says so, and the form takes what there is.
    """

    path: Path
    label: StrOrPromise
    kind: Kind = Kind.TEXT
    hint: StrOrPromise = ""
    choices: Callable[[Raw], Choices] | None = None
    default: object = None
    longest: int = 500
    needed: bool = False

    @property
    def name(self) -> str:
        """Return the name of its input."""
        return "-".join(str(step) for step in self.path)


def both(
    path: Path, label: StrOrPromise, kind: Kind = Kind.TEXT, hint: StrOrPromise = "", *, needed: bool = False
) -> tuple[Ask, Ask]:
    """Return the questions for a text in both languages."""
    return (
        Ask((*path, "vi"), label, kind, hint, longest=2000, needed=needed),
        Ask((*path, "en"), _("Bản tiếng Anh"), kind, longest=2000),
    )


class LenientForm(forms.Form):
    """Shows what is needed in the end and takes what there is: the checker says what is missing."""

    use_required_attribute = False

    def full_clean(self) -> None:
        """Take what there is, also of a question that needs an answer in the end."""
        shown = {name: field.required for name, field in self.fields.items()}
        for field in self.fields.values():
            field.required = field.required and field.widget.is_hidden
        super().full_clean()
        for name, field in self.fields.items():
            field.required = shown[name]


class ItemForm(LenientForm):
    """The questions about one item. `unplaced`: the faults that belong beside none of them."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        asks: Sequence[Ask],
        raw: Raw,
        item: Mapping[str, Any],
        *,
        data: Any = None,  # noqa: ANN401 - Django's own
        version: int,
        faults: Sequence[tuple[Path, Fault]] = (),
    ) -> None:
        self.asks, self.item = asks, item
        self.refusal: Refused | None = None
        super().__init__(data, initial={"version": version} | {ask.name: _shown(ask, item) for ask in asks})
        beside = [(_beside(path, asks), fault) for path, fault in faults]
        self.unplaced = [fault for ask, fault in beside if ask is None]
        for ask in asks:
            self.fields[ask.name] = _field(ask, raw, [fault for chosen, fault in beside if chosen is ask])
            self.fields[ask.name].required = ask.needed

    @property
    def answered(self) -> dict[str, Any]:
        """Return the item with the answers in their places; what the form does not ask stays as it was."""
        item = dict(self.item)
        for ask in self.asks:
            value = _stored(ask, self.cleaned_data[ask.name])
            is_default = value is not None and value == ask.default and type(value) is type(ask.default)
            item = with_value(item, ask.path, None if is_default else value)
        return item


def _beside(path: Path, asks: Sequence[Ask]) -> Ask | None:
    """Return the question a fault belongs beside: the one it is about, or the first below its place."""
    about = (ask for ask in asks if path[: len(ask.path)] == ask.path)
    below = (ask for ask in asks if path and ask.path[: len(path)] == path)
    return next(about, None) or next(below, None)


def _field(ask: Ask, raw: Raw, faults: Sequence[Fault]) -> forms.Field:
    given: dict[str, Any] = {"label": ask.label, "required": False, "help_text": _help(ask, faults)}
    match ask.kind:
        case Kind.NUMBER | Kind.DECIMAL:
            return (WholeNumberField if ask.kind is Kind.NUMBER else NumberField)(**given)
        case Kind.YES:
            return forms.BooleanField(**given)
        case Kind.CHOICE:
            return forms.ChoiceField(**given, choices=[NOBODY_CHOSE, *_choices(ask, raw)])
        case Kind.MANY:
            return forms.MultipleChoiceField(
                **given, choices=[*_choices(ask, raw)], widget=forms.CheckboxSelectMultiple
            )
        case Kind.DATE:
            return forms.DateField(**given, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
        case Kind.LONG | Kind.LINES | Kind.OPTIONS:
            return forms.CharField(**given, max_length=20_000, widget=forms.Textarea({"rows": 4}))
        case Kind.TEXT:
            return forms.CharField(**given, max_length=ask.longest)


def _help(ask: Ask, faults: Sequence[Fault]) -> str:
    said = format_html_join("", '<span class="fault">{}</span>', ((fault.sentence,) for fault in faults))
    return format_html("{}{}", said, ask.hint)


def _choices(ask: Ask, raw: Raw) -> Choices:
    return ask.choices(raw) if ask.choices is not None else ()


def _shown(ask: Ask, item: Mapping[str, Any]) -> Any:  # noqa: ANN401 - what Django calls an initial value
    value = at(item, ask.path)
    if value is None:
        value = ask.default
    match ask.kind:
        case Kind.LINES:
            return "\n".join(str(one) for one in value) if isinstance(value, list | tuple) else ""
        case Kind.OPTIONS:
            return "\n".join(_option_line(one) for one in value) if isinstance(value, list | tuple) else ""
        case Kind.DATE:
            return value if _is_day(value) else None
        case Kind.MANY:
            return list(value) if isinstance(value, list | tuple) else []
        case _:
            return value


def _stored(ask: Ask, value: Any) -> Any:  # noqa: ANN401 - what a field cleans to
    match ask.kind:
        case Kind.NUMBER | Kind.DECIMAL:
            return int(value) if value is not None and value == int(value) else value
        case Kind.DATE:
            return value.isoformat() if isinstance(value, date) else None
        case Kind.LINES:
            return [line.strip() for line in value.splitlines() if line.strip()] or None
        case Kind.OPTIONS:
            return [_option(line) for line in value.splitlines() if line.strip()] or None
        case Kind.MANY:
            return list(value) or None
        case Kind.YES:
            return bool(value)
        case _:
            return value.strip() or None


def _option_line(option: object) -> str:
    parts = [at(option, ("key",)), at(option, ("label", "vi")), at(option, ("label", "en"))]
    return f" {SEPARATOR} ".join(str(part) for part in parts if part)


def _option(line: str) -> dict[str, Any]:
    """Return the option of a line "key | Vietnamese | English"; with a label alone the checker asks for the rest."""
    key, label, english, *_rest = [*(part.strip() for part in line.split(SEPARATOR)), "", ""]
    return {"key": key, "label": {"vi": label} | ({"en": english} if english else {})}


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False
