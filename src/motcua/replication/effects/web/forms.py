"""What is typed to ask for a study."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.replication.effects.queries import Question
from motcua.replication.effects.rules import first_day, month_number

USUAL_MONTHS = 24


def _month(label: Any) -> forms.DateField:  # noqa: ANN401 - a lazy text
    widget = forms.DateInput(attrs={"type": "month"}, format="%Y-%m")
    hint = _("Tháng và năm, ví dụ 2019-04.")
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m", "%m/%Y"], help_text=hint)


class StudyForm(forms.Form):
    """Which model and measure, where, over which months."""

    authority = forms.TypedChoiceField(label=_("Phạm vi"), coerce=int, choices=[])
    subject = forms.ChoiceField(label=_("Mô hình và chỉ số"), choices=[])
    first_month = _month(_("Từ tháng"))
    last_month = _month(_("Đến tháng"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own
        authorities: Sequence[tuple[int, str]],
        subjects: Sequence[tuple[str, Sequence[tuple[str, str]]]],
        today: date,
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        last = month_number(today) - 1
        self.fields["last_month"].initial = first_day(last)
        self.fields["first_month"].initial = first_day(last - USUAL_MONTHS + 1)
        for name, choices in (("authority", authorities), ("subject", subjects)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = list(choices)

    def clean(self) -> dict[str, Any]:
        """Refuse months in the wrong order, and months that have not ended: half a month looks like a fall."""
        given = super().clean() or {}
        first, last = given.get("first_month"), given.get("last_month")
        if first and last and last < first:
            self.add_error("last_month", _("Tháng cuối phải sau tháng đầu."))
        if last and last >= self.today.replace(day=1):
            self.add_error("last_month", _("Tháng này chưa kết thúc: hãy chọn đến tháng trước."))
        return given

    @property
    def question(self) -> Question:
        """Return what a valid form asks."""
        given = self.cleaned_data
        initiative, service, measure = given["subject"].split(":")
        return Question(
            given["authority"], int(initiative), service, measure, given["first_month"], given["last_month"]
        )
