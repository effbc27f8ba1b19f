"""What can be corrected of a proposal: one value a part, and how it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.foundation.units.models import Unit
from motcua.replication.directives.models import (
    Directive,
    DirectiveBasis,
    DirectiveRecipient,
    ProposedModel,
    RecipientKind,
    Repeats,
    Requirement,
    UnclearPassage,
)
from motcua.replication.directives.refusals import DirectiveRefused


@dataclass(frozen=True)
class HeadValues:
    """The head of the letter."""

    number: str
    issued_on: date
    issuer_id: int
    subject: str
    signer: str = ""


@dataclass(frozen=True)
class BasisValues:
    """A document on which the letter rests."""

    text: str
    number: str = ""
    issued_on: date | None = None


@dataclass(frozen=True)
class RecipientValues:
    """A line of the address or of the copy list, and the units meant."""

    kind: RecipientKind
    text: str
    unit_ids: Sequence[int] = ()
    is_complete: bool = True


@dataclass(frozen=True)
class RequirementValues:
    """One thing ordered; `due_on` is the last day."""

    number: str
    text: str
    unit_ids: Sequence[int] = ()
    starts_on: date | None = None
    due_on: date | None = None
    repeats: Repeats = Repeats.ONCE
    wants_report: bool = False
    initiative_id: int | None = None


@dataclass(frozen=True)
class ModelValues:
    """A model that the letter names; `initiative_id` is the model of the register that it is."""

    title: str
    initiative_id: int | None = None
    taker_ids: Sequence[int] = ()
    origin_id: int | None = None
    takers_text: str = ""
    text: str = ""


ItemValues: TypeAlias = BasisValues | RecipientValues | RequirementValues | ModelValues
Values: TypeAlias = HeadValues | ItemValues
Row: TypeAlias = DirectiveBasis | DirectiveRecipient | Requirement | ProposedModel | UnclearPassage

UNCLEAR = "chua-hieu"
# the parts of a directive by the words of their addresses
ROWS: dict[str, type[Row]] = {
    "can-cu": DirectiveBasis,
    "noi-nhan": DirectiveRecipient,
    "yeu-cau": Requirement,
    "mo-hinh": ProposedModel,
    UNCLEAR: UnclearPassage,
}
_OF_VALUES: dict[type[ItemValues], str] = {
    BasisValues: "can-cu",
    RecipientValues: "noi-nhan",
    RequirementValues: "yeu-cau",
    ModelValues: "mo-hinh",
}


def part_of(values: ItemValues) -> str:
    """Return the part that a value belongs to."""
    return _OF_VALUES[type(values)]


def label_of(row: Row) -> str:
    """Return how an item is called in the history."""
    if isinstance(row, Requirement):
        return f"{row.number} {row.text}"[:120]
    return (row.title if isinstance(row, ProposedModel) else row.text)[:120]


def write_head(directive: Directive, values: HeadValues) -> None:
    """Set the head of a directive in hand; raise DirectiveRefused with the field that is wrong."""
    if not values.number.strip() or not values.subject.strip():
        raise DirectiveRefused("number", _("Số và trích yếu không được để trống. Chưa ghi gì."))
    same = Directive.objects.filter(issuer=values.issuer_id, number=values.number.strip(), issued_on=values.issued_on)
    if same.exclude(pk=directive.pk).exists():
        raise DirectiveRefused("number", _("Văn bản cùng số, cùng ngày của cơ quan này đã có trên hệ thống."))
    steward = directive.steward_id
    directive.number, directive.issued_on = values.number.strip(), values.issued_on
    directive.subject, directive.signer = values.subject.strip(), values.signer.strip()
    directive.issuer_id = values.issuer_id
    directive.keeper_id = steward if steward != values.issuer_id else None


def write_item(directive: Directive, row: Row | None, values: ItemValues) -> Row:
    """Write an item of a directive in hand, a new one when `row` is None; whoever corrects it has settled its doubt."""
    if not values.text.strip() and not isinstance(values, ModelValues):
        raise DirectiveRefused("text", _("Nội dung không được để trống. Chưa ghi gì."))
    match values:
        case BasisValues():
            return _write_basis(_item(DirectiveBasis, directive, row), values)
        case RecipientValues():
            return _write_recipient(_item(DirectiveRecipient, directive, row), values)
        case RequirementValues():
            return _write_requirement(_item(Requirement, directive, row), values)
        case ModelValues():
            return _write_model(_item(ProposedModel, directive, row), values)


Kind = TypeVar("Kind", DirectiveBasis, DirectiveRecipient, Requirement, ProposedModel)


def _item(kind: type[Kind], directive: Directive, row: Row | None) -> Kind:
    """Return the row itself, or a new one after the last of its kind."""
    if isinstance(row, kind):
        row.doubt = ""
        return row
    return kind(directive=directive, position=_next_position(kind.objects.filter(directive=directive)))


def _next_position(rows: models.QuerySet[Any]) -> int:
    last: int | None = rows.aggregate(last=models.Max("position"))["last"]
    return (last or 0) + 1


def _write_basis(row: DirectiveBasis, values: BasisValues) -> DirectiveBasis:
    row.text, row.number, row.issued_on = values.text.strip(), values.number.strip(), values.issued_on
    row.save()
    return row


def _write_recipient(row: DirectiveRecipient, values: RecipientValues) -> DirectiveRecipient:
    if row.kind != values.kind:
        of_kind = DirectiveRecipient.objects.filter(directive=row.directive_id, kind=values.kind)
        row.position = _next_position(of_kind)
    row.kind, row.text, row.is_complete = values.kind, values.text.strip(), values.is_complete
    row.save()
    row.units.set(_existing(values.unit_ids))
    return row


def _write_requirement(row: Requirement, values: RequirementValues) -> Requirement:
    _check_requirement(row, values)
    row.number, row.text = values.number.strip(), values.text.strip()
    row.starts_on, row.due_on = values.starts_on, values.due_on
    row.repeats, row.wants_report = values.repeats, values.wants_report
    row.initiative_id = values.initiative_id
    row.save()
    row.units.set(_existing(values.unit_ids))
    return row


def _check_requirement(row: Requirement, values: RequirementValues) -> None:
    number = values.number.strip()
    if not number:
        raise DirectiveRefused("number", _("Hãy ghi số mục của yêu cầu. Chưa ghi gì."))
    same = Requirement.objects.filter(directive=row.directive_id, number=number)
    if same.exclude(pk=row.pk).exists():
        raise DirectiveRefused("number", _("Văn bản này đã có yêu cầu mang số mục đó. Chưa ghi gì."))
    if values.starts_on and values.due_on and values.due_on < values.starts_on:
        raise DirectiveRefused("due_on", _("Hạn không thể sớm hơn ngày bắt đầu. Chưa ghi gì."))


def _write_model(row: ProposedModel, values: ModelValues) -> ProposedModel:
    if not values.title.strip():
        raise DirectiveRefused("title", _("Hãy ghi tên mô hình. Chưa ghi gì."))
    others = ProposedModel.objects.filter(directive=row.directive_id, initiative=values.initiative_id)
    if values.initiative_id and others.exclude(pk=row.pk).exists():
        raise DirectiveRefused("initiative", _("Mô hình này đã gắn với một dòng khác của văn bản. Chưa ghi gì."))
    row.title, row.text, row.takers_text = values.title.strip(), values.text.strip(), values.takers_text.strip()
    row.origin_id, row.initiative_id = values.origin_id, values.initiative_id
    row.save()
    row.takers.set(_existing(values.taker_ids))
    return row


def _existing(ids: Sequence[int]) -> list[int]:
    return list(Unit.objects.filter(pk__in=ids).values_list("pk", flat=True))
