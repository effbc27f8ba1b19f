"""From what was given to clean answers, and from clean answers to what people read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.foundation.audit.refusal import Refused
from motcua.foundation.forms.conditions import holds
from motcua.foundation.forms.definition import Field, FormDefinition, Kind
from motcua.foundation.forms.faults import Fault, Faulty, FormRefused
from motcua.foundation.forms.types.registry import type_of
from motcua.foundation.forms.values import JSON, Answers
from motcua.foundation.people.rules import check_cccd
from motcua.foundation.ui.text import fold


class RowShown(NamedTuple):
    """One line of a page or letter: the question, the answer in words (a list has a line a row), the field's key."""

    label: str
    value_text: str
    field_key: str


class SectionShown(NamedTuple):
    """One section of a page or letter."""

    title: str
    key: str
    rows: list[RowShown]


@dataclass(frozen=True)
class Outcome:
    """What came of reading: the clean answers, and the faults by field key."""

    answers: dict[str, JSON]
    faults: dict[str, tuple[Fault, ...]]


def clean_answers(
    definition: FormDefinition, raw: Mapping[str, object], *, today: date | None = None
) -> dict[str, JSON]:
    """Return the clean answers of a whole form; answers to questions that were not asked are dropped.

    `raw` may hold typed text or clean answers. `today` bounds dates that may not lie in the future (or the past).
    Raises FormRefused with every fault, unknown keys included.
    """
    outcome = read_fields(definition, definition.fields, raw, known={}, today=today)
    unknown = {
        str(key): (Fault("unknown_field", gettext_lazy("Biểu mẫu không có mục này.")),)
        for key in raw
        if key not in definition.by_key
    }
    if outcome.faults or unknown:
        raise FormRefused(outcome.faults | unknown)
    return outcome.answers


def read_fields(
    definition: FormDefinition,
    fields: Sequence[Field],
    raw: Mapping[str, object],
    *,
    known: Answers,
    today: date | None,
) -> Outcome:
    """Read the answers to `fields` in order; `known` are the clean answers to the others, which conditions look at."""
    asked = {field.key for field in fields}
    answers = {key: value for key, value in known.items() if key not in asked}
    faults: dict[str, tuple[Fault, ...]] = {}
    for field in fields:
        if not field.asks or (field.visible_if is not None and not holds(field.visible_if, answers)):
            continue
        kind = type_of(field.type)
        try:
            answer = kind.read(field, raw.get(field.key), today)
        except Faulty as error:
            faults[field.key] = error.faults
            continue
        if answer is not None:
            answers[field.key] = answer
        elif field.required:
            faults[field.key] = (Fault("required", kind.missing),)
    for place, fault in _disagreements(definition, answers, asked):
        faults.setdefault(place, (fault,))
    return Outcome(
        {key: answers[key] for key in _asked_in_order(fields) if key in answers and key not in faults}, faults
    )


def _asked_in_order(fields: Sequence[Field]) -> list[str]:
    """Return the keys of the questions in the order of the form."""
    return [field.key for field in fields if field.asks]


def _disagreements(definition: FormDefinition, answers: Answers, asked: set[str]) -> Iterator[tuple[str, Fault]]:
    """Yield a fault for each personal identity number that contradicts the declared sex or year of birth.

    It is put at the number when that was just given, else at the answer that was.
    """
    for field in definition.fields:
        number = answers.get(field.key)
        if field.type is not Kind.CCCD or not isinstance(number, str):
            continue
        sex, birth = answers.get(field.sex_field or ""), answers.get(field.birth_field or "")
        try:
            check_cccd(
                number,
                sex=sex if isinstance(sex, str) else None,
                birth_year=int(birth[:4]) if isinstance(birth, str) else None,
            )
        except Refused as refusal:
            others = (field.key, field.sex_field if refusal.code == "cccd_sex" else field.birth_field)
            place = next((key for key in others if key in asked), None)
            if place is not None:
                yield place, Fault(refusal.code, refusal.message)


def visible_fields(definition: FormDefinition, answers: Answers) -> list[Field]:
    """Return the fields that are asked, given clean answers; a hidden field's answer counts for nothing."""
    counted: dict[str, JSON] = {}
    visible = []
    for field in definition.fields:
        if field.visible_if is None or holds(field.visible_if, counted):
            visible.append(field)
            if field.key in answers:
                counted[field.key] = answers[field.key]
    return visible


def visible_answers(definition: FormDefinition, answers: Answers) -> dict[str, JSON]:
    """Return the answers to the questions that are asked."""
    return {field.key: answers[field.key] for field in visible_fields(definition, answers) if field.key in answers}


def displayed(
    definition: FormDefinition, answers: Answers, *, language: str | None = None, masked: bool = False
) -> list[SectionShown]:
    """Return the questions and answers in words, section by section, in `language` ("vi", "en"; None = the active one).

    Questions that were not asked are left out, and so are sections without any. `masked` hides personal data.
    """
    visible = {field.key for field in visible_fields(definition, answers) if field.asks}
    with translation.override(language) if language else nullcontext():
        shown = [
            SectionShown(
                section.title.here(),
                section.key,
                [
                    RowShown(field.label.here(), _shown(field, answers.get(field.key), masked=masked), field.key)
                    for field in section.fields
                    if field.key in visible
                ],
            )
            for section in definition.sections
        ]
    return [section for section in shown if section.rows]


def _shown(field: Field, answer: JSON, *, masked: bool) -> str:
    """Return one answer in words."""
    if answer is None:
        return _("(không khai)")
    kind = type_of(field.type)
    return kind.mask(field, answer) if masked else kind.display(field, answer)


def masked_answers(definition: FormDefinition, answers: Answers) -> dict[str, str]:
    """Return every answer in words with personal data hidden, by field key."""
    return {
        field.key: _shown(field, answers[field.key], masked=True)
        for field in visible_fields(definition, answers)
        if field.key in answers
    }


def searchable(definition: FormDefinition, answers: Answers) -> str:
    """Return the folded text by which the dossier is found: the answers to the fields marked `searchable`."""
    words = [
        type_of(field.type).search_text(field, answers[field.key])
        for field in visible_fields(definition, answers)
        if field.searchable and field.key in answers
    ]
    return fold(" ".join(words))
