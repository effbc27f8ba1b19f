"""The answers of a form as JSON Schema 2020-12, for programs that file dossiers."""

from django.utils import translation

from motcua.foundation.forms.conditions import Condition, Equals, In
from motcua.foundation.forms.definition import Field, FormDefinition, Kind
from motcua.foundation.forms.types.registry import type_of
from motcua.foundation.forms.values import JSON

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(definition: FormDefinition) -> dict[str, JSON]:
    """Return the schema of clean answers; every accepted answer validates against it.

    A question that is always asked and required is in `required`. One that depends on an equality of another answer
    is required by `if` and `then`; what deeper conditions demand only the server says.
    """
    with translation.override("vi"):  # one form has one schema, whoever asks for it
        return _schema(definition)


def _schema(definition: FormDefinition) -> dict[str, JSON]:
    """Return the schema with its titles in the active language."""
    asked = [field for field in definition.fields if field.asks]
    described: dict[str, JSON] = {
        "$schema": DIALECT,
        "$id": f"urn:motcua:form:sha256:{definition.sha256}",
        "type": "object",
        "properties": {field.key: _described(field) for field in asked},
        "required": [field.key for field in asked if field.required and field.visible_if is None],
        "additionalProperties": False,
    }
    rules: list[JSON] = [
        {"if": _premise(field.visible_if, definition), "then": {"required": [field.key]}}
        for field in asked
        if field.required and isinstance(field.visible_if, Equals | In)
    ]
    return described | ({"allOf": rules} if rules else {})


def _described(field: Field) -> dict[str, JSON]:
    """Return the schema of one answer with its words in Vietnamese."""
    described = type_of(field.type).schema(field) | {"title": field.label.vi}
    hint = field.body if field.type is Kind.STATEMENT else field.hint
    return described | ({"description": hint.vi} if hint else {})


def _premise(condition: Condition, definition: FormDefinition) -> dict[str, JSON]:
    """Return the schema that answers match when a simple condition holds."""
    if isinstance(condition, Equals):
        key, values = condition.field, [condition.equals]
    elif isinstance(condition, In):
        key, values = condition.field, list(condition.among)
    else:
        raise TypeError(condition)
    matches: dict[str, JSON] = {"enum": [*values]}
    if definition.by_key[key].type is Kind.CHOICES:
        matches = {"contains": matches}
    return {"properties": {key: matches}, "required": [key]}
