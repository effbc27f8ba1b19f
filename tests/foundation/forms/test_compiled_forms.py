"""Compiled forms: the server decides what is asked, nothing typed is lost, rows come and go without JavaScript."""

import re
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.template import engines
from django.utils import translation

from motcua.foundation.forms.compile import TypedForm, section_form, whole_form
from motcua.foundation.forms.definition import FormDefinition
from motcua.foundation.forms.values import JSON
from tests.factories.forms import make_definition, make_field, make_whole_definition


def posted(**values: Any) -> QueryDict:
    """Return what a browser sends; `__` stands for the dash between the parts of a name."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return data


def form_of(definition: FormDefinition, data: QueryDict | None = None, **known: Any) -> TypedForm:
    """Return the form of the first section."""
    return section_form(definition, definition.sections[0].key, answers=known)(data)


def test_a_section_is_cleaned_into_json() -> None:
    definition = make_definition(make_field("date"), make_field("money"), make_field("address"), make_field("choices"))
    form = form_of(
        definition,
        posted(
            date="9/4/2019",
            money="1.000",
            address__street="12 Ấp Bắc",
            address__ward="p4 q tân bình",
            address__province="Thành phố Hồ Chí Minh",
            choices=["c", "a"],
        ),
    )
    assert form.is_valid()
    assert form.cleaned_data == {
        "date": "2019-04-09",
        "money": 1000,
        "address": {
            "street": "12 Ấp Bắc",
            "ward": "Phường 4, quận Tân Bình",
            "province": "Thành phố Hồ Chí Minh",
            "ward_code": "26968",
            "ward_since": "",
        },
        "choices": ["a", "c"],
    }


def test_questions_hidden_by_another_section_are_left_out() -> None:
    definition = make_definition(
        sections=[
            {"key": "one", "title": {"vi": "Một"}, "fields": [make_field("yes_no")]},
            {
                "key": "two",
                "title": {"vi": "Hai"},
                "fields": [make_field("text", visible_if={"field": "yes_no", "equals": True}), make_field("phone")],
            },
        ]
    )
    hidden = section_form(definition, "two", answers={"yes_no": False})
    shown = section_form(definition, "two", answers={"yes_no": True})
    assert (list(hidden.base_fields), list(shown.base_fields)) == (["phone"], ["text", "phone"])
    form = hidden(posted(phone="0901234567", text="lén gửi"))
    assert form.is_valid()
    assert form.cleaned_data == {"phone": "0901234567"}


CONDITIONAL = make_definition(
    make_field("yes_no"), make_field("text", visible_if={"field": "yes_no", "equals": True}), make_field("phone")
)


@pytest.mark.parametrize(
    ("answer", "text", "cleaned", "faulty"),
    [
        ("no", "", {"yes_no": False, "phone": "0901234567"}, []),
        ("no", "bỏ đi", {"yes_no": False, "phone": "0901234567"}, []),
        ("yes", "lý do", {"yes_no": True, "text": "lý do", "phone": "0901234567"}, []),
        ("yes", "", {"yes_no": True, "phone": "0901234567"}, ["text"]),
    ],
)
def test_a_condition_within_a_page_is_decided_when_it_comes_back(
    answer: str, text: str, cleaned: dict[str, object], faulty: list[str]
) -> None:
    form = form_of(CONDITIONAL, posted(yes_no=answer, text=text, phone="0901234567"))
    assert (form.is_valid(), list(form.errors)) == (not faulty, faulty)
    assert form.cleaned_data == cleaned


def test_a_page_says_when_a_conditional_question_is_to_be_answered() -> None:
    with translation.override("vi"):
        assert "Chỉ điền khi “Mục yes_no” là “Có”." in str(form_of(CONDITIONAL))


def test_an_answer_that_was_cleared_leaves_the_draft() -> None:
    definition = make_definition(make_field("text", required=False), make_field("phone"))
    form = form_of(definition, posted(text="", phone="0901234567"), text="cũ", phone="0912345678")
    assert form.is_valid()
    assert form.all_answers == {"phone": "0901234567"}


def test_the_draft_keeps_other_sections_and_drops_what_became_hidden() -> None:
    definition = make_definition(
        sections=[
            {"key": "one", "title": {"vi": "Một"}, "fields": [make_field("yes_no")]},
            {
                "key": "two",
                "title": {"vi": "Hai"},
                "fields": [make_field("text", visible_if={"field": "yes_no", "equals": True}), make_field("phone")],
            },
        ]
    )
    draft: dict[str, JSON] = {"yes_no": True, "text": "x", "phone": "0901234567"}
    form = section_form(definition, "one", answers=draft)(posted(yes_no="no"))
    assert form.is_valid()
    assert form.all_answers == {"yes_no": False, "phone": "0901234567"}


def test_clean_answers_fill_the_page_as_people_write_them() -> None:
    definition = make_definition(make_field("date"), make_field("money"), make_field("yes_no"), make_field("datetime"))
    known: dict[str, Any] = {
        "date": "2019-04-09",
        "money": 1263600,
        "yes_no": False,
        "datetime": "2019-04-09T08:30:00+07:00",
    }
    page = str(form_of(definition, **known))
    assert 'value="09/04/2019"' in page
    assert 'value="1.263.600"' in page
    assert re.search(r'value="no"[^>]*checked', page)
    assert 'value="08:30"' in page


@pytest.mark.parametrize(
    "kind", ["text", "number", "money", "date", "partial_date", "time", "cccd", "tax_code", "phone", "email"]
)
def test_nothing_typed_is_lost_when_it_is_wrong(kind: str) -> None:
    typed = f"  sai {'x' * 300} "
    form = form_of(make_definition(make_field(kind)), posted(**{kind: typed}))
    assert not form.is_valid()
    assert f'value="{typed}"' in str(form)


def test_what_was_typed_is_escaped() -> None:
    page = str(form_of(make_definition(make_field("phone")), posted(phone='"><script>alert(1)</script>')))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_faults_of_parts_are_named_on_top_and_shown_at_their_input() -> None:
    with translation.override("vi"):
        data = posted(address__street="12 <Ấp> Bắc", address__ward="Phường 2", address__province="TP.HCM")
        form = form_of(make_definition(make_field("address")), data)
        assert form.errors["address"] == ["Phường, xã: Ghi thêm tên quận, ví dụ Phường 2, quận Tân Bình."]
        page = str(form)
    assert 'id="id_address-ward_error"' in page
    assert re.search(r'<input[^>]*aria-invalid="true"[^>]*id="id_address-ward"|id="id_address-ward"[^>]*aria-inv', page)
    assert 'value="12 &lt;Ấp&gt; Bắc"' in page
    assert form["address"].id_for_label == "id_address-ward"


def test_every_input_has_one_id_and_every_label_leads_to_one() -> None:
    definition = make_whole_definition()
    page = str(whole_form(definition)())
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert [one for one in ids if ids.count(one) > 1] == []
    assert [one for one in re.findall(r'<label for="([^"]*)"', page) if one not in ids] == []
    described = [word for value in re.findall(r'aria-describedby="([^"]+)"', page) for word in value.split()]
    assert [one for one in described if one not in ids] == []
    assert " style=" not in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("kind", "attribute"),
    [
        ("phone", 'autocomplete="tel"'),
        ("phone", 'type="tel"'),
        ("email", 'autocomplete="email"'),
        ("cccd", 'inputmode="numeric"'),
        ("area", 'inputmode="decimal"'),
        ("text", 'maxlength="200"'),
        ("address", "<datalist"),
    ],
)
def test_inputs_help_to_fill_them(kind: str, attribute: str) -> None:
    assert attribute in str(form_of(make_definition(make_field(kind))))


def test_a_definition_may_name_the_autofill() -> None:
    definition = make_definition(make_field("person_name", autocomplete="name"))
    assert 'autocomplete="name"' in str(form_of(definition))


LIST = make_definition(make_field("list", max_rows=3))
ROW = {"list__0__full_name": "Lê Bé", "list__0__birth": "sai", "list__rows": "1"}


def test_a_row_is_added_without_a_word_of_blame_and_nothing_is_lost() -> None:
    form = form_of(LIST, posted(**ROW, list__add="1"))
    assert (form.changes_rows, form.is_valid(), form.errors) == (True, False, {})
    page = str(form)
    assert 'name="list-1-full_name"' in page
    assert 'value="sai"' in page


def test_a_row_is_removed_by_its_button() -> None:
    second = {"list__1__full_name": "Lê Ba", "list__1__birth": "2017", "list__rows": "2"}
    page = str(form_of(LIST, posted(**(ROW | second), list__remove="0")))
    assert "Lê Ba" in page
    assert "Lê Bé" not in page


@pytest.mark.parametrize("place", ["7", "x", "-1", "", "٣"])
def test_a_row_that_is_not_there_cannot_be_removed(place: str) -> None:
    assert "Lê Bé" in str(form_of(LIST, posted(**ROW, list__remove=place)))


def test_no_row_can_be_added_beyond_the_limit() -> None:
    full = {"list__rows": "3"}
    assert 'name="list-add"' not in str(form_of(LIST, posted(**full)))
    assert 'name="list-add"' in str(form_of(LIST))


def test_a_forged_number_of_rows_is_bounded() -> None:
    page = str(form_of(LIST, posted(list__rows="999", list__999__birth="1")))
    assert page.count("row-group") <= 101


def test_rows_are_cleaned_and_faults_name_row_and_question() -> None:
    with translation.override("vi"):
        form = form_of(LIST, posted(**ROW))
        assert form.errors["list"] == [
            "Người con 1, Mục partial_date: Nhập ngày theo thứ tự ngày/tháng/năm, ví dụ 09/04/2019."
        ]
        assert form["list"].id_for_label == "id_list-0-birth"
        assert 'id="id_list-0-birth_error"' in str(form)


def test_faults_of_one_visitor_are_not_shown_to_the_next() -> None:
    bad = posted(list__0__full_name="Bé", list__0__birth="2015", list__0__home__street="1", list__rows="1")
    first = form_of(LIST, bad)
    assert not first.is_valid()
    assert "_error" in str(first)
    assert "_error" not in str(form_of(LIST))


def test_the_first_button_of_a_list_sends_the_form() -> None:
    buttons = re.findall(r"<button[^>]*>", str(form_of(LIST)))
    assert "name=" not in buttons[0]


def test_the_whole_form_has_every_field_and_takes_answers_with_the_parts_of_all_sections() -> None:
    definition = make_whole_definition()
    form = whole_form(definition, answers={"phone": "0901234567"})()
    assert list(form.fields) == [field.key for field in definition.fields]
    assert 'value="0901234567"' in str(form["phone"])


def test_a_label_that_two_sections_ask_for_is_told_with_its_section() -> None:
    about = {"one": "Người nộp", "other": "Người mất"}
    sections = [
        {
            "key": key,
            "title": {"vi": title},
            "fields": [make_field("person_name", f"{key}_name"), make_field("text", f"{key}_text", label={"vi": key})],
        }
        for key, title in about.items()
    ]
    definition = make_definition(sections=sections)
    form = whole_form(definition)(posted())
    assert [form.part_of(name) for name in form.fields] == ["Người nộp", "", "Người mất", ""]
    drawn = engines["jinja2"].from_string('{% from "ui/form.html" import error_summary %}{{ error_summary(form) }}')
    page = drawn.render({"form": form})
    assert "Người mất – Mục person_name: Chưa nhập họ và tên." in page
    assert form_of(definition).part_of("one_name") == ""


def test_a_number_that_contradicts_an_earlier_section_is_told_where_it_is_asked_now() -> None:
    definition = make_definition(
        sections=[
            {"key": "one", "title": {"vi": "Một"}, "fields": [make_field("cccd", sex_field="sex")]},
            {"key": "two", "title": {"vi": "Hai"}, "fields": [make_field("sex")]},
        ]
    )
    form = section_form(definition, "two", answers={"cccd": "079090001234"})(posted(sex="female"))
    assert not form.is_valid()
    assert list(form.errors) == ["sex"]


def test_today_bounds_the_days_of_a_page() -> None:
    definition = make_definition(make_field("date", not_after="today"))
    page = section_form(definition, "main", answers={}, today=date(2019, 4, 9))
    assert not page(posted(date="10/04/2019")).is_valid()
    assert page(posted(date="09/04/2019")).is_valid()


def test_one_class_serves_both_languages() -> None:
    made = section_form(make_definition(make_field("choice")), "main", answers={})
    with translation.override("en"):
        assert "Field choice" in str(made())
        assert "One" in str(made())
    with translation.override("vi"):
        assert "Mục choice" in str(made())


def test_a_note_is_words_and_asks_nothing() -> None:
    form = form_of(make_definition(make_field("note"), make_field("text")), posted(text="x", note="y"))
    assert form.is_valid()
    assert form.cleaned_data == {"text": "x"}
    with translation.override("vi"):
        assert "Mang theo bản chính." in str(form)


def test_a_statement_must_be_ticked() -> None:
    definition = make_definition(make_field("statement"))
    assert form_of(definition, posted(statement="on")).is_valid()
    form = form_of(definition, posted())
    assert not form.is_valid()
    with translation.override("vi"):
        assert "Tôi cam đoan lời khai là đúng." in str(form)


def test_a_date_says_how_it_is_written_unless_the_definition_says_more() -> None:
    own = {"vi": "Ngày ghi trên giấy.", "en": "The day on the paper."}
    form = form_of(make_definition(make_field("date", "plain"), make_field("date", "told", hint=own)))
    assert "09041990" in str(form["plain"].help_text)
    assert str(form["told"].help_text) == "Ngày ghi trên giấy."
