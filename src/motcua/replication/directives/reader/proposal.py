"""What reading a letter ends in: parts with the lines where they stand, and what was not understood of each."""

from dataclasses import dataclass
from datetime import date

from motcua.replication.directives.models import Doubt, RecipientKind, Repeats


@dataclass(frozen=True)
class Span:
    """Lines of the text, counted from 1, both included."""

    first: int
    last: int


@dataclass(frozen=True)
class ReadBasis:
    """A document on which the letter rests; number "" and date None when they are not there."""

    text: str
    number: str
    issued_on: date | None
    span: Span
    doubt: Doubt | None = None


@dataclass(frozen=True)
class ReadRecipient:
    """A line of the address or of the copy list and the keys of the units it stands for."""

    kind: RecipientKind
    text: str
    units: tuple[str, ...]
    is_complete: bool
    span: Span
    doubt: Doubt | None = None


@dataclass(frozen=True)
class ReadRequirement:
    """One thing ordered, of units given by their keys; `due_on` is the last day."""

    number: str
    text: str
    units: tuple[str, ...]
    starts_on: date | None
    due_on: date | None
    repeats: Repeats
    wants_report: bool
    span: Span
    doubt: Doubt | None = None


@dataclass(frozen=True)
class ReadModel:
    """A model that the letter names, whose it is, and who has to take it over."""

    title: str
    text: str
    origin_text: str
    origin: str | None
    takers_text: str
    takers: tuple[str, ...]
    span: Span
    doubt: Doubt | None = None


@dataclass(frozen=True)
class ReadUnclear:
    """A passage that may order something."""

    text: str
    span: Span
    doubt: Doubt = Doubt.ORDER


@dataclass(frozen=True)
class Proposal:
    """The letter as read; what is missing is "" or None."""

    number: str
    issued_on: date | None
    issuer: str | None
    issuer_text: str
    subject: str
    signer: str
    bases: tuple[ReadBasis, ...] = ()
    recipients: tuple[ReadRecipient, ...] = ()
    requirements: tuple[ReadRequirement, ...] = ()
    models: tuple[ReadModel, ...] = ()
    unclear: tuple[ReadUnclear, ...] = ()
