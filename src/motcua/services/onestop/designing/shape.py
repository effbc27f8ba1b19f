"""Which parts of a definition have the wrong shape? What pydantic says, in the words of officials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from motcua.services.onestop.definition import ProcedureDocument
from motcua.services.onestop.designing.faults import Fault, fault
from motcua.services.onestop.designing.sketch import Raw

ANY = ""
# place, kind of error (ANY: every kind), code of the fault; the first that fits
_SPECIAL: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(f"^(?:{place})$"), kind, code)
    for place, kind, code in (
        (r"schema", ANY, "wrong_schema"),
        (r"slug", ANY, "bad_slug"),
        (r"field", "missing", "unknown_field"),
        (r"applicants", ANY, "no_applicants"),
        (r"legal_basis", ANY, "no_legal_basis"),
        (r"limit(/amount|/unit)?", "missing", "missing_limit"),
        (r"fee", "missing", "fee_neither"),
        (r"fee", "value_error", "fee_neither"),
        (r"form(/sections)?", "missing", "missing_form"),
        (r"form/sections", "too_short", "missing_form"),
        (r"form/sections/\d+/fields", ANY, "empty_section"),
        (r"steps", ANY, "too_few_steps"),
        (r"steps/\d+/duration(/amount|/unit)?", "missing", "missing_duration"),
        (r"steps/\d+/citizen_text(/vi)?", ANY, "missing_citizen_text"),
        (r"(steps/\d+/role|acts/\d+/roles/\d+)", ANY, "unknown_role"),
        (r"steps/\d+/clock", ANY, "unknown_clock"),
        (r"acts/\d+/action", ANY, "unknown_action"),
        (r"acts/\d+/needs/\d+", ANY, "unknown_need"),
        (r"acts/\d+/effects/\d+", ANY, "unknown_effect"),
        (r"acts/\d+/times", ANY, "endless_supplement"),
        (r".*/visible_if(/.*)?", ANY, "bad_condition"),
    )
)
_BY_KIND: Mapping[str, str] = {
    "missing": "missing",
    "extra_forbidden": "unknown_name",
    "string_too_short": "missing",
    "too_short": "missing",
    "string_too_long": "too_long",
    "string_pattern_mismatch": "bad_key",
    "enum": "unknown_value",
    "literal_error": "unknown_value",
}
# what the form says of a single question, by words of its message
_OF_A_QUESTION = (
    ("options belong", "options_wrong"),
    ("fields belong to a list", "list_fields_wrong"),
    ("a list holds", "list_fields_wrong"),
    ("have no conditions", "bad_condition"),
    ("needs its body", "statement_without_body"),
    ("only a cccd", "compared_field_wrong"),
    ("is above", "bounds_crossed"),
    ("option ", "option_twice"),
    ("field ", "field_twice"),
)


def shape_faults(raw: Raw) -> Iterator[Fault]:
    """Yield a fault for every place that cannot be read; whether the parts fit together is asked elsewhere."""
    try:
        ProcedureDocument.model_validate(raw)
    except ValidationError as invalid:
        seen: set[tuple[str, str]] = set()
        for error in invalid.errors(include_url=False):
            found = _fault(error)
            if found is not None and (found.code, found.place) not in seen:
                seen.add((found.code, found.place))
                yield found


def _fault(error: ErrorDetails) -> Fault | None:
    place = "/".join(str(step) for step in error["loc"])
    kind = str(error["type"])
    if kind == "value_error" and place in {"", "form"}:
        return None  # how the parts fit together
    if kind == "too_short" and len(error["input"] or ()) >= error["ctx"]["min_length"]:
        return None  # there are enough, but those with faults of their own were not counted
    for pattern, wanted, code in _SPECIAL:
        if wanted in {ANY, kind} and pattern.match(place):
            return fault(code, _shortened(place))
    if kind == "value_error":
        return fault(_question_fault(str(error["msg"])), place)
    return fault(_by_kind(kind), place)


def _shortened(place: str) -> str:
    """Return the place of a condition without the branches that were tried."""
    head, found, _rest = place.partition("/visible_if")
    return head + found


def _question_fault(message: str) -> str:
    return next((code for word, code in _OF_A_QUESTION if word in message), "unknown_value")


def _by_kind(kind: str) -> str:
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    if kind.startswith("date"):
        return "bad_date"
    if kind.startswith(("int", "greater", "less", "float")):
        return "bad_amount"
    return "unknown_value"


def incoherent(raw: Raw) -> Fault | None:
    """Return the fault of a document that no other check minds and that still cannot be read; None when it can."""
    try:
        ProcedureDocument.model_validate(raw)
    except ValidationError as invalid:
        texts: list[Any] = [error["msg"] for error in invalid.errors(include_url=False)]
        return fault("incoherent", "", text=" ".join(str(text) for text in texts))
    return None
