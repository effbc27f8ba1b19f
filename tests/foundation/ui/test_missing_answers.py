"""A question left empty says what to do, in our words and not in those of the framework."""

import pytest
from django import forms
from django.utils import translation


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (forms.CharField(), "Chưa nhập. Nhập mục này để tiếp tục."),
        (forms.DateField(), "Chưa nhập. Nhập mục này để tiếp tục."),
        (forms.ChoiceField(choices=[("a", "A")]), "Chưa chọn. Chọn một câu trả lời."),
        (forms.MultipleChoiceField(choices=[("a", "A")]), "Chưa chọn. Chọn một câu trả lời."),
        (forms.FileField(), "Chưa chọn tệp nào."),
        (forms.BooleanField(), "Chưa đánh dấu. Đọc rồi đánh dấu vào ô này."),
    ],
    ids=lambda given: type(given).__name__,
)
def test_what_is_missing_is_said_in_words_of_the_office(field: forms.Field, said: str) -> None:
    with translation.override("vi"), pytest.raises(forms.ValidationError) as refused:
        field.clean(None)
    assert refused.value.messages == [said]


def test_a_form_with_a_sentence_of_its_own_keeps_it() -> None:
    with pytest.raises(forms.ValidationError) as refused:
        forms.CharField(error_messages={"required": "Chưa ghi lý do."}).clean("")
    assert refused.value.messages == ["Chưa ghi lý do."]
