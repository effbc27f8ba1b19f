"""What is typed on the pages of figures: an explanation, a target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.foundation.forms.number_fields import WholeNumberField


def _day(label: Any) -> forms.DateField:  # noqa: ANN401 - a lazy text
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class NoteForm(forms.Form):
    """Why a figure is what it is."""

    figure = forms.ChoiceField(label=_("Số liệu cần giải trình"))
    first_day = _day(_("Từ ngày"))
    last_day = _day(_("Đến hết ngày"))
    text = forms.CharField(
        label=_("Giải trình"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Nêu nguyên nhân và việc đã làm. Không ghi tên hay thông tin của người dân. Ghi rồi không sửa được."
        ),
    )

    def __init__(self, *args: Any, figures: Sequence[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["figure"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(figures)


class TargetForm(forms.Form):
    """What a directive wants each month of which units."""

    directive = forms.TypedChoiceField(label=_("Văn bản giao"), coerce=int)
    measure = forms.ChoiceField(label=_("Chỉ số"))
    value = WholeNumberField(
        label=_("Mức mỗi tháng"),
        min_value=0,
        max_value=10**9,
        help_text=_("Với số càng ít càng tốt, đây là mức không được vượt quá."),
    )
    from_day = _day(_("Áp dụng từ ngày"))
    units = forms.TypedMultipleChoiceField(
        label=_("Đơn vị được giao"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        directives: Mapping[int, str],
        measures: Sequence[tuple[str, str]],
        units: Mapping[int, str],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[Any]] = {
            "directive": list(directives.items()),
            "measure": list(measures),
            "units": sorted(units.items(), key=lambda pair: pair[1]),
        }
        for name, given in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = given
