"""The shipped data of this room, read and checked: dispatch 554/UBND-CCHC of 9 April 2019, whole."""

from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from motcua.replication.directives.models import Repeats

_DATA = Path(__file__).parent / "data"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BasisRecord(_Record):
    """A document on which the dispatch rests; `lines`: where it stands in the text."""

    text: str
    number: str
    issued_on: date
    lines: tuple[int, int]


class RecipientRecord(_Record):
    """A line of the address or of the copy list: keys of groups of addressees, and references of units."""

    text: str
    groups: tuple[str, ...]
    units: tuple[str, ...]
    complete: bool
    lines: tuple[int, int]


class RequirementRecord(_Record):
    """One thing ordered; `initiative` is the code of the model it is about, or "". Days are the last ones included."""

    number: str
    text: str
    groups: tuple[str, ...]
    units: tuple[str, ...]
    initiative: str
    starts_on: date | None
    due_on: date | None
    repeats: Repeats
    wants_report: bool
    lines: tuple[int, int]


class ModelRecord(_Record):
    """A line of the appendix; groups are the units that take the model over, as the letter says."""

    code: str
    text: str
    takers_text: str
    groups: tuple[str, ...]
    lines: tuple[int, int]


class DispatchRecord(_Record):
    """The dispatch, whole."""

    number: str
    issued_on: date
    issuer: str
    subject: str
    signer: str
    bases: tuple[BasisRecord, ...]
    addressees: tuple[RecipientRecord, ...]
    copies: tuple[RecipientRecord, ...]
    requirements: tuple[RequirementRecord, ...]
    models: tuple[ModelRecord, ...]


@cache
def dispatch_554() -> DispatchRecord:
    """Return dispatch 554/UBND-CCHC."""
    return DispatchRecord.model_validate_json((_DATA / "dispatch_554.json").read_bytes())


@cache
def letter_554() -> str:
    """Return the text of dispatch 554/UBND-CCHC, as it was scanned and read."""
    return (_DATA / "letter_554.txt").read_text(encoding="utf-8")
