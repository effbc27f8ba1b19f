"""What is a procedure made of? Its parts, each with the legal document it comes from where it has one."""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from motcua.foundation.forms.conditions import Condition
from motcua.foundation.forms.definition import Text
from motcua.foundation.units.models import Role
from motcua.foundation.worktime.rules import Limit, TimeUnit
from motcua.services.onestop.states import Action
from motcua.services.onestop.transitions import Effect, Need

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]


class OnlineLevel(StrEnum):
    """How much of a procedure can be done online (full: also payment and result)."""

    FULL = "full"
    PARTIAL = "partial"
    INFORMATION = "information"


class ApplicantKind(StrEnum):
    """Who may apply."""

    CITIZEN = "citizen"
    ORGANISATION = "organisation"
    HOUSEHOLD_BUSINESS = "household_business"


class CopyKind(StrEnum):
    """In which shape a paper is handed in."""

    ORIGINAL = "original"
    CERTIFIED = "certified"
    COPY = "copy"
    ELECTRONIC = "electronic"


class StepClock(StrEnum):
    """Does the clock of the law run while a step is done, or what does it wait for?"""

    RUNNING = "running"
    PAYMENT = "payment"
    POSTING = "posting"
    OTHER_AGENCY = "other_agency"


class Office(StrEnum):
    """Where a step is done: at the unit that received the dossier or at the one that decides."""

    RECEIVING = "receiving"
    DECIDING = "deciding"


class Frozen(BaseModel):
    """What all parts share: unknown names are refused, nothing changes after it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Source(Frozen):
    """The legal document and article a value comes from."""

    document: str = Field(min_length=1, max_length=200)
    article: str = Field(default="", max_length=200)


class LegalBasis(Source):
    """One document the procedure rests on."""

    title: str = Field(default="", max_length=500)
    verified: bool


class Duration(Frozen):
    """An amount of time as the law counts it."""

    amount: int = Field(ge=1, le=1000)
    unit: TimeUnit

    @cached_property
    def limit(self) -> Limit:
        """The same as the clock's own kind of limit."""
        return Limit(self.amount, self.unit)


class LegalLimit(Duration):
    """The time the law gives the authority, from full papers to the result."""

    source: Source
    verified: bool


class Pledge(Duration):
    """A shorter time an authority commits itself to from a day on; `units` are codes, none = every unit."""

    source: Source
    verified: bool
    units: tuple[str, ...] = ()
    valid_from: date
    valid_to: date | None = None


class FeeItem(Frozen):
    """One fee: an amount in đồng for each `unit` (a copy, a case, a page)."""

    key: Key
    label: Text
    amount: int = Field(ge=0)
    unit: Text
    source: Source
    verified: bool


class Fee(Frozen):
    """What the applicant pays: `free`, or a list of items."""

    free: bool = False
    items: tuple[FeeItem, ...] = ()

    @model_validator(mode="after")
    def _either(self) -> Self:
        if self.free == bool(self.items):
            raise ValueError("A fee is either free or has items.")
        return self


class Paper(Frozen):
    """One paper of the dossier. `accept` lists the media types an online copy may have."""

    key: Key
    title: Text
    copy_kind: CopyKind
    count: int = Field(default=1, ge=1, le=20)
    required: bool = True
    visible_if: Condition | None = None
    accept: tuple[str, ...] = ("application/pdf", "image/jpeg", "image/png")
    note: Text | None = None


class Step(Frozen):
    """One stage of the work: who does it, where, how long it may take, and what the applicant is told meanwhile.

    `clock`: a step whose time the law does not count says what is waited for, and `clock_source` which law says so.
    """

    key: Key
    title: Text
    role: Role
    office: Office
    duration: Duration
    citizen_text: Text
    clock: StepClock = StepClock.RUNNING
    clock_source: Source | None = None


class ActRule(Frozen):
    """What this procedure asks of one act beyond the table of states (`procedure_acts` reads it; it never widens).

    `at`: the steps it is about, none = every one. `to`: the steps a hand-over may lead to. `allowed` false: the act is
    not done there. `roles`: who of those the table names may do it. `needs` and `effects` come on top of the table's.
    `times`: how often more papers may be asked for before a leader must allow it, with the law that says so.
    """

    action: Action
    at: tuple[Key, ...] = ()
    to: tuple[Key, ...] = ()
    allowed: bool = True
    roles: tuple[Role, ...] = ()
    needs: tuple[Need, ...] = ()
    effects: tuple[Effect, ...] = ()
    times: int | None = Field(default=None, ge=1, le=5)
    source: Source | None = None


class ResultBook(Frozen):
    """The official book into which an approved result is entered: `code` is the book's.

    Each row of the list question `rows` gets a line and a number of its own, else the dossier gets one. `name` says
    which answer names the paper, `copies` which one counts its copies: a column of the list, else a question.
    """

    code: Key
    rows: Key | None = None
    name: Key | None = None
    copies: Key | None = None


class Result(Frozen):
    """What the applicant gets, who signs it, and in which official book it gets its number, if in any."""

    title: Text
    signer: Text
    book: ResultBook | None = None


class ApplicantFields(Frozen):
    """Which fields of the form tell who applies. Only the name must be in the form, the others may be."""

    full_name: str = "full_name"
    identity_number: str = "identity_number"
    birth_date: str = "birth_date"
    sex: str = "sex"
    phone: str = "phone"
    email: str = "email"
    address: str = "address"
