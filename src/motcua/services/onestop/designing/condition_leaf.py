"""One part of a condition as an official says it: a question, how its answer is compared, and with what. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from motcua.foundation.forms.conditions import Condition
from motcua.foundation.forms.definition import NUMERIC, Field, Kind
from motcua.foundation.forms.faults import Faulty
from motcua.foundation.forms.number_fields import read_number
from motcua.foundation.forms.types.choices import ChoiceType
from motcua.foundation.forms.types.registry import type_of

SAME, FILLED, EMPTY = "same", "filled", "empty"
RELATIONS: Final = ("<", "<=", ">", ">=")
_COMPARED_AS_WRITTEN: Final = frozenset({Kind.TEXT, Kind.NUMBER})
_WHOLE: Final = frozenset({Kind.NUMBER, Kind.MONEY})
_CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)


@dataclass(frozen=True)
class Said:
    """What a leaf says; `words` are spelt as the input of the question spells its answers."""

    question: str = ""
    comparison: str = ""
    words: tuple[str, ...] = ()


def condition_of(said: object) -> Condition | None:
    """Return what stands in a draft as a condition, None when it is none or not whole yet."""
    try:
        return _CONDITION.validate_python(said)
    except ValidationError:
        return None


def said_of(leaf: object, field: Field | None) -> Said | None:
    """Return what a leaf of a draft says about `field`; None when that cannot be told in these words."""
    if not isinstance(leaf, dict) or not isinstance(leaf.get("field", ""), str):
        return None
    question, rest = leaf.get("field", ""), {name: value for name, value in leaf.items() if name != "field"}
    match [*sorted(rest.items())]:
        case []:
            return Said(question)
        case [("equals", value)]:
            return Said(question, SAME, (_word(value, field),))
        case [("among", list(values))]:
            return Said(question, SAME, tuple(_word(value, field) for value in values))
        case [("filled", bool(filled))]:
            return Said(question, FILLED if filled else EMPTY)
        case [("is", str(relation)), *numbers] if relation in RELATIONS and set(rest) <= {"is", "number"}:
            return Said(question, relation, tuple(_spelt(number) for _name, number in numbers))
        case _:
            return None


def leaf_of(said: Said, field: Field | None) -> dict[str, Any]:
    """Return the leaf that says this about `field`; what is not chosen yet is left out, and the checker asks for it."""
    looks_at: dict[str, Any] = {"field": said.question} if said.question else {}
    match said.comparison:
        case "<" | "<=" | ">" | ">=":
            return (
                looks_at | {"is": said.comparison} | ({"number": _number(said.words[0], field)} if said.words else {})
            )
        case "filled" | "empty":
            return looks_at | {"filled": said.comparison == FILLED}
        case _ if len(said.words) == 1:
            return looks_at | {"equals": _value(said.words[0], field)}
        case _ if said.words:
            return looks_at | {"among": [_value(word, field) for word in said.words]}
        case _:
            return looks_at


def comparisons_for(field: Field | None) -> Sequence[str]:
    """Return how the answers to a question can be compared."""
    if field is None:
        return ()
    same = (SAME,) if field.type in _COMPARED_AS_WRITTEN or answers_of(field) else ()
    return (*same, *(RELATIONS if field.type in NUMERIC else ()), FILLED, EMPTY)


def answers_of(field: Field | None) -> list[tuple[str, str]]:
    """Return the answers one can choose from, as their input spells them, with their labels; none for free ones."""
    kind = type_of(field.type) if field is not None else None
    if field is None or not isinstance(kind, ChoiceType):
        return []
    return [(key, str(label)) for key, label in kind.choices(field)]


def _word(value: object, field: Field | None) -> str:
    if field is not None and isinstance(value, bool):
        return str(type_of(field.type).typed(field, value))
    return _spelt(value)


def _value(word: str, field: Field | None) -> Any:  # noqa: ANN401 - a bool, a number or a text
    """Return the clean answer that was spelt; what the question does not take stays a text."""
    if field is None or field.type is Kind.CHOICES:
        return word
    try:
        return type_of(field.type).read(field, word, None)
    except Faulty:
        return word


def _number(word: str, field: Field | None) -> int | float | str:
    """Return the number that was typed; what is none stays as typed, and the checker says so."""
    number = read_number(word, is_whole=field is not None and field.type in _WHOLE)
    return word if number is None else number


def _spelt(number: object) -> str:
    """Return a number as it is typed: with a comma, for a dot may group thousands."""
    return str(number).replace(".", ",") if isinstance(number, float) else str(number)
