"""What can be read of a definition that is not whole yet? Every part by itself; what does not hold is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.translation import get_language
from pydantic import BaseModel, JsonValue, ValidationError

from motcua.foundation.forms.definition import Field
from motcua.foundation.worktime.rules import TimeUnit
from motcua.services.onestop.definition import (
    ActRule,
    Duration,
    LegalLimit,
    Paper,
    Pledge,
    StepClock,
    working_hours,
)

Raw = Mapping[str, JsonValue]
Part = TypeVar("Part", bound=BaseModel)


@dataclass(frozen=True)
class StepSketch:
    """A step as far as it is written; `hours` is None while it has no duration."""

    index: int
    key: str
    title: str
    role: str
    office: str
    clock: str
    has_source: bool
    duration: Duration | None

    @property
    def hours(self) -> int | None:
        """Return the working hours that count against the limit; None for what office work is not counted in."""
        if self.clock != StepClock.RUNNING:
            return 0
        if self.duration is None or self.duration.unit is TimeUnit.CALENDAR_DAY:
            return None
        return working_hours(self.duration)


@dataclass(frozen=True)
class FieldSketch:
    """A question with the place of its section and its own."""

    section: int
    index: int
    field: Field

    @property
    def place(self) -> str:
        """Return where it stands in the document."""
        return f"form/sections/{self.section}/fields/{self.index}"


@dataclass(frozen=True)
class Sketch:
    """The readable parts of a definition, each with its number in the document."""

    raw: Raw
    steps: tuple[StepSketch, ...]
    acts: tuple[tuple[int, ActRule], ...]
    papers: tuple[tuple[int, Paper], ...]
    pledges: tuple[tuple[int, Pledge], ...]
    fields: tuple[FieldSketch, ...]
    limit: LegalLimit | None

    @property
    def step_keys(self) -> list[str]:
        """Return the keys of the steps in order."""
        return [step.key for step in self.steps]


def sketch_of(raw: Raw) -> Sketch:
    """Return what can be read of `raw`."""
    return Sketch(
        raw=raw,
        steps=tuple(_step(index, step) for index, step in enumerate(mappings(raw.get("steps")))),
        acts=tuple(_parsed(ActRule, raw.get("acts"))),
        papers=tuple(_parsed(Paper, raw.get("papers"))),
        pledges=tuple(_parsed(Pledge, raw.get("commitments"))),
        fields=tuple(_fields(raw)),
        limit=read(LegalLimit, raw.get("limit")),
    )


def read(kind: type[Part], value: Any) -> Part | None:  # noqa: ANN401 - anything may stand in a draft
    """Return `value` as a part, None when it is not one."""
    try:
        return kind.model_validate(value)
    except ValidationError:
        return None


def mappings(value: object) -> list[dict[str, Any]]:
    """Return the items of a list as mappings; what is none reads as empty."""
    return [item if isinstance(item, dict) else {} for item in value] if isinstance(value, list) else []


def words(value: object) -> str:
    """Return a text of a draft, "" for anything else; of a bilingual one the Vietnamese."""
    if isinstance(value, Mapping):
        value = value.get("vi")
    return value if isinstance(value, str) else ""


def text_here(value: object) -> str:
    """Return a text of a draft as whoever reads has it: of a bilingual one the English where it is written."""
    english = value.get("en") if isinstance(value, Mapping) and get_language() == "en" else None
    return english if isinstance(english, str) and english else words(value)


def _parsed(kind: type[Part], value: object) -> Iterator[tuple[int, Part]]:
    for index, item in enumerate(mappings(value)):
        part = read(kind, item)
        if part is not None:
            yield index, part


def _step(index: int, raw: dict[str, Any]) -> StepSketch:
    return StepSketch(
        index=index,
        key=words(raw.get("key")),
        title=text_here(raw.get("title")),
        role=words(raw.get("role")),
        office=words(raw.get("office")),
        clock=words(raw.get("clock")) or StepClock.RUNNING,
        has_source=isinstance(raw.get("clock_source"), dict),
        duration=read(Duration, raw.get("duration")),
    )


def _fields(raw: Raw) -> Iterator[FieldSketch]:
    form = raw.get("form")
    for number, section in enumerate(mappings(form.get("sections") if isinstance(form, dict) else None)):
        for index, item in enumerate(mappings(section.get("fields"))):
            field = read(Field, item)
            if field is not None:
                yield FieldSketch(number, index, field)
