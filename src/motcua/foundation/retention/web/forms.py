"""What is typed on the pages about the end of records."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.foundation.retention.refusals import END_REASON_MISSING

LONGEST_NAME = 200


class HoldForm(forms.Form):
    """Which record is held, why, and until when."""

    use_required_attribute = False
    record_class = forms.ChoiceField(label=_("Loại hồ sơ"))
    name = forms.CharField(
        label=_("Mã hồ sơ"), max_length=LONGEST_NAME, error_messages={"required": _("Chưa nhập mã hồ sơ cần giữ lại.")}
    )
    reason = forms.CharField(
        label=_("Lý do giữ lại"),
        help_text=_("Ví dụ: đang có khiếu nại, thanh tra, vụ án; ghi số văn bản nếu có."),
        max_length=500,
        error_messages={"required": _("Chưa ghi lý do giữ lại, ví dụ: đang có khiếu nại, thanh tra.")},
    )
    until = forms.DateField(
        label=_("Giữ đến hết ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Chưa chọn ngày.")},
    )

    def __init__(self, *args: Any, classes: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["record_class"]
        if isinstance(field, forms.ChoiceField):
            field.choices = classes


class ReleaseForm(forms.Form):
    """Why a record need not be held any longer."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Vì sao thôi giữ"),
        help_text=_("Ghi số văn bản nếu có. Lý do được lưu cùng lần giữ."),
        max_length=500,
        error_messages={"required": END_REASON_MISSING},
    )


class DecideForm(forms.Form):
    """The word on a proposal to destroy."""

    use_required_attribute = False
    decision = forms.ChoiceField(
        label=_("Quyết định"),
        choices=[("approve", _("Duyệt tiêu hủy")), ("refuse", _("Không duyệt"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chưa chọn quyết định.")},
    )
    note = forms.CharField(
        label=_("Ghi chú"), help_text=_("Bắt buộc khi không duyệt: ghi lý do."), max_length=500, required=False
    )
