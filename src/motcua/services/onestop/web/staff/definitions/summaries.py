"""One item of a definition in a few words, for the lists of the editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from motcua.foundation.ui.citation import cited
from motcua.foundation.ui.filters import money_vn
from motcua.foundation.units.models import Role
from motcua.services.onestop.definition import CopyKind, Duration
from motcua.services.onestop.designing import words
from motcua.services.onestop.designing.editing import Path
from motcua.services.onestop.designing.sketch import read
from motcua.services.onestop.designing.sketch import words as text_of
from motcua.services.onestop.states import Action
from motcua.services.onestop.web.staff.definitions.form_questions import FIELD_KINDS

Item = Mapping[str, Any]


def summary_of(path: Path, item: object) -> str:
    """Return what the list at `path` shows beside the title of an item; "" for what cannot be read."""
    kind = path[-1] if path else ""
    maker = _MAKERS.get(str(kind))
    return maker(item) if maker is not None and isinstance(item, dict) else ""


def _step(item: Item) -> str:
    role = text_of(item.get("role"))
    return _joined(str(Role(role).label) if role in Role.values else "", _time(item.get("duration")))


def _act(item: Item) -> str:
    action, steps = text_of(item.get("action")), item.get("at")
    name = str(Action(action).label) if action in Action.values else ""
    where = ", ".join(str(step) for step in steps) if isinstance(steps, list) else ""
    return _joined(name, where, "" if item.get("allowed", True) else _("không làm"))


def _paper(item: Item) -> str:
    kind = text_of(item.get("copy_kind"))
    known = str(words.COPIES[CopyKind(kind)]) if kind in set(CopyKind) else ""
    return _joined(known, "" if item.get("required", True) else _("không bắt buộc"))


def _fee(item: Item) -> str:
    amount = item.get("amount")
    return money_vn(amount) if isinstance(amount, int) else ""


def _section(item: Item) -> str:
    fields = item.get("fields")
    return _("%(count)s câu hỏi") % {"count": len(fields) if isinstance(fields, list) else 0}


def _field(item: Item) -> str:
    kind = text_of(item.get("type"))
    known = next((str(text) for key, text in FIELD_KINDS if key == kind), "")
    return _joined(text_of(item.get("key")), known)


def _time(value: object) -> str:
    duration = read(Duration, value)
    return duration.limit.text() if duration is not None else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


_MAKERS: Mapping[str, Callable[[Item], str]] = {
    "steps": _step,
    "acts": _act,
    "papers": _paper,
    "items": _fee,
    "sections": _section,
    "fields": _field,
    "legal_basis": lambda item: cited("", text_of(item.get("article"))),
    "commitments": lambda item: _time({name: item.get(name) for name in ("amount", "unit")}),
}
