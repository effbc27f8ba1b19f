"""When is a question asked? A small typed tree over earlier answers; the server decides, pages only follow."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Attribute

from motcua.foundation.forms.values import JSON, Answers


class _Node(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, allow_inf_nan=False)


class All(_Node):
    """Every condition holds."""

    all: Annotated[tuple[Condition, ...], Attribute(min_length=1)]


class AnyOf(_Node):
    """At least one condition holds."""

    any: Annotated[tuple[Condition, ...], Attribute(min_length=1)]


class Not(_Node):
    """The condition does not hold."""

    no: Condition = Attribute(alias="not")


class Equals(_Node):
    """The answer is the value; for several choices: the value is among them."""

    field: str
    equals: bool | int | str


class In(_Node):
    """The answer is one of the values; for several choices: one of the values is among them."""

    field: str
    among: Annotated[tuple[bool | int | str, ...], Attribute(min_length=1)]


class Filled(_Node):
    """The question has an answer (`filled` true) or has none."""

    field: str
    filled: bool


class Compare(_Node):
    """The answer, a number, stands in this relation to `number`; no answer holds none."""

    field: str
    is_: Literal["<", "<=", ">", ">="] = Attribute(alias="is")
    number: int | float


Leaf: TypeAlias = Equals | In | Filled | Compare
Condition: TypeAlias = All | AnyOf | Not | Leaf


def holds(condition: Condition, answers: Answers) -> bool:
    """Tell whether `condition` holds for clean answers; a question that was not asked has no answer."""
    match condition:
        case All():
            return all(holds(part, answers) for part in condition.all)
        case AnyOf():
            return any(holds(part, answers) for part in condition.any)
        case Not():
            return not holds(condition.no, answers)
        case Equals():
            return _is_among(answers.get(condition.field), (condition.equals,))
        case In():
            return _is_among(answers.get(condition.field), condition.among)
        case Filled():
            return (answers.get(condition.field) not in (None, "", [], {})) == condition.filled
        case Compare():
            return _compares(answers.get(condition.field), condition)


def _is_among(answer: JSON, values: tuple[bool | int | str, ...]) -> bool:
    """Compare with the type: 1 and true differ."""
    given = answer if isinstance(answer, list) else [answer]
    return any(type(one) is type(value) and one == value for one in given for value in values)


def _compares(answer: JSON, condition: Compare) -> bool:
    """Compare a number or its exact text."""
    if isinstance(answer, bool) or not isinstance(answer, int | float | str):
        return False
    try:
        left, right = Decimal(str(answer)), Decimal(str(condition.number))
    except InvalidOperation:
        return False
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[condition.is_]


def keys_in(condition: Condition) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield every field the tree looks at, with the option keys it compares the answer with."""
    for leaf in leaves(condition):
        match leaf:
            case Equals():
                yield leaf.field, frozenset({str(leaf.equals)})
            case In():
                yield leaf.field, frozenset(str(value) for value in leaf.among)
            case _:
                yield leaf.field, frozenset()


def numbers_in(condition: Condition) -> Iterator[str]:
    """Yield every field the tree compares as a number."""
    return (leaf.field for leaf in leaves(condition) if isinstance(leaf, Compare))


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Yield the conditions on a single answer, from left to right."""
    match condition:
        case All():
            for part in condition.all:
                yield from leaves(part)
        case AnyOf():
            for part in condition.any:
                yield from leaves(part)
        case Not():
            yield from leaves(condition.no)
        case _:
            yield condition
