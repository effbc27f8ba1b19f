"""What is typed on the pages of reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.replication.reporting.actions.write_section import LONGEST
from motcua.replication.reporting.models import ReportKind
from motcua.replication.reporting.refusals import NoSuchPeriod
from motcua.replication.reporting.rules import Period, period

PARTS = [(1, "1"), (2, "2"), (3, "3"), (4, "4")]


class OpenForm(forms.Form):
    """Which report of which unit and period."""

    kind = forms.ChoiceField(label=_("Loại báo cáo"), choices=ReportKind.choices)
    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int, choices=[])
    year = forms.IntegerField(label=_("Năm"), min_value=2018, max_value=2100)
    part = forms.TypedChoiceField(
        label=_("Kỳ"), coerce=int, choices=PARTS, help_text=_("Báo cáo 6 tháng: kỳ 1 hoặc 2. Báo cáo quý: 1 đến 4.")
    )

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(units)

    def clean(self) -> dict[str, Any]:
        """Add the period; refuse one that the kind does not have."""
        given = super().clean() or {}
        if {"kind", "year", "part"} <= given.keys():
            try:
                given["period"] = period(ReportKind(given["kind"]), given["year"], given["part"])
            except NoSuchPeriod as refusal:
                self.add_error("part", str(refusal))
        return given

    @property
    def chosen(self) -> Period:
        """Return the period of a valid form."""
        found: Period = self.cleaned_data["period"]
        return found


class SectionForm(forms.Form):
    """The words of a section; `seen` is the version they were written on."""

    text = forms.CharField(
        label=_("Nội dung"),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Mỗi đoạn một dòng. Không cần gõ lại số liệu: bảng số liệu tự in bên dưới mục này."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ProposalForm(forms.Form):
    """A model that the unit proposes."""

    title = forms.CharField(label=_("Tên mô hình, sáng kiến"), max_length=400)
    problem = forms.CharField(
        label=_("Vấn đề cần giải quyết"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    solution = forms.CharField(label=_("Cách làm"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class SignForm(forms.Form):
    """That the leader has read what is signed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    agreed = forms.BooleanField(label=_("Tôi đã đọc toàn bộ báo cáo và chịu trách nhiệm về nội dung"))
