"""A definition is one document with one spelling; what does not hold together is refused when it is read."""

from typing import Any

import pytest
from django.utils import translation
from pydantic import ValidationError

from motcua.foundation.forms.definition import FormDefinition, Kind, Text, canonical_json
from tests.factories.forms import make_definition, make_field, make_whole_definition


def test_the_whole_sample_has_every_kind() -> None:
    assert {field.type for field in make_whole_definition().fields} == set(Kind)


def test_the_canonical_document_reads_back_as_the_same_form() -> None:
    definition = make_whole_definition()
    spelled = canonical_json(definition)
    again = FormDefinition.model_validate_json(spelled)
    assert (canonical_json(again), again, again.sha256) == (spelled, definition, definition.sha256)


def test_the_order_of_names_and_spelled_out_defaults_do_not_change_the_digest() -> None:
    plain = make_definition(make_field("text"))
    wordy = make_definition({"required": True, "options": [], **dict(reversed(make_field("text").items()))})
    assert wordy.sha256 == plain.sha256
    assert wordy == plain
    assert hash(wordy) == hash(plain)


def test_any_change_of_words_changes_the_digest() -> None:
    assert make_definition(make_field("text")) != make_definition(make_field("text", label={"vi": "Khác"}))


def test_a_definition_does_not_change_after_it_was_read() -> None:
    definition = make_definition(make_field("text"))
    with pytest.raises(ValidationError):
        definition.fields[0].required = False  # type: ignore[misc]  # what the test is about


def test_a_text_is_in_the_active_language_and_falls_back_to_vietnamese() -> None:
    both, one = Text(vi="Họ tên", en="Name"), Text(vi="Họ tên")
    with translation.override("en"):
        assert (both.here(), one.here(), str(both.lazily)) == ("Name", "Họ tên", "Name")
    with translation.override("vi"):
        assert (both.here(), str(both.lazily)) == ("Họ tên", "Họ tên")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ([make_field("text"), make_field("text")], "text occurs twice"),
        ([make_field("text", "Họ")], "pattern"),
        ([make_field("text", colour="red")], "Extra inputs"),
        ([make_field("rich_text")], "Input should be"),
        ([make_field("choice", options=[])], "options belong"),
        ([make_field("text", options=make_field("choice")["options"])], "options belong"),
        ([make_field("choice", options=[make_field("choice")["options"][0]] * 2)], "option a occurs twice"),
        ([make_field("list", fields=[])], "fields belong"),
        ([make_field("list", fields=[make_field("list")])], "a list holds no list"),
        ([make_field("list", min_rows=3, max_rows=2)], "min_rows is above"),
        ([make_field("statement", body=None)], "a statement needs"),
        ([make_field("number", min=2, max=1)], "min is above max"),
        ([make_field("text", min_length=2, max_length=1)], "min_length is above"),
        ([make_field("number", min=float("nan"))], "finite"),
        ([make_field("date", not_after="31/12/2020")], "pattern"),
        ([make_field("text", sex_field="sex")], "only a cccd"),
        ([make_field("cccd", sex_field="sex")], "sex is not a field"),
        ([make_field("text"), make_field("cccd", birth_field="text")], "text is not a field"),
    ],
)
def test_a_field_that_makes_no_sense_is_refused(fields: list[dict[str, Any]], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        make_definition(*fields)


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ({"field": "later", "filled": True}, "not an earlier question"),
        ({"field": "here", "filled": True}, "not an earlier question"),
        ({"field": "nowhere", "filled": True}, "not an earlier question"),
        ({"field": "note", "filled": True}, "not an earlier question"),
        ({"field": "choice", "equals": "z"}, "an option it does not have"),
        ({"field": "text", "is": ">", "number": 1}, "not a number"),
        ({"all": []}, "at least 1"),
        ({"not": {"any": [{"field": "later", "filled": True}]}}, "not an earlier question"),
        ({"field": "text", "is": "~", "number": 1}, "Input should be"),
    ],
)
def test_a_condition_looks_at_earlier_questions_only(condition: dict[str, Any], reason: str) -> None:
    earlier = [make_field("note"), make_field("choice"), make_field("text")]
    with pytest.raises(ValidationError, match=reason):
        make_definition(*earlier, make_field("text", "here", visible_if=condition), make_field("text", "later"))


def test_an_unknown_section_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        make_definition(make_field("text")).section("nowhere")
