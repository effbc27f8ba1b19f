"""Inputs of several parts. All of them work without JavaScript and have one id an input."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer, get_default_renderer
from django.utils.safestring import SafeString, mark_safe

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.foundation.forms.faults import Fault

MOST_ROWS = 101


@dataclass(frozen=True)
class PartInput:
    """One input inside a group: the key of its part, label, widget, hint and what stands in it at first."""

    key: str
    label: StrOrPromise
    widget: forms.Widget
    hint: StrOrPromise = ""
    required: bool = True
    prefilled: str = ""
    suggestions: tuple[str, ...] = ()

    def shown(
        self, name: str, html_id: str, value: object, faults: Sequence[Fault], renderer: BaseRenderer | None
    ) -> dict[str, object]:
        """Return what the template needs to draw the part at `name` with the faults that belong to it."""
        own = [fault.message for fault in faults if fault.path == (self.key,)]
        described = [f"{html_id}_helptext"] * bool(self.hint) + [f"{html_id}_error"] * bool(own)
        attributes: dict[str, str] = {"id": html_id}
        if described and not self.widget.use_fieldset:
            attributes["aria-describedby"] = " ".join(described)
        if own:
            attributes["aria-invalid"] = "true"
        if self.suggestions:
            attributes["list"] = f"{html_id}_list"
        widget = copy.copy(self.widget)  # form classes are shared between requests
        give_faults(widget, [_inside(fault) for fault in faults if fault.path[:1] == (self.key,)])
        return {
            "id": html_id,
            "label": self.label,
            "hint": self.hint,
            "required": self.required,
            "errors": own,
            "described_by": " ".join(described),
            "is_group": self.widget.use_fieldset,
            "is_box": isinstance(self.widget, forms.CheckboxInput),
            "label_for": widget.id_for_label(html_id),
            "html": widget.render(name, value, attributes, renderer),
            "suggestions": self.suggestions,
        }


class GroupWidget(forms.Widget):
    """An input of several parts; the form hands it the faults of its parts before it is drawn."""

    use_fieldset = True
    needs_multipart_form = False
    faults: Sequence[Fault] = ()
    template_name: str

    def __init__(self, parts: Sequence[PartInput]) -> None:
        super().__init__()
        self.parts = tuple(parts)

    def use_required_attribute(self, initial: Any) -> bool:  # noqa: ANN401, ARG002 - Django's signature
        """The server says what is missing."""
        return False

    def render(
        self,
        name: str,
        value: Any,  # noqa: ANN401 - Django's signature
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """Draw every part, then the group around them."""
        html_id = str((attrs or {}).get("id") or f"id_{name}")
        context = self.group_context(name, html_id, value, renderer)
        drawn = (renderer or get_default_renderer()).render(
            self.template_name, {"widget": {"name": name, "id": html_id} | context}
        )
        return mark_safe(drawn)  # noqa: S308 - a template with autoescaping made it

    def group_context(self, name: str, html_id: str, value: object, renderer: BaseRenderer | None) -> dict[str, object]:
        """Return what the template of the group needs."""
        raise NotImplementedError


class PartsWidget(GroupWidget):
    """The parts of one composite answer."""

    template_name = "typed_forms/widgets/parts.html"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> object:  # noqa: ANN401
        """Return what was typed into each part."""
        return {part.key: part.widget.value_from_datadict(data, files, f"{name}-{part.key}") for part in self.parts}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ANN401
        """Tell whether no part was sent."""
        return all(part.widget.value_omitted_from_data(data, files, f"{name}-{part.key}") for part in self.parts)

    def id_for_label(self, id_: str) -> str:
        """Return the id of the first part that is wrong, else of the first."""
        wrong = next((fault.path[0] for fault in self.faults if fault.path), self.parts[0].key)
        return f"{id_}-{wrong}"

    def group_context(self, name: str, html_id: str, value: object, renderer: BaseRenderer | None) -> dict[str, object]:
        """Draw the parts."""
        given = value if isinstance(value, dict) else {part.key: part.prefilled for part in self.parts}
        parts = [
            part.shown(
                f"{name}-{part.key}", f"{html_id}-{part.key}", given.get(part.key), _of_parts(self.faults), renderer
            )
            for part in self.parts
        ]
        return {"parts": parts}


class RowsWidget(GroupWidget):
    """Rows of parts with a button that adds a row and one in each row that removes it."""

    template_name = "typed_forms/widgets/rows.html"

    def __init__(self, parts: Sequence[PartInput], *, row_name: StrOrPromise, min_rows: int, max_rows: int) -> None:
        super().__init__(parts)
        self.row_name = row_name
        self.min_rows = min_rows
        self.max_rows = max_rows

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> object:  # noqa: ANN401
        """Return the rows as typed, after the row that a button added or removed."""
        rows = [
            {part.key: part.widget.value_from_datadict(data, files, f"{name}-{row}-{part.key}") for part in self.parts}
            for row in range(_row_count(data, name))
        ]
        if f"{name}-add" in data:
            rows.append({})
        removed = str(data.get(f"{name}-remove", ""))
        if removed.isascii() and removed.isdecimal() and int(removed) < len(rows):
            del rows[int(removed)]
        return rows

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ANN401, ARG002
        """Tell whether no row was sent."""
        return _row_count(data, name) == 0

    def asks_for_row(self, data: Mapping[str, Any], name: str) -> bool:
        """Tell whether a button of the rows was pressed."""
        return f"{name}-add" in data or f"{name}-remove" in data

    def id_for_label(self, id_: str) -> str:
        """Return the id of the first part that is wrong, else of the first."""
        wrong = next((fault.path for fault in self.faults if len(fault.path) > 1), ("0", self.parts[0].key))
        return "-".join((id_, *wrong))

    def group_context(self, name: str, html_id: str, value: object, renderer: BaseRenderer | None) -> dict[str, object]:
        """Draw the rows."""
        given = [row if isinstance(row, dict) else {} for row in value] if isinstance(value, list) else []
        given += [{} for _missing in range(self.min_rows - len(given))]
        rows = []
        for index, row in enumerate(given):
            faults = [_inside(fault) for fault in self.faults if fault.path[:1] == (str(index),)]
            place, place_id = f"{name}-{index}", f"{html_id}-{index}"
            parts = [
                part.shown(f"{place}-{part.key}", f"{place_id}-{part.key}", row.get(part.key), faults, renderer)
                for part in self.parts
            ]
            rows.append({"index": index, "number": index + 1, "parts": parts})
        return {
            "rows": rows,
            "row_name": self.row_name,
            "may_add": len(rows) < self.max_rows,
            "may_remove": len(rows) > self.min_rows,
        }


class NoteWidget(forms.Widget):
    """Words where others have an input."""

    use_fieldset = True
    template_name = "typed_forms/widgets/note.html"

    def __init__(self, body: StrOrPromise) -> None:
        super().__init__()
        self.body = body

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401
        """Return the words."""
        return super().get_context(name, value, attrs) | {"body": self.body}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ANN401, ARG002
        """Nothing can be sent."""
        return True


def give_faults(widget: forms.Widget, faults: Sequence[Fault]) -> None:
    """Hand the faults of its parts to a group; other inputs need none."""
    if isinstance(widget, GroupWidget):
        widget.faults = tuple(faults)


def _inside(fault: Fault) -> Fault:
    """Return the fault seen from one step further in."""
    return Fault(fault.code, fault.message, fault.path[1:])


def _of_parts(faults: Sequence[Fault]) -> list[Fault]:
    """Return the faults that belong to a part and not to the group as a whole."""
    return [fault for fault in faults if fault.path]


def _row_count(data: Mapping[str, Any], name: str) -> int:
    """Return how many rows were sent: the hidden count, or the highest index among the names."""
    place = re.compile(rf"{re.escape(name)}-([0-9]{{1,3}})-")
    sent = max((int(match[1]) + 1 for key in data if (match := place.match(key))), default=0)
    told = str(data.get(f"{name}-rows", ""))
    return min(MOST_ROWS, max(sent, int(told) if re.fullmatch(r"[0-9]{1,3}", told) else 0))
