"""Write what was read as the rows of a proposed directive. The keys of units are their ids."""

from collections.abc import Iterable
from typing import TypedDict

from motcua.replication.directives.models import (
    Directive,
    DirectiveBasis,
    DirectiveRecipient,
    Doubt,
    ProposedModel,
    Requirement,
    UnclearPassage,
)
from motcua.replication.directives.reader.proposal import Proposal, ReadModel, ReadRecipient, ReadRequirement, Span

_LONGEST_LINE = 400


class _Place(TypedDict):
    first_line: int
    last_line: int
    doubt: str


def write_rows(directive: Directive, proposal: Proposal) -> None:
    """Write every part of the proposal."""
    for position, basis in enumerate(proposal.bases, 1):
        DirectiveBasis.objects.create(
            directive=directive,
            position=position,
            text=basis.text,
            number=basis.number,
            issued_on=basis.issued_on,
            **_place(basis.span, basis.doubt),
        )
    positions: dict[str, int] = {}
    for line in proposal.recipients:
        positions[line.kind] = positions.get(line.kind, 0) + 1
        _write_recipient(directive, positions[line.kind], line)
    numbers: set[str] = set()
    for position, asked in enumerate(proposal.requirements, 1):
        _write_requirement(directive, position, asked, numbers)
    for position, model in enumerate(proposal.models, 1):
        _write_model(directive, position, model)
    UnclearPassage.objects.bulk_create(
        UnclearPassage(directive=directive, position=position, text=passage.text, **_place(passage.span, passage.doubt))
        for position, passage in enumerate(proposal.unclear, 1)
    )


def _write_recipient(directive: Directive, position: int, line: ReadRecipient) -> None:
    row = DirectiveRecipient.objects.create(
        directive=directive,
        kind=line.kind,
        position=position,
        text=line.text[:_LONGEST_LINE],
        is_complete=line.is_complete,
        **_place(line.span, line.doubt),
    )
    row.units.set(_ids(line.units))


def _write_requirement(directive: Directive, position: int, asked: ReadRequirement, numbers: set[str]) -> None:
    """Write an order; a number that the letter uses twice gets an apostrophe."""
    number = asked.number
    while number in numbers:
        number = f"{number[:19]}'"
    numbers.add(number)
    row = Requirement.objects.create(
        directive=directive,
        position=position,
        number=number,
        text=asked.text,
        starts_on=asked.starts_on,
        due_on=asked.due_on,
        repeats=asked.repeats,
        wants_report=asked.wants_report,
        **_place(asked.span, asked.doubt),
    )
    row.units.set(_ids(asked.units))


def _write_model(directive: Directive, position: int, model: ReadModel) -> None:
    row = ProposedModel.objects.create(
        directive=directive,
        position=position,
        title=model.title[:_LONGEST_LINE],
        text=model.text,
        origin_text=model.origin_text,
        origin_id=int(model.origin) if model.origin else None,
        takers_text=model.takers_text,
        **_place(model.span, model.doubt),
    )
    row.takers.set(_ids(model.takers))


def _ids(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys]


def _place(span: Span, doubt: Doubt | None) -> _Place:
    return {"first_line": span.first, "last_line": span.last, "doubt": doubt or ""}
