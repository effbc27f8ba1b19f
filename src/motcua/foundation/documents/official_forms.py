"""Which official form is in force on a day? The same number means different forms in different circulars.

Form 05 is the control slip under TT 01/2018/TT-VPCP and the notice of stopping under TT 03/2025/TT-VPCP, so a form is
always named by circular and number.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import Refused


@dataclass(frozen=True)
class OfficialForm:
    """A form of a circular: `kind` is ours ("receipt"), `layout` says how papers are listed ("list" or "table").

    `verified` is False while nobody has compared it with the text of the circular.
    """

    circular: str
    number: str
    kind: str
    name: str
    layout: str
    valid_from: date
    valid_until: date | None
    source: str
    verified: bool


class FormMissing(Refused):
    """No circular we know has such a form, or none on that day."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            "form_missing",
            _("Chưa có mẫu văn bản áp dụng cho việc này. Hồ sơ không thay đổi. Hãy báo quản trị viên bổ sung mẫu."),
        )
        self.kind = kind


def form_on(kind: str, day: date) -> OfficialForm:
    """Return the form of `kind` in force on `day`; raise FormMissing."""
    for form in official_forms():
        if form.kind == kind and form.valid_from <= day and (form.valid_until is None or day <= form.valid_until):
            return form
    raise FormMissing(kind)


def form_or_letter(kind: str, day: date, *, name: str) -> OfficialForm:
    """Return the form of `kind` in force on `day`, else a plain letter called `name`, of no circular and no number."""
    try:
        return form_on(kind, day)
    except FormMissing:
        return OfficialForm("", "", kind, name, "table", day, None, "", verified=False)


def form_named(circular: str, number: str) -> OfficialForm | None:
    """Return the form of a circular by its number, or None."""
    return next((form for form in official_forms() if (form.circular, form.number) == (circular, number)), None)


def form_of(kind: str, circular: str) -> OfficialForm:
    """Return the form of `kind` in a circular; raise FormMissing."""
    for form in official_forms():
        if (form.circular, form.kind) == (circular, kind):
            return form
    raise FormMissing(kind)


@cache
def official_forms() -> tuple[OfficialForm, ...]:
    """Return every form of every circular we know."""
    read = json.loads((resources.files(__package__) / "data" / "official_forms.json").read_text(encoding="utf-8"))
    return tuple(
        OfficialForm(
            circular=circular["circular"],
            number=form["number"],
            kind=form["kind"],
            name=form["name"],
            layout=form["layout"],
            valid_from=date.fromisoformat(circular["from"]),
            valid_until=date.fromisoformat(circular["until"]) if circular["until"] else None,
            source=circular["source"],
            verified=circular["verified"],
        )
        for circular in read["circulars"]
        for form in circular["forms"]
    )
