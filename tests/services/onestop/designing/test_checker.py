"""The checker names every fault of a corpus of broken definitions, at its place, and finds none in sound ones."""

from collections import Counter

import pytest

from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.designing.checker import faults, require_sound
from motcua.services.onestop.designing.faults import SENTENCES, DefinitionFaulty
from motcua.services.onestop.designing.words import place_words
from tests.services.onestop.designing.corpus import BROKEN, SOUND, Broken, base, both, put, sound_definitions

# found by comparing with a published version, or by asking the database: tested elsewhere
ELSEWHERE = {
    "printed_field_removed",
    "field_kind_changed",
    "role_without_person",
    "deciding_office_unknown",
    "code_taken",
    "book_unknown",
    "commitment_unit_unknown",
    "validity_over",
    "incoherent",
}


def test_the_corpus_is_large_enough_and_names_every_fault() -> None:
    assert len(BROKEN) >= 60
    assert len(sound_definitions()) >= 40
    assert Counter(one.name for one in BROKEN).most_common(1)[0][1] == 1
    assert {one.code for one in BROKEN} | ELSEWHERE == set(SENTENCES)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_broken_definition_has_this_fault_at_this_place_and_no_other(broken: Broken) -> None:
    assert [(one.code, one.place) for one in faults(broken.change(base()))] == [(broken.code, broken.place)]


@pytest.mark.parametrize("name", [*SOUND, *sorted(set(sound_definitions()) - set(SOUND))])
def test_a_sound_definition_has_no_fault_and_reads(name: str) -> None:
    plain = sound_definitions()[name]
    assert faults(plain) == []
    ProcedureDocument.model_validate(plain)


def test_faults_in_different_parts_do_not_hide_each_other() -> None:
    plain = both(put("steps/1/duration", None), put("fee", {}), put("papers/1/key", "request"))(base())
    assert {one.code for one in faults(plain)} == {"missing_duration", "fee_neither", "paper_key_twice"}


def test_an_empty_draft_is_told_what_is_missing_without_breaking() -> None:
    found = faults({})
    assert {"missing", "too_few_steps", "missing_form", "missing_limit", "fee_neither"} <= {one.code for one in found}


@pytest.mark.parametrize("part", sorted(base()))
@pytest.mark.parametrize("rubbish", [None, 7, "x", [], {}, [None], [[]], {"a": []}, [{"key": 3}]])
def test_whatever_stands_in_a_part_is_told_and_never_breaks_the_checker(part: str, rubbish: object) -> None:
    found = faults(base() | {part: rubbish})
    assert isinstance(found, list)
    assert all(str(one.sentence) and place_words(one.place, base()) for one in found)


def test_a_question_that_letters_print_is_not_lost_in_the_next_version() -> None:
    published = ProcedureDocument.model_validate(base())
    without = put(
        "form/sections/0/fields", [one for one in base()["form"]["sections"][0]["fields"] if one["key"] != "phone"]
    )
    assert [one.code for one in faults(without(base()), published)] == ["printed_field_removed"]
    assert faults(without(base())) == []


def test_a_key_keeps_its_kind_of_question() -> None:
    published = ProcedureDocument.model_validate(base())
    changed = put("form/sections/1/fields/1", {"key": "number", "type": "text", "label": {"vi": "Số"}})(base())
    assert [one.code for one in faults(changed, published)] == ["field_kind_changed"]


def test_a_refusal_says_how_many_faults_and_the_first() -> None:
    document = ProcedureDocument.model_validate(put("commitments", None)(base()))
    require_sound(document)
    twice = document.as_json() | {"acts": [{"action": "withdraw", "allowed": False}]}
    with pytest.raises(DefinitionFaulty, match=r"còn 1 lỗi.*Việc › 1 › được làm: .*quyền rút hồ sơ"):
        require_sound(ProcedureDocument.model_validate(twice))
