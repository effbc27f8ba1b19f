"""Answers picked from a list: yes or no, own options, sex, ethnicity, nationality; statements and notes."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from importlib.resources import files

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.forms.definition import Field, Kind, Text
from motcua.foundation.forms.faults import fault
from motcua.foundation.forms.types.base import FieldType, Schema, tidy_line
from motcua.foundation.forms.values import JSON
from motcua.foundation.forms.widgets import NoteWidget
from motcua.foundation.people.rules import FEMALE, MALE
from motcua.foundation.ui.text import fold

MOST_RADIOS = 6
_YES, _NO = "yes", "no"
_YES_NO = {True: True, False: False, "yes": True, "no": False, "true": True, "false": False}


class ChoiceType(FieldType):
    """One of the options of the definition."""

    kind = Kind.CHOICE
    missing = _("Chưa chọn. Chọn một câu trả lời.")

    def choices(self, field: Field) -> list[tuple[str, StrOrPromise]]:
        """Return keys and labels in order."""
        return [(option.key, option.label.lazily) for option in field.options]

    def read(self, field: Field, raw: object, today: date | None) -> JSON:  # noqa: ARG002
        """Accept only a key of the list."""
        if raw is None or raw == "":
            return None
        if not isinstance(raw, str) or all(raw != key for key, _label in self.choices(field)):
            raise fault("not_an_option", _("Câu trả lời này không có trong danh sách. Chọn lại."))
        return raw

    def widget(self, field: Field) -> forms.Widget:
        """Return radio buttons for a few options, a list for many."""
        choices = self.choices(field)
        if len(choices) <= MOST_RADIOS:
            return forms.RadioSelect(choices=choices)
        return forms.Select(choices=[("", _("Chọn")), *choices])

    def display(self, field: Field, answer: JSON) -> str:
        """Show the label."""
        return next((str(label) for key, label in self.choices(field) if key == answer), str(answer))

    def schema(self, field: Field) -> Schema:
        """List the keys."""
        return {"type": "string", "enum": [key for key, _label in self.choices(field)]}


class ChoicesType(ChoiceType):
    """Any number of the options of the definition, kept in the definition's order."""

    kind = Kind.CHOICES
    missing = _("Chưa chọn. Chọn ít nhất một mục.")

    def read(self, field: Field, raw: object, today: date | None) -> JSON:  # noqa: ARG002
        """Accept only keys of the list."""
        given = [raw] if isinstance(raw, str) and raw else raw or []
        if not isinstance(given, list):
            raise fault("wrong_type", _("Mục này phải là danh sách các câu trả lời."))
        keys = [key for key, _label in self.choices(field)]
        if any(one not in keys for one in given):
            raise fault("not_an_option", _("Câu trả lời này không có trong danh sách. Chọn lại."))
        return [key for key in keys if key in given] or None

    def widget(self, field: Field) -> forms.Widget:
        """Return tick boxes."""
        return forms.CheckboxSelectMultiple(choices=self.choices(field))

    def display(self, field: Field, answer: JSON) -> str:
        """Show the labels."""
        given = answer if isinstance(answer, list) else []
        return "; ".join(super(ChoicesType, self).display(field, one) for one in given)

    def schema(self, field: Field) -> Schema:
        """List the keys."""
        return {"type": "array", "items": super().schema(field), "uniqueItems": True, "minItems": 1}


class YesNoType(ChoiceType):
    """Yes or no; no answer is neither."""

    kind = Kind.YES_NO
    missing = _("Chưa chọn có hay không.")

    def choices(self, field: Field) -> list[tuple[str, StrOrPromise]]:  # noqa: ARG002
        """Return yes and no."""
        return [(_YES, _("Có")), (_NO, _("Không"))]

    def read(self, field: Field, raw: object, today: date | None) -> JSON:  # noqa: ARG002
        """Accept the two words and JSON booleans."""
        if raw is None or raw == "":
            return None
        if not isinstance(raw, bool | str) or raw not in _YES_NO:
            raise fault("not_an_option", _("Chọn có hoặc không."))
        return _YES_NO[raw]

    def typed(self, field: Field, value: object) -> object:  # noqa: ARG002
        """Spell true and false as the radio buttons do."""
        return (_YES if value else _NO) if isinstance(value, bool) else value

    def display(self, field: Field, answer: JSON) -> str:  # noqa: ARG002
        """Show yes or no."""
        return str(_("Có") if answer else _("Không"))

    def schema(self, field: Field) -> Schema:  # noqa: ARG002
        """Describe a boolean."""
        return {"type": "boolean"}


class SexType(ChoiceType):
    """The sex in civil papers."""

    kind = Kind.SEX
    missing = _("Chưa chọn giới tính.")

    def choices(self, field: Field) -> list[tuple[str, StrOrPromise]]:  # noqa: ARG002
        """Return male and female."""
        return [(MALE, _("Nam")), (FEMALE, _("Nữ"))]


class EthnicityType(ChoiceType):
    """One of the 54 ethnic groups, by the code of the official list."""

    kind = Kind.ETHNICITY
    table = "ethnicities"
    missing = _("Chưa chọn dân tộc.")

    def choices(self, field: Field) -> list[tuple[str, StrOrPromise]]:  # noqa: ARG002
        """Return the official list."""
        return [(code, text.lazily) for code, text in table_of(self.table).items()]

    def read(self, field: Field, raw: object, today: date | None) -> JSON:
        """Accept the code, and the name as it is written."""
        if isinstance(raw, str) and raw not in table_of(self.table):
            raw = names_of(self.table).get(fold(tidy_line(raw)), raw)
        return super().read(field, raw, today)

    def display(self, field: Field, answer: JSON) -> str:  # noqa: ARG002
        """Show the name."""
        text = table_of(self.table).get(str(answer))
        return text.here() if text else str(answer)


class NationalityType(EthnicityType):
    """A country, by its two letters in ISO 3166-1; Vietnam comes first."""

    kind = Kind.NATIONALITY
    table = "nationalities"
    missing = _("Chưa chọn quốc tịch.")


class StatementType(FieldType):
    """A declaration one makes by ticking a box; the answer is true or none."""

    kind = Kind.STATEMENT
    missing = _("Chưa đánh dấu cam đoan. Đọc kỹ rồi đánh dấu vào ô này.")

    def read(self, field: Field, raw: object, today: date | None) -> JSON:  # noqa: ARG002
        """Accept a ticked box."""
        if raw in (None, "", False):
            return None
        if raw is not True and raw != "on":
            raise fault("wrong_type", _("Chỉ nhận dấu đánh vào ô cam đoan."))
        return True

    def widget(self, field: Field) -> forms.Widget:  # noqa: ARG002
        """Return a tick box."""
        return forms.CheckboxInput()

    def display(self, field: Field, answer: JSON) -> str:  # noqa: ARG002
        """Show that the declaration was made."""
        return str(_("Đã cam đoan") if answer else _("Chưa cam đoan"))

    def search_text(self, field: Field, answer: JSON) -> str:  # noqa: ARG002
        """Nobody searches for it."""
        return ""

    def schema(self, field: Field) -> Schema:  # noqa: ARG002
        """Only true is an answer."""
        return {"const": True}


class NoteType(FieldType):
    """Words between the questions; there is nothing to answer."""

    kind = Kind.NOTE

    def read(self, field: Field, raw: object, today: date | None) -> JSON:  # noqa: ARG002
        """Take nothing."""
        return None

    def widget(self, field: Field) -> forms.Widget:
        """Return the words."""
        return NoteWidget(field.body.lazily if field.body else "")

    def schema(self, field: Field) -> Schema:  # noqa: ARG002
        """A note has no answer."""
        return {"not": {}}


@cache
def table_of(name: str) -> dict[str, Text]:
    """Return a shipped list: code → name in both languages."""
    items = json.loads(files("motcua.foundation.forms").joinpath(f"data/{name}.json").read_text("utf-8"))["items"]
    return {item["code"]: Text(vi=item["vi"], en=item["en"]) for item in items}


@cache
def names_of(name: str) -> dict[str, str]:
    """Return the codes of a shipped list by the folded names."""
    return {fold(spelling): code for code, text in table_of(name).items() for spelling in (text.vi, text.en)}
