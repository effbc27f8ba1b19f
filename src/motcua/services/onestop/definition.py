"""What a procedure is: one frozen document a version, read from one canonical JSON text.

The document is the law as the counter applies it: papers, form, steps, fee, time limits, each with the legal document
it comes from and whether a person has checked it (`verified`). It is data with dates, never code. Once published it
does not change: a new text is a new version, and a dossier stays with the version it was filed under.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints, model_validator

from motcua.foundation.forms.conditions import Condition, keys_in
from motcua.foundation.forms.definition import FormDefinition, Text
from motcua.foundation.units.models import Role
from motcua.foundation.worktime.rules import Limit, TimeUnit
from motcua.services.onestop.fields import FIELDS

SCHEMA = "motcua-procedure/1"
RECEIVING = "receiving_unit"
HOURS_A_DAY = 8  # working hours in a working day: how a step's share of a limit is compared with the limit
DAYS_A_WEEK = 7
WORKING_DAYS_A_WEEK = 5

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


class Office(StrEnum):
    """Where a step is done: at the unit that received the dossier or at the one that decides."""

    RECEIVING = "receiving"
    DECIDING = "deciding"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Source(_Frozen):
    """The legal document and article a value comes from."""

    document: str = Field(min_length=1, max_length=200)
    article: str = Field(default="", max_length=200)


class LegalBasis(Source):
    """One document the procedure rests on."""

    title: str = Field(default="", max_length=500)
    verified: bool


class Duration(_Frozen):
    """An amount of time as the law counts it."""

    amount: int = Field(ge=1, le=1000)
    unit: TimeUnit

    @property
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


class FeeItem(_Frozen):
    """One fee: an amount in đồng for each `unit` (a copy, a case, a page)."""

    key: Key
    label: Text
    amount: int = Field(ge=0)
    unit: Text
    source: Source
    verified: bool


class Fee(_Frozen):
    """What the applicant pays: `free`, or a list of items."""

    free: bool = False
    items: tuple[FeeItem, ...] = ()

    @model_validator(mode="after")
    def _either(self) -> Self:
        if self.free == bool(self.items):
            raise ValueError("A fee is either free or has items.")
        return self


class Paper(_Frozen):
    """One paper of the dossier. `accept` lists the media types an online copy may have."""

    key: Key
    title: Text
    copy_kind: CopyKind
    count: int = Field(default=1, ge=1, le=20)
    required: bool = True
    visible_if: Condition | None = None
    accept: tuple[str, ...] = ("application/pdf", "image/jpeg", "image/png")
    note: Text | None = None


class Step(_Frozen):
    """One stage of the work: who does it, where, how long it may take, and what the applicant is told meanwhile."""

    key: Key
    title: Text
    role: Role
    office: Office
    duration: Duration
    citizen_text: Text


class Result(_Frozen):
    """What the applicant gets and who signs it."""

    title: Text
    signer: Text


class ApplicantFields(_Frozen):
    """Which fields of the form tell who applies. Only the name must be in the form, the others may be."""

    full_name: str = "full_name"
    identity_number: str = "identity_number"
    birth_date: str = "birth_date"
    sex: str = "sex"
    phone: str = "phone"
    email: str = "email"
    address: str = "address"


class ProcedureDocument(_Frozen):
    """A procedure version whole. Steps run from reception over work and decision to the return of the result."""

    document_schema: Literal["motcua-procedure/1"] = Field(alias="schema")
    code: str = Field(min_length=1, max_length=40, description="national code of the procedure (mã TTHC)")
    code_verified: bool
    slug: Slug
    title: Text
    summary: Text
    field: str
    level: Literal["district", "commune"] = Field(description="the level of government that decides")
    deciding_office: str = Field(default=RECEIVING, description="code of the deciding unit, or receiving_unit")
    online_level: OnlineLevel
    applicants: tuple[ApplicantKind, ...] = Field(min_length=1)
    legal_basis: tuple[LegalBasis, ...] = Field(min_length=1)
    limit: LegalLimit
    commitments: tuple[Pledge, ...] = ()
    fee: Fee
    papers: tuple[Paper, ...]
    form: FormDefinition
    applicant_fields: ApplicantFields = ApplicantFields()
    steps: tuple[Step, ...] = Field(min_length=3)
    result: Result
    valid_from: date
    valid_to: date | None = None
    provenance: str = Field(min_length=1, description="where these data were taken from and when")

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        faults = [*_key_faults(self), *_step_faults(self), *_condition_faults(self), *_date_faults(self)]
        if self.field not in FIELDS:
            faults.append(f"Unknown field {self.field!r}.")
        if faults:
            raise ValueError(" ".join(faults))
        return self

    def step(self, key: str) -> Step:
        """Return the step `key`; raise KeyError when there is none."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def paper(self, key: str) -> Paper:
        """Return the paper `key`; raise KeyError when there is none."""
        return {paper.key: paper for paper in self.papers}[key]

    def canonical_json(self) -> str:
        """Return the one text of this document: keys sorted, no blanks, values equal to a default left out."""
        return json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def as_json(self) -> dict[str, JsonValue]:
        """Return the document as plain JSON values, as it is stored."""
        plain: dict[str, JsonValue] = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return plain

    def sha256(self) -> str:
        """Return the SHA-256 of the canonical JSON in hexadecimal."""
        return hashlib.sha256(self.canonical_json().encode()).hexdigest()


def working_hours(duration: Duration) -> int:
    """Return the working hours a duration surely holds (a calendar week: five days; the clock knows the holidays)."""
    if duration.unit is TimeUnit.WORKING_HOUR:
        return duration.amount
    if duration.unit is TimeUnit.SAME_DAY:
        return HOURS_A_DAY
    if duration.unit is TimeUnit.WORKING_DAY:
        return duration.amount * HOURS_A_DAY
    weeks, days = divmod(duration.amount, DAYS_A_WEEK)
    return (weeks * WORKING_DAYS_A_WEEK + max(0, days - 2)) * HOURS_A_DAY


def _key_faults(document: ProcedureDocument) -> Iterator[str]:
    named = {
        "step": [step.key for step in document.steps],
        "paper": [paper.key for paper in document.papers],
        "fee item": [item.key for item in document.fee.items],
    }
    for what, keys in named.items():
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield f"The {what} key {key!r} is used twice."


def _step_faults(document: ProcedureDocument) -> Iterator[str]:
    steps = document.steps
    for end in (steps[0], steps[-1]):
        if (end.role, end.office) != (Role.RECEPTIONIST, Office.RECEIVING):
            yield f"The first and the last step are a receptionist's at the receiving unit, not {end.key!r}."
    if steps[-2].role != Role.LEADER:
        yield f"The step before the last is a leader's decision, not {steps[-2].key!r}."
    for step in steps:
        if step.duration.unit is TimeUnit.CALENDAR_DAY:
            yield f"The step {step.key!r} is counted in calendar days; office work is counted in working days or hours."
    needed, given = sum(working_hours(step.duration) for step in steps), working_hours(document.limit)
    if needed > given:
        yield f"The steps take {needed} working hours and the limit holds {given}."


def _condition_faults(document: ProcedureDocument) -> Iterator[str]:
    fields = set(document.form.by_key)
    if document.applicant_fields.full_name not in fields:
        yield f"The form has no field {document.applicant_fields.full_name!r} for the applicant's name."
    for paper in document.papers:
        if paper.visible_if is not None:
            for key in sorted({key for key, _ in keys_in(paper.visible_if)} - fields):
                yield f"The paper {paper.key!r} depends on the unknown field {key!r}."


def _date_faults(document: ProcedureDocument) -> Iterator[str]:
    spans = [(document.valid_from, document.valid_to), *((c.valid_from, c.valid_to) for c in document.commitments)]
    for start, end in spans:
        if end is not None and end <= start:
            yield f"A validity from {start} to {end} is empty."
    for pledge in document.commitments:
        if working_hours(pledge) > working_hours(document.limit):
            yield "A commitment is longer than the limit of the law."
