"""A condition of several parts is changed at a place; what nobody touched comes back as it was written."""

from typing import Any

import pytest

from motcua.foundation.forms.definition import Field
from motcua.services.onestop.designing.condition_leaf import Said, answers_of, comparisons_for, leaf_of, said_of
from motcua.services.onestop.designing.condition_tree import (
    NOTHING,
    changed,
    tree_of,
    walk,
    with_group,
    with_part,
    without,
)
from tests.factories.forms import make_field

A: Any = {"field": "a", "equals": "x"}
B: Any = {"field": "b", "filled": True}
C: Any = {"field": "c", "is": "<", "number": 3}


def question(kind: str) -> Field:
    """A question of this kind, with the key of its kind."""
    return Field.model_validate(make_field(kind))


@pytest.mark.parametrize(
    "said",
    [
        A,
        {},
        7,
        {"any": []},
        {"any": "x"},
        {"all": [A, {"any": [B, {"not": C}]}]},
        {"not": {"not": {"all": [A]}}},
        {"all": [A], "any": [B]},
        {"not": {"any": [A, {"strange": [1]}]}},
    ],
)
def test_whatever_stands_there_is_given_back_as_it_was(said: Any) -> None:
    tree = tree_of(said)
    assert tree is not None
    assert tree.json() == said
    assert tree_of(None) is None


def test_groups_and_leaves_have_their_places() -> None:
    tree = tree_of({"all": [A, {"not": {"any": [B, C]}}]})
    assert tree is not None
    assert [(place, part.joint, part.is_negated) for place, part in walk(tree)] == [
        ((), "all", False),
        ((0,), None, False),
        ((1,), "any", True),
        ((1, 0), None, False),
        ((1, 1), None, False),
    ]


@pytest.mark.parametrize(
    ("said", "place", "part", "group"),
    [
        (None, (), {}, {"any": [{}, {}]}),
        (A, (), {"all": [A, {}]}, {"all": [A, {"any": [{}, {}]}]}),
        ({"not": A}, (), {"all": [{"not": A}, {}]}, {"all": [{"not": A}, {"any": [{}, {}]}]}),
        ({"any": [A, B]}, (), {"any": [A, B, {}]}, {"any": [A, B, {"all": [{}, {}]}]}),
        (
            {"all": [A, {"any": [B, C]}]},
            (1,),
            {"all": [A, {"any": [B, C, {}]}]},
            {"all": [A, {"any": [B, C, {"all": [{}, {}]}]}]},
        ),
    ],
)
def test_parts_and_groups_are_added_at_a_place(said: Any, place: tuple[int, ...], part: Any, group: Any) -> None:
    longer, deeper = with_part(tree_of(said), place), with_group(tree_of(said), place)
    assert (longer and longer.json(), deeper and deeper.json()) == (part, group)


@pytest.mark.parametrize(
    ("said", "place", "rest"),
    [
        (A, (), None),
        ({"all": [A, B, C]}, (1,), {"all": [A, C]}),
        ({"all": [A, B]}, (0,), B),
        ({"not": {"all": [A, {"not": B}]}}, (0,), {"not": {"not": B}}),
        ({"all": [A, {"any": [B, C]}]}, (1, 0), {"all": [A, C]}),
        ({"all": [A, {"any": [B]}]}, (1, 0), A),
        ({"all": [{"any": [B]}]}, (0, 0), None),
    ],
)
def test_a_part_is_taken_out_and_a_group_of_one_becomes_that_part(said: Any, place: tuple[int, ...], rest: Any) -> None:
    tree = without(tree_of(said), place)
    assert (tree.json() if tree else None) == rest


def test_a_place_that_is_not_there_is_an_error() -> None:
    with pytest.raises(IndexError):
        changed(NOTHING, (3,), lambda part: part)


@pytest.mark.parametrize(
    ("kind", "leaf", "comparison", "words"),
    [
        ("yes_no", {"equals": True}, "same", ("yes",)),
        ("yes_no", {"equals": False}, "same", ("no",)),
        ("choice", {"equals": "a"}, "same", ("a",)),
        ("choices", {"among": ["a", "b"]}, "same", ("a", "b")),
        ("number", {"equals": 5}, "same", ("5",)),
        ("text", {"equals": "5"}, "same", ("5",)),
        ("money", {"is": ">=", "number": 2000}, ">=", ("2000",)),
        ("decimal", {"is": "<", "number": 2.5}, "<", ("2,5",)),
        ("decimal", {"is": "<", "number": 1.125}, "<", ("1,125",)),
        ("address", {"filled": True}, "filled", ()),
        ("date", {"filled": False}, "empty", ()),
    ],
)
def test_a_leaf_is_said_and_read_again_with_the_type_of_its_question(
    kind: str, leaf: dict[str, Any], comparison: str, words: tuple[str, ...]
) -> None:
    field = question(kind)
    said = said_of({"field": kind} | leaf, field)
    assert said == Said(kind, comparison, words)
    assert leaf_of(said, field) == {"field": kind} | leaf
    assert comparison in comparisons_for(field)


@pytest.mark.parametrize(
    "leaf", [7, {"field": 3}, {"field": "a", "equals": 1, "among": [1]}, {"field": "a", "filled": "x"}, {"x": 1}]
)
def test_what_cannot_be_said_is_left_alone(leaf: object) -> None:
    assert said_of(leaf, None) is None


def test_what_is_not_chosen_yet_is_left_out_and_a_word_stays_a_word() -> None:
    money = question("money")
    assert leaf_of(Said(), None) == {}
    assert leaf_of(Said("money", "<"), money) == {"field": "money", "is": "<"}
    assert leaf_of(Said("money", "<", ("nhiều",)), money)["number"] == "nhiều"
    assert leaf_of(Said("money", "<", ("2,5",)), money)["number"] == 2.5
    assert leaf_of(Said("money", ">", ("50.000",)), money)["number"] == 50_000
    assert leaf_of(Said("area", ">", ("1.000,5",)), question("area"))["number"] == 1000.5
    assert [key for key, _label in answers_of(question("sex"))] == ["male", "female"]
    assert answers_of(money) == []
