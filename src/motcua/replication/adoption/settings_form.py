"""The settings of a service as a form: its fields follow from the service's own schema, for every service alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import JsonValue

from motcua.foundation.forms.number_fields import WholeNumberField
from motcua.services.registry import service

PREFIX = "setting_"
ONE_LINE = 200
WRONG = _("Giá trị này chưa đúng. Hãy xem hướng dẫn của mục rồi sửa lại.")


class CannotBeAsked(TypeError):
    """A setting has a type for which there is no field."""


def settings_fields(code: str) -> dict[str, forms.Field]:
    """Return a form field for each setting of the service, by its name with a prefix; none for a model without one."""
    if not code:
        return {}
    schema = service(code).settings_schema.model_json_schema()
    return {PREFIX + name: _field(name, asked, schema) for name, asked in schema.get("properties", {}).items()}


def settings_typed(code: str, cleaned: Mapping[str, Any]) -> dict[str, JsonValue]:
    """Return the settings out of a form's cleaned data."""
    return {name.removeprefix(PREFIX): cleaned[name] for name in settings_fields(code) if name in cleaned}


def settings_initial(values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return what the form shows of stored settings."""
    return {PREFIX + name: value for name, value in values.items()}


def settings_words(code: str, values: Mapping[str, JsonValue]) -> list[tuple[str, str]]:
    """Return each setting with its value as people read it."""
    return [(label, word) for _name, label, word in settings_named(code, values)]


def settings_named(code: str, values: Mapping[str, JsonValue]) -> list[tuple[str, str, str]]:
    """Return each setting: its name, its label, and its value as people read it."""
    named = ((name.removeprefix(PREFIX), field) for name, field in settings_fields(code).items())
    return [(name, str(field.label), _word(values.get(name))) for name, field in named]


def _word(value: JsonValue) -> str:
    if isinstance(value, bool):
        return gettext("Có") if value else gettext("Không")
    return "–" if value in (None, "") else str(value)


def _field(name: str, asked: Mapping[str, Any], schema: Mapping[str, Any]) -> forms.Field:
    if "$ref" in asked:
        asked = {**schema["$defs"][asked["$ref"].rpartition("/")[2]], **asked}
    label, hint = asked.get("title", name), asked.get("description", "")
    common: dict[str, Any] = {
        "label": gettext(label),
        "help_text": gettext(hint) if hint else "",
        "initial": asked.get("default"),
        "required": name in schema.get("required", ()),
    }
    match asked.get("type"):
        case "boolean":
            return forms.BooleanField(**{**common, "required": False})
        case "integer":
            least, most = asked.get("minimum"), asked.get("maximum")
            return WholeNumberField(**{**common, "required": True}, min_value=least, max_value=most)
        case "string" if "enum" in asked:
            return forms.ChoiceField(**{**common, "required": True}, choices=[(one, one) for one in asked["enum"]])
        case "string":
            return _text(asked, common)
    raise CannotBeAsked(f"The setting {name!r} has a type that no form field asks for.")


def _text(asked: Mapping[str, Any], common: dict[str, Any]) -> forms.CharField:
    longest = asked.get("maxLength")
    is_long = longest is not None and longest > ONE_LINE
    field = forms.CharField(**common, max_length=longest, widget=forms.Textarea({"rows": 2}) if is_long else None)
    if "pattern" in asked:
        field.validators.append(RegexValidator(asked["pattern"], WRONG))
    return field
