"""What is typed on the pages of the programme: a shorter limit, a signature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DraftForm(forms.Form):
    """A shorter limit, for one unit."""

    unit = forms.TypedChoiceField(label=_("Đơn vị cam kết"), coerce=int)
    amount = forms.IntegerField(
        label=_("Thời hạn đề xuất"),
        min_value=1,
        max_value=1000,
        help_text=_("Tính cùng cách với thời hạn luật định."),
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )
    reason = forms.CharField(
        label=_("Biện pháp bảo đảm"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bắt buộc khi số liệu chưa cho thấy thời hạn này giữ được: bỏ bước nào, thêm người ở đâu."),
    )

    def __init__(self, *args: Any, units: Mapping[int, str], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        ordered = sorted(units.items(), key=lambda pair: pair[1])
        field = self.fields["unit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = ordered


class SignForm(forms.Form):
    """The decision by which the promise is made, and its first day."""

    document = forms.CharField(
        label=_("Văn bản công bố cam kết"), max_length=200, help_text=_("Số, ký hiệu và ngày của văn bản.")
    )
    from_day = forms.DateField(
        label=_("Áp dụng từ ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Hồ sơ tiếp nhận từ ngày này được hẹn theo cam kết mới; hồ sơ đã nhận giữ hẹn cũ."),
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class DropForm(forms.Form):
    """The version at which somebody decided to drop the draft."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
