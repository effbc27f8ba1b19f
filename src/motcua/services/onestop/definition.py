"""What a procedure is: one frozen document a version, read from one canonical JSON text.

The document is the law as the counter applies it: papers, form, steps, fee, time limits, each with the legal document
it comes from and whether a person has checked it (`verified`). It is data with dates, never code. Once published it
does not change: a new text is a new version, and a dossier stays with the version it was filed under.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Literal, Self

from django.utils.translation import get_language
from pydantic import Field, JsonValue, model_validator

from motcua.foundation.forms.conditions import keys_in
from motcua.foundation.forms.definition import FormDefinition, Text
from motcua.foundation.units.models import Role
from motcua.foundation.worktime.rules import TimeUnit
from motcua.services.onestop.definition_parts import (
    ActRule,
    ApplicantFields,
    ApplicantKind,
    CopyKind,
    Duration,
    Fee,
    FeeItem,
    Frozen,
    Key,
    LegalBasis,
    LegalLimit,
    Office,
    OnlineLevel,
    Paper,
    Pledge,
    Result,
    ResultBook,
    Slug,
    Source,
    Step,
    StepClock,
)
from motcua.services.onestop.fields import FIELDS

__all__ = [
    "RECEIVING",
    "SCHEMA",
    "ActRule",
    "ApplicantFields",
    "ApplicantKind",
    "CopyKind",
    "Duration",
    "Fee",
    "FeeItem",
    "Key",
    "LegalBasis",
    "LegalLimit",
    "Office",
    "OnlineLevel",
    "Paper",
    "Pledge",
    "ProcedureDocument",
    "Result",
    "ResultBook",
    "Slug",
    "Source",
    "Step",
    "StepClock",
    "working_hours",
]

SCHEMA = "motcua-procedure/1"
RECEIVING = "receiving_unit"
HOURS_A_DAY = 8  # working hours in a working day: how a step's share of a limit is compared with the limit
DAYS_A_WEEK = 7
WORKING_DAYS_A_WEEK = 5


class ProcedureDocument(Frozen):
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
    acts: tuple[ActRule, ...] = ()
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

    def said_here(self, vietnamese: str) -> str:
        """Return in the active language what a dossier keeps of this document in Vietnamese, other words as they are.

        Titles of papers and of the result, labels of questions, texts of steps for applicants.
        """
        if not (get_language() or "vi").startswith("en"):
            return vietnamese
        texts = (
            *(paper.title for paper in self.papers),
            *(field.label for field in self.form.by_key.values()),
            *(step.citizen_text for step in self.steps),
            self.result.title,
        )
        return next((text.here() for text in texts if text.vi == vietnamese), vietnamese)

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
    counted = [step for step in steps if step.clock is StepClock.RUNNING]
    needed, given = sum(working_hours(step.duration) for step in counted), working_hours(document.limit)
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
