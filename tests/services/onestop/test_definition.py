"""A procedure document holds together or says what is wrong."""

import json
import re
from typing import Any

import pytest
from django.utils import translation
from pydantic import ValidationError

from motcua.services.onestop.definition import ProcedureDocument
from tests.factories.onestop import make_document, make_pledge, make_step

RECEPTION = make_step("reception", "receptionist", "receiving", 4)
DECISION = make_step("decision", "leader", "deciding", 8)
RETURN = make_step("return", "receptionist", "receiving", 4)


def make_limit(amount: int, unit: str) -> dict[str, Any]:
    return {"amount": amount, "unit": unit, "source": {"document": "Luật"}, "verified": False}


def test_the_canonical_text_is_the_same_however_the_document_was_written() -> None:
    document = make_document()
    shuffled = json.dumps(dict(reversed(json.loads(document.canonical_json()).items())), indent=3)
    again = ProcedureDocument.model_validate_json(shuffled)
    assert again.canonical_json() == document.canonical_json()
    assert again.sha256() == document.sha256()


def test_a_changed_word_changes_the_digest() -> None:
    document = make_document(slug="mot", code="1.1", title={"vi": "Một", "en": "One"})
    changed = make_document(slug="mot", code="1.1", title={"vi": "Hai", "en": "One"})
    assert document.sha256() != changed.sha256()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"steps": [RECEPTION, RECEPTION, DECISION, RETURN]}, "The step key 'reception' is used twice."),
        ({"steps": [DECISION, DECISION | {"key": "two"}, RETURN]}, "first and the last step are a receptionist's"),
        ({"steps": [RECEPTION, RETURN | {"key": "x"}, RETURN]}, "The step before the last is a leader's decision"),
        ({"steps": [RECEPTION, make_step("d", "leader", "deciding", 80), RETURN]}, "The steps take 88 working hours"),
        (
            {"steps": [RECEPTION, DECISION | {"duration": {"amount": 1, "unit": "calendar_day"}}, RETURN]},
            "is counted in calendar days",
        ),
        ({"steps": [RECEPTION, DECISION | {"role": "king"}, RETURN]}, "Input should be"),
        ({"field": "magic"}, "Unknown field 'magic'."),
        ({"fee": {"free": False}}, "either free or has items"),
        ({"valid_to": "2018-01-01"}, "A validity from 2018-01-01 to 2018-01-01 is empty."),
        ({"commitments": [make_pledge(11)]}, "A commitment is longer than the limit of the law."),
        ({"applicant_fields": {"full_name": "nobody"}}, "The form has no field 'nobody'"),
        ({"surprise": 1}, "Extra inputs are not permitted"),
        ({"schema": "motcua-procedure/2"}, "motcua-procedure/1"),
        ({"slug": "Có dấu"}, "String should match pattern"),
        ({"legal_basis": []}, "at least 1 item"),
    ],
)
def test_a_document_that_does_not_hold_together_is_refused_with_the_reason(changes: Any, fault: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(fault)):
        make_document(**changes)


def test_a_paper_may_only_depend_on_a_question_of_the_form() -> None:
    paper = {
        "key": "p",
        "title": {"vi": "Giấy", "en": "Paper"},
        "copy_kind": "copy",
        "visible_if": {"field": "nothing", "equals": True},
    }
    with pytest.raises(ValidationError, match="depends on the unknown field 'nothing'"):
        make_document(papers=[paper])


@pytest.mark.parametrize(
    ("limit", "hours", "fits"),
    [
        (("same_day", 1), 0, True),
        (("working_hour", 16), 0, True),
        (("working_hour", 15), 0, False),
        (("calendar_day", 3), 0, False),
        (("calendar_day", 4), 0, True),
        (("calendar_day", 7), 24, True),
        (("calendar_day", 7), 25, False),
    ],
)
def test_steps_must_fit_into_the_limit_whatever_it_is_counted_in(
    limit: tuple[str, int], hours: int, fits: bool
) -> None:
    short = make_step("reception", "receptionist", "receiving", 2 if limit[0] == "same_day" else 4)
    steps = [short, short | {"key": "decision", "role": "leader", "office": "deciding"}, short | {"key": "return"}]
    if limit[0] != "same_day":
        steps[1] = make_step("decision", "leader", "deciding", 8)
    if hours:
        steps.insert(1, make_step("more", "specialist", "deciding", hours))
    changes = {"limit": make_limit(limit[1], limit[0]), "steps": steps}
    if fits:
        assert len(make_document(**changes).steps) == len(steps)
    else:
        with pytest.raises(ValidationError, match="working hours and the limit holds"):
            make_document(**changes)


def test_what_a_dossier_keeps_in_vietnamese_is_found_again_in_english() -> None:
    document = make_document()
    kept = ("Đơn đề nghị", "Đang ở bước examination", "Giấy phép", "Giấy do công dân tự ghi")
    assert tuple(document.said_here(words) for words in kept) == kept
    with translation.override("en"):
        said = tuple(document.said_here(words) for words in kept)
    assert said == ("Request", "At step examination", "Permit", "Giấy do công dân tự ghi")
