"""The published schema: valid itself, and whatever the form accepts validates against it."""

import json
from datetime import date
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from motcua.foundation.forms.answers import clean_answers
from motcua.foundation.forms.definition import Kind
from motcua.foundation.forms.faults import FormRefused
from motcua.foundation.forms.json_schema import json_schema
from motcua.foundation.people.reference import phone_plan
from motcua.foundation.people.rules import tax_check_digit
from tests.factories.forms import make_definition, make_field, make_raw_answers, make_whole_definition
from tests.factories.people import make_cccd

WHOLE = make_whole_definition()
VALIDATOR = jsonschema_rs.Draft202012Validator(json_schema(WHOLE), validate_formats=True)

_LINES = st.text(max_size=30)
_DAYS = st.dates(date(1851, 1, 1), date(2199, 12, 31))
_STREETS = st.fixed_dictionaries(
    {"street": _LINES, "ward": st.sampled_from(["P4, Q. Tân Bình", "Bảy Hiền", "Xã Lạ"]), "province": _LINES}
)
_ROWS = st.lists(
    st.fixed_dictionaries(
        {"full_name": st.sampled_from(["Lê Bé", "H'Hen", ""]), "birth": _DAYS.map(lambda day: f"{day:%m/%Y}")},
        optional={"home": _STREETS},
    ),
    max_size=4,
)
TYPED: dict[str, st.SearchStrategy[Any]] = {
    "text": _LINES,
    "long_text": _LINES,
    "number": st.one_of(st.integers(), st.integers().map(str), _LINES),
    "decimal": st.one_of(st.floats(), st.decimals(-1000, 1000, places=3).map(lambda n: str(n).replace(".", ","))),
    "money": st.integers(-5, 10**14).map(lambda n: f"{n:,} đồng".replace(",", ".")),
    "area": st.floats(0, 10**6).map(lambda n: f"{n:.2f}"),
    "date": _DAYS.map(lambda day: f"{day.day}/{day.month}/{day.year}"),
    "partial_date": _DAYS.flatmap(lambda day: st.sampled_from([f"{day:%Y}", f"{day:%m/%Y}", f"{day:%d%m%Y}"])),
    "time": st.times().map(lambda hour: f"{hour.hour}h{hour.minute:02}"),
    "datetime": st.one_of(
        st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()),
        st.fixed_dictionaries({"date": _DAYS.map(lambda day: f"{day:%d/%m/%Y}"), "time": st.just("8:30")}),
    ),
    "yes_no": st.sampled_from(["yes", "no", True, False, ""]),
    "choice": st.sampled_from(["a", "b", "c", "d"]),
    "choices": st.lists(st.sampled_from(["a", "b", "c"])),
    "cccd": st.builds(
        lambda serial, year: make_cccd(serial, birth_year=year), st.integers(0, 999), st.integers(1900, 2099)
    ),
    "cmnd": st.integers(0, 10**10).map(str),
    "passport": st.from_regex(r"[a-zA-Z]{1,2}[0-9 ]{5,9}", fullmatch=True),
    "tax_code": st.integers(0, 10**9 - 1).map(lambda n: f"{n:09}{tax_check_digit(f'{n:09}') % 10}-001"),
    "phone": st.builds(
        lambda a, b: f"{a}{b:07}", st.sampled_from(sorted(phone_plan().mobile)), st.integers(0, 10**7 - 1)
    ),
    "email": st.one_of(st.emails(), st.from_regex(r"[a-z.\-]{1,9}@[a-z0-9\-]{1,9}\.vn", fullmatch=True)),
    "person_name": st.one_of(_LINES, st.sampled_from(["Nguyễn Văn An", "H'Hen Niê"])),
    "sex": st.sampled_from(["male", "female", "x"]),
    "ethnicity": st.integers(0, 60).map(lambda n: f"{n:02}"),
    "nationality": st.text("ABCDEFGVN", min_size=2, max_size=2),
    "address": _STREETS,
    "parcel": st.fixed_dictionaries({"sheet": _LINES, "number": _LINES, "area": st.floats(0, 1000), "place": _LINES}),
    "document_number": st.text("0123456789/-ABĐ .", max_size=20),
    "vehicle_plate": st.from_regex(r"[0-9]{2}[A-Z]{1,2}[0-9]?[ \-][0-9]{3}\.?[0-9]{2}", fullmatch=True),
    "list": _ROWS,
    "statement": st.sampled_from(["on", True, False]),
}


def test_the_schema_itself_is_valid_2020_12() -> None:
    schema = json_schema(WHOLE)
    jsonschema_rs.meta.validate(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(schema)) == schema


def test_the_sample_answers_validate_and_odd_ones_do_not() -> None:
    answers = clean_answers(WHOLE, make_raw_answers())
    assert VALIDATOR.is_valid(answers)
    for wrong in ({"phone": "12"}, {"money": -1}, {"date": "2019-02-30"}, {"extra": 1}, {"statement": False}):
        assert not VALIDATOR.is_valid({**answers, **wrong})


def test_there_is_an_example_of_every_kind() -> None:
    assert set(TYPED) == {kind.value for kind in Kind} - {"note"}


@pytest.mark.parametrize("kind", sorted(TYPED))
def test_whatever_a_kind_accepts_validates_and_cleans_into_itself(kind: str) -> None:
    definition = make_definition(make_field(kind, required=False))
    validator = jsonschema_rs.Draft202012Validator(json_schema(definition), validate_formats=True)
    accepted: list[bool] = []

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @example(make_raw_answers()[kind])
    @given(TYPED[kind])
    def check(raw: object) -> None:
        try:
            answers = clean_answers(definition, {kind: raw})
        except FormRefused:
            return
        accepted.append(kind in answers)
        assert [error.message for error in validator.iter_errors(answers)] == []
        assert clean_answers(definition, answers) == answers

    check()
    assert any(accepted)


def test_a_condition_on_equality_is_in_the_schema() -> None:
    definition = make_definition(
        make_field("yes_no"), make_field("text", visible_if={"field": "yes_no", "equals": True})
    )
    validator = jsonschema_rs.Draft202012Validator(json_schema(definition))
    assert validator.is_valid({"yes_no": False})
    assert validator.is_valid({"yes_no": True, "text": "x"})
    assert not validator.is_valid({"yes_no": True})


def test_a_condition_on_several_choices_is_in_the_schema() -> None:
    definition = make_definition(
        make_field("choices"), make_field("text", visible_if={"field": "choices", "among": ["b", "c"]})
    )
    validator = jsonschema_rs.Draft202012Validator(json_schema(definition))
    assert validator.is_valid({"choices": ["a"]})
    assert not validator.is_valid({"choices": ["a", "c"]})


def test_a_deeper_condition_is_left_to_the_server() -> None:
    definition = make_definition(
        make_field("yes_no"), make_field("text", visible_if={"not": {"field": "yes_no", "equals": True}})
    )
    assert "allOf" not in json_schema(definition)
