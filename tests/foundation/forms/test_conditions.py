"""Conditions are decided by typed comparison of clean answers."""

from typing import Any

import pytest
from django.utils import translation
from pydantic import TypeAdapter

from motcua.foundation.forms.condition_words import only_when
from motcua.foundation.forms.conditions import Condition, holds, keys_in
from motcua.foundation.forms.values import JSON
from tests.factories.forms import make_definition, make_field

READ: TypeAdapter[Condition] = TypeAdapter(Condition)


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        ({"field": "a", "equals": True}, {"a": True}, True),
        ({"field": "a", "equals": True}, {"a": 1}, False),
        ({"field": "a", "equals": 1}, {"a": True}, False),
        ({"field": "a", "equals": "x"}, {}, False),
        ({"field": "a", "equals": "x"}, {"a": ["w", "x"]}, True),
        ({"field": "a", "among": ["x", "y"]}, {"a": "y"}, True),
        ({"field": "a", "among": ["x", "y"]}, {"a": ["z"]}, False),
        ({"field": "a", "filled": True}, {"a": 0}, True),
        ({"field": "a", "filled": True}, {"a": False}, True),
        ({"field": "a", "filled": True}, {"a": []}, False),
        ({"field": "a", "filled": False}, {}, True),
        ({"field": "a", "is": ">", "number": 3}, {"a": 4}, True),
        ({"field": "a", "is": ">=", "number": 3}, {"a": 3}, True),
        ({"field": "a", "is": "<", "number": 0.3}, {"a": 0.1}, True),
        ({"field": "a", "is": "<=", "number": 3}, {"a": 3.5}, False),
        ({"field": "a", "is": ">", "number": 3}, {}, False),
        ({"field": "a", "is": ">", "number": 0}, {"a": True}, False),
        ({"not": {"field": "a", "equals": "x"}}, {}, True),
        ({"all": [{"field": "a", "equals": 1}, {"field": "b", "equals": 2}]}, {"a": 1, "b": 2}, True),
        ({"all": [{"field": "a", "equals": 1}, {"field": "b", "equals": 2}]}, {"a": 1}, False),
        ({"any": [{"field": "a", "equals": 1}, {"field": "b", "equals": 2}]}, {"b": 2}, True),
    ],
)
def test_a_condition_holds_or_not(condition: dict[str, Any], answers: dict[str, JSON], expected: bool) -> None:
    assert holds(READ.validate_python(condition), answers) is expected


def test_the_fields_of_a_tree_are_known() -> None:
    tree = READ.validate_python(
        {"any": [{"not": {"field": "a", "equals": "x"}}, {"all": [{"field": "b", "among": ["y"]}]}]}
    )
    assert list(keys_in(tree)) == [("a", frozenset({"x"})), ("b", frozenset({"y"}))]


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        ({"field": "yes_no", "equals": True}, "Chỉ điền khi “Mục yes_no” là “Có”."),
        ({"field": "choices", "among": ["a", "b"]}, "Chỉ điền khi “Mục choices” là “Một” hoặc “Hai”."),
        ({"field": "money", "is": ">", "number": 1500}, "Chỉ điền khi “Mục money” lớn hơn 1.500 đồng."),
        ({"not": {"field": "money", "filled": True}}, "Chỉ điền khi không phải: “Mục money” đã điền."),
        (
            {"all": [{"field": "money", "filled": False}, {"field": "yes_no", "equals": False}]},
            "Chỉ điền khi “Mục money” để trống và “Mục yes_no” là “Không”.",
        ),
        (
            {"any": [{"field": "money", "is": "<=", "number": 1}, {"field": "choice", "equals": "c"}]},
            "Chỉ điền khi “Mục money” không quá 1 đồng hoặc “Mục choice” là “Ba”.",
        ),
        (
            {
                "all": [
                    {"any": [{"field": "money", "filled": True}, {"field": "choice", "equals": "c"}]},
                    {"not": {"all": [{"field": "money", "filled": True}]}},
                ]
            },
            "Chỉ điền khi (“Mục money” đã điền hoặc “Mục choice” là “Ba”) và (không phải: “Mục money” đã điền).",
        ),
    ],
)
def test_a_condition_reads_as_a_sentence(condition: dict[str, Any], sentence: str) -> None:
    earlier = [make_field(kind) for kind in ("yes_no", "choice", "choices", "money")]
    definition = make_definition(*earlier, make_field("text", visible_if=condition))
    asked = definition.by_key["text"].visible_if
    assert asked is not None
    with translation.override("vi"):
        assert only_when(asked, definition.by_key) == sentence
