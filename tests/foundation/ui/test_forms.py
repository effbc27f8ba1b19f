"""Forms are drawn by our templates: label, hint, error, input, in this order."""

import re

from django import forms

from motcua.foundation.ui.forms import anchor
from tests.foundation.ui.gallery import EveryField


def test_a_form_is_drawn_with_label_hint_error_and_input_in_this_order() -> None:
    page = str(EveryField({"full_name": ""}))
    order = [page.index(part) for part in ("Họ và tên", "Viết như trong giấy tờ", "id_full_name_error", "<input")]
    order[-1] = page.index('name="full_name"')
    assert order == sorted(order)


def test_the_input_names_its_hint_and_its_error() -> None:
    page = str(EveryField({"full_name": ""})["full_name"])
    assert 'aria-describedby="id_full_name_helptext id_full_name_error"' in page
    assert 'aria-invalid="true"' in page


def test_what_is_typed_comes_back_and_cannot_become_markup() -> None:
    page = str(EveryField({"full_name": '"><script>alert(1)</script>', "note": "</textarea><b>"}))
    assert "<script>" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page


def test_optional_fields_say_so() -> None:
    assert len(re.findall("không bắt buộc", str(EveryField()))) == 2


def test_the_summary_leads_to_the_first_input_of_each_kind_of_field() -> None:
    form = EveryField()
    leads = {name: anchor(form[name]) for name in ("full_name", "sex", "papers", "ward", "moment", "agreed")}
    assert leads == {
        "full_name": "id_full_name",
        "sex": "id_sex_0",
        "papers": "id_papers_0",
        "ward": "id_ward",
        "moment": "id_moment_0",
        "agreed": "id_agreed",
    }


def test_dates_are_read_day_first() -> None:
    form = EveryField({"born": "04/05/2019"})
    form.is_valid()
    assert form.cleaned_data["born"].isoformat() == "2019-05-04"
    assert str(forms.DateField(initial=form.cleaned_data["born"]).widget.format_value(form.cleaned_data["born"])) == (
        "04/05/2019"
    )
