"""Whole answers: hidden ones are dropped, all faults are told at once, and people read them in their language."""

import json
from datetime import date

import pytest

from motcua.foundation.forms.answers import (
    RowShown,
    clean_answers,
    displayed,
    masked_answers,
    searchable,
    visible_fields,
)
from motcua.foundation.forms.faults import FormRefused
from motcua.foundation.forms.values import JSON
from tests.factories.forms import make_definition, make_field, make_raw_answers, make_whole_definition


def test_every_kind_together_is_cleaned_into_json_that_cleans_into_itself() -> None:
    definition = make_whole_definition()
    answers = clean_answers(definition, make_raw_answers())
    assert clean_answers(definition, json.loads(json.dumps(answers))) == answers
    assert answers["list"] == [{"full_name": "Trần Văn Bé", "birth": "2015"}]
    assert list(answers) == [field.key for field in definition.fields if field.asks]


def test_answers_to_hidden_questions_are_dropped_and_not_demanded() -> None:
    raw = make_raw_answers(yes_no="no", choices=["a"], reason="bị ẩn", list="rác")
    answers = clean_answers(make_whole_definition(), raw)
    assert "reason" not in answers
    assert "list" not in answers


def test_a_hidden_answer_counts_for_nothing_in_later_conditions() -> None:
    definition = make_definition(
        make_field("yes_no", "first"),
        make_field("yes_no", "second", visible_if={"field": "first", "equals": True}),
        make_field("text", "third", visible_if={"field": "second", "equals": True}),
    )
    assert clean_answers(definition, {"first": "no", "second": "yes", "third": "x"}) == {"first": False}
    answers: dict[str, JSON] = {"first": False, "second": True, "third": "x"}
    assert [field.key for field in visible_fields(definition, answers)] == ["first"]


def test_all_faults_are_told_at_once_by_their_path() -> None:
    raw = make_raw_answers(
        phone="12",
        email="",
        address={"street": "12 Ấp Bắc", "ward": "", "province": "Huế"},
        list=[{"full_name": "Bé", "birth": "13/2015"}],
        extra="?",
    )
    with pytest.raises(FormRefused) as refusal:
        clean_answers(make_whole_definition(), raw)
    assert refusal.value.codes == {
        "phone": ["phone_zero"],
        "email": ["required"],
        "address.ward": ["required"],
        "list.0.birth": ["date_month"],
        "extra": ["unknown_field"],
    }
    assert all(one for found in refusal.value.errors.values() for one in found)


@pytest.mark.parametrize(
    ("changes", "code"), [({"sex": "male"}, "cccd_sex"), ({"partial_date": "1991"}, "cccd_birth_year")]
)
def test_a_personal_number_must_agree_with_the_declared_person(changes: dict[str, object], code: str) -> None:
    with pytest.raises(FormRefused) as refusal:
        clean_answers(make_whole_definition(), make_raw_answers(**changes))
    assert refusal.value.codes == {"cccd": [code]}


def test_a_day_is_bounded_by_today_when_it_is_known() -> None:
    definition = make_definition(make_field("date", not_after="today"))
    assert clean_answers(definition, {"date": "10/4/2019"}) == {"date": "2019-04-10"}
    with pytest.raises(FormRefused) as refusal:
        clean_answers(definition, {"date": "10/4/2019"}, today=date(2019, 4, 9))
    assert refusal.value.codes == {"date": ["date_future"]}


def test_answers_are_shown_section_by_section_in_a_language() -> None:
    definition = make_definition(
        sections=[
            {"key": "a", "title": {"vi": "Phần một", "en": "Part one"}, "fields": [make_field("note")]},
            {
                "key": "b",
                "title": {"vi": "Phần hai", "en": "Part two"},
                "fields": [make_field("choice"), make_field("text", required=False)],
            },
        ]
    )
    (section,) = displayed(definition, {"choice": "a"}, language="en")
    assert (section.title, section.key) == ("Part two", "b")
    assert section.rows[0] == RowShown("Field choice", "One", "choice")
    (vietnamese,) = displayed(definition, {"choice": "a"}, language="vi")
    assert vietnamese.rows == [RowShown("Mục choice", "Một", "choice"), RowShown("Mục text", "(không khai)", "text")]


def test_a_list_is_shown_a_line_a_row() -> None:
    definition = make_definition(make_field("list"))
    answers: dict[str, JSON] = {
        "list": [{"full_name": "Lê Bé", "birth": "2015"}, {"full_name": "Lê Ba", "birth": "2017-02"}]
    }
    (section,) = displayed(definition, answers, language="vi")
    assert section.rows[0].value_text == (
        "1. Mục person_name: Lê Bé; Mục partial_date: 2015\n2. Mục person_name: Lê Ba; Mục partial_date: 02/2017"
    )


def test_masked_answers_hide_who_it_is() -> None:
    definition = make_whole_definition()
    answers = clean_answers(definition, make_raw_answers())
    masked = masked_answers(definition, answers)
    assert masked["cccd"] == "••••••••1234"
    assert masked["address"] == "Phường 2, quận Tân Bình, Thành phố Hồ Chí Minh"
    shown = " ".join(row.value_text for part in displayed(definition, answers, masked=True) for row in part.rows)
    secrets = ("079190001234", "0901234567", "anh@", "Nguyễn Thị", "12 Ấp Bắc", "Trần Văn", "023456789")
    assert not [one for one in secrets if one in shown]


def test_the_search_projection_holds_what_is_marked() -> None:
    definition = make_definition(
        make_field("person_name", searchable=True), make_field("phone", searchable=True), make_field("text")
    )
    answers = clean_answers(definition, {"person_name": "Đỗ Thị Ánh", "phone": "+84901234567", "text": "khác"})
    assert searchable(definition, answers) == "do thi anh 0901234567"
