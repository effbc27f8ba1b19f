"""What is typed on the pages of reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.foundation.audit.refusal import StrOrPromise
from motcua.replication.reporting.actions.write_section import LONGEST
from motcua.replication.reporting.models import ReportKind
from motcua.replication.reporting.rules import Period, period

PARTS: dict[ReportKind, list[tuple[int, StrOrPromise]]] = {
    ReportKind.HALF_YEAR: [(1, _("6 tháng đầu năm")), (2, _("6 tháng cuối năm"))],
    ReportKind.QUARTER: [(1, _("Quý I")), (2, _("Quý II")), (3, _("Quý III")), (4, _("Quý IV"))],
}


class OpenForm(forms.Form):
    """The report of which unit and period."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int, choices=[])
    part = forms.TypedChoiceField(label=_("Kỳ"), coerce=int, choices=[])
    year = forms.IntegerField(label=_("Năm"), min_value=2018, max_value=2100)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's
        kind: ReportKind,
        units: Sequence[tuple[int, str]],
        **kwargs: Any,  # noqa: ANN401 - Django's
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name, choices in (("unit", list(units)), ("part", PARTS[kind])):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    @property
    def chosen(self) -> Period:
        """Return the period of a valid form."""
        return period(self.kind, self.cleaned_data["year"], self.cleaned_data["part"])


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
