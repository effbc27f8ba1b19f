"""How is each part of a directive typed? Its form, what is in it at first, and what it says when it comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.replication.directives.corrections import (
    BasisValues,
    ItemValues,
    ModelValues,
    RecipientValues,
    RequirementValues,
    Row,
)
from motcua.replication.directives.models import DirectiveBasis, DirectiveRecipient, ProposedModel, Requirement
from motcua.replication.directives.web.forms import (
    BasisForm,
    ModelForm,
    RecipientForm,
    RequirementForm,
    VersionedForm,
)

Typed = Mapping[str, Any]


@dataclass(frozen=True)
class Editor:
    """The page of one kind of item. `ticked` is the field that holds its units."""

    title: StrOrPromise
    form: type[VersionedForm]
    initial: Callable[[Row], dict[str, Any]]
    values: Callable[[Typed, list[int]], ItemValues]
    ticked: str = ""


def _initial_basis(row: Row) -> dict[str, Any]:
    return (
        {"text": row.text, "number": row.number, "issued_on": row.issued_on} if isinstance(row, DirectiveBasis) else {}
    )


def _initial_recipient(row: Row) -> dict[str, Any]:
    if not isinstance(row, DirectiveRecipient):
        return {}
    units = list(row.units.values_list("pk", flat=True))
    return {"kind": row.kind, "text": row.text, "units": units, "is_complete": row.is_complete}


def _initial_requirement(row: Row) -> dict[str, Any]:
    """Return what is known of a requirement, or of the unclear passage that becomes one."""
    if not isinstance(row, Requirement):
        return {"text": getattr(row, "text", "")}
    return {
        "number": row.number,
        "text": row.text,
        "starts_on": row.starts_on,
        "due_on": row.due_on,
        "repeats": row.repeats,
        "wants_report": row.wants_report,
        "initiative": row.initiative_id,
        "units": list(row.units.values_list("pk", flat=True)),
    }


def _initial_model(row: Row) -> dict[str, Any]:
    if not isinstance(row, ProposedModel):
        return {}
    return {
        "title": row.title,
        "initiative": row.initiative_id,
        "origin": row.origin_id,
        "takers_text": row.takers_text,
        "takers": list(row.takers.values_list("pk", flat=True)),
        "text": row.text,
    }


EDITORS: dict[str, Editor] = {
    "can-cu": Editor(
        _("Căn cứ"),
        BasisForm,
        _initial_basis,
        lambda typed, _units: BasisValues(typed["text"], typed["number"], typed["issued_on"]),
    ),
    "noi-nhan": Editor(
        _("Kính gửi, nơi nhận"),
        RecipientForm,
        _initial_recipient,
        lambda typed, units: RecipientValues(typed["kind"], typed["text"], units, typed["is_complete"]),
        ticked="units",
    ),
    "yeu-cau": Editor(
        _("Yêu cầu"),
        RequirementForm,
        _initial_requirement,
        lambda typed, units: RequirementValues(
            number=typed["number"],
            text=typed["text"],
            unit_ids=units,
            starts_on=typed["starts_on"],
            due_on=typed["due_on"],
            repeats=typed["repeats"],
            wants_report=typed["wants_report"],
            initiative_id=typed["initiative"],
        ),
        ticked="units",
    ),
    "mo-hinh": Editor(
        _("Mô hình"),
        ModelForm,
        _initial_model,
        lambda typed, units: ModelValues(
            title=typed["title"],
            initiative_id=typed["initiative"],
            taker_ids=units,
            origin_id=typed["origin"],
            takers_text=typed["takers_text"],
            text=typed["text"],
        ),
        ticked="takers",
    ),
}
